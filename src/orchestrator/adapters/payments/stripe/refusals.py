"""What Stripe's errors mean for the program: whether another try may help, and a reason that holds no secret."""

import logging
import math
import re

import stripe

from orchestrator.domain.errors import Conflict, OrchestratorError, Unavailable

MAX_PAUSE_S = 3_600.0
MAX_REASON_CHARACTERS = 200

_LOG = logging.getLogger(__name__)
_CODE = re.compile(r"[a-z0-9_]{1,64}")
_SECRET = re.compile(r"\b(?:[srp]k_(?:live|test)_|whsec_)\S{0,300}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MAY_HELP_LATER = frozenset(
    {"lock_timeout", "rate_limit", "balance_insufficient", "insufficient_funds_on_account", "idempotency_key_in_use"}
)


def as_error(error: stripe.StripeError, account: str) -> OrchestratorError:
    """Unavailable `payments_unavailable` where another try may help, else Conflict `payment_refused`. Raise it `from None`: Stripe's error
    holds the whole answer. `account` is the creator's, '' for the installation's."""
    code = read_code(error)
    match error:
        case stripe.RateLimitError():
            return _unavailable("Stripe asks for a pause.", retry_after_s=_read_pause(error))
        case stripe.PermissionError() if account and code == "account_invalid":
            return Conflict("payment_refused", "Stripe no longer lets this installation use the creator's account.", reason="account_gone")
        case stripe.AuthenticationError() | stripe.PermissionError():
            # What the library says repeats a part of the key.
            _LOG.error("Stripe does not take STRIPE_API_KEY (status %s): no payment works until it is corrected", error.http_status)
            return _unavailable("Stripe takes no calls from this installation at present.", state="wrong_key")
        case stripe.CardError() | stripe.InvalidRequestError() if code not in _MAY_HELP_LATER:
            reason = _clean(error.user_message)
            return Conflict("payment_refused", f"Stripe refuses: {reason or code or 'no reason given'}", reason=code or "refused")
        case stripe.APIConnectionError():
            return _unavailable(f"Stripe cannot be reached {_clean(error.user_message)}.")
        case _:
            return _unavailable(f"Stripe does not work (status {error.http_status or 'none'}).")


def read_code(error: stripe.StripeError) -> str:
    """The bank's word for a refused card, else Stripe's; '' where there is none."""
    told = error.error
    for code in (getattr(told, "decline_code", None), getattr(told, "code", None), error.code):
        if isinstance(code, str) and _CODE.fullmatch(code):
            return code
    return ""


def is_stored_failure(error: stripe.StripeError) -> bool:
    """Whether Stripe repeats a failure of before that may not happen again: it keeps each answer with its key for a day, failures too."""
    is_repeated = str((error.headers or {}).get("idempotent-replayed")).lower() == "true"
    return is_repeated and ((error.http_status or 0) >= 500 or read_code(error) in _MAY_HELP_LATER)


def _unavailable(detail: str, **fields: object) -> Unavailable:
    return Unavailable("payments_unavailable", detail, **fields)


def _clean(message: object) -> str:
    """On one line, short, and without anything that looks like a key."""
    text = _UNPRINTABLE.sub(" ", message[:2_000]) if isinstance(message, str) else ""
    return _SECRET.sub("***", text)[:MAX_REASON_CHARACTERS].strip()


def _read_pause(error: stripe.StripeError) -> float:
    """Seconds: what the header says, else 1; at least a tenth and at most an hour."""
    try:
        pause_s = float((error.headers or {}).get("retry-after", ""))
    except ValueError:
        return 1.0
    return min(max(pause_s, 0.1), MAX_PAUSE_S) if math.isfinite(pause_s) else 1.0
