"""Reading an event that Stripe posted: bounded, and believed only where Stripe's signature is right."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from orchestrator.adapters.payments.stripe.payment_ids import PAYMENT, read_payment_id
from orchestrator.domain.errors import Invalid, Unauthenticated
from orchestrator.ports.payments import ProviderEvent

MOST_BYTES = 1024 * 1024
MOST_HEADER_CHARACTERS = 4_096
"""Of the signature; several are sent while a secret is rotated."""
MAX_AGE_S = 300
"""How far the time of a signature may be from now, in either direction."""
MOST_REFS = 20

_ID = re.compile(r"[A-Za-z0-9_]{1,255}")
_KIND = re.compile(r"[a-z0-9_.]{1,255}")
_TIME = re.compile(r"[0-9]{1,12}")
_POINTERS = ("payment_intent", "latest_charge", "charge", "subscription", "invoice", "latest_invoice")
"""Fields of Stripe's objects with the id of another one, or with that object itself."""


def read_event(body: bytes, headers: Mapping[str, str], secrets: tuple[str, ...], now: datetime) -> ProviderEvent:
    """Raises Unauthenticated `bad_signature`, also where there is no secret: anybody could sign without one; and Invalid `bad_event`."""
    _check_signature(body, headers.get("stripe-signature", ""), secrets, now)
    whole = _read_object(body)
    if whole.get("object") != "event":
        raise _bad_event("The body is not an event with its object. Choose the payload style Snapshot for the endpoint at Stripe.")
    event, kind, account = whole.get("id"), whole.get("type"), whole.get("account")
    data = whole.get("data")
    if not _is_id(event) or not isinstance(kind, str) or not _KIND.fullmatch(kind) or not isinstance(data, dict):
        raise _bad_event("The event's id, type or data cannot be read.")
    if account is not None and not _is_id(account):
        raise _bad_event("The event's account cannot be read.")
    about = data.get("object")
    if not isinstance(about, dict):
        raise _bad_event("The event has no object.")
    details = _part(_part(about, "parent"), "subscription_details")
    refs = dict.fromkeys(_find_refs(about, details))
    payment = read_payment_id(
        about.get("client_reference_id"), _part(about, "metadata").get(PAYMENT), _part(details, "metadata").get(PAYMENT)
    )
    return ProviderEvent(id=str(event), kind=kind, payment_id=payment, refs=tuple(refs)[:MOST_REFS], account=str(account or ""))


def _check_signature(body: bytes, header: str, secrets: tuple[str, ...], now: datetime) -> None:
    if len(body) > MOST_BYTES:
        raise _bad_signature(f"The body has more than {MOST_BYTES} bytes.")
    if len(header) > MOST_HEADER_CHARACTERS or not header.isascii():
        raise _bad_signature()
    if not any(_is_signed(body, header, secret) for secret in secrets):
        raise _bad_signature()
    signed_at = next((each[2:] for each in header.split(",") if each.startswith("t=")), "")
    if not _TIME.fullmatch(signed_at) or abs(now.timestamp() - int(signed_at)) > MAX_AGE_S:
        raise _bad_signature("The time of the signature is missing, or more than five minutes from now.")


def _is_signed(body: bytes, header: str, secret: str) -> bool:
    """By any of the header's signatures. The library compares no time here: it would take its own clock's, and only look back."""
    from stripe import SignatureVerificationError, WebhookSignature

    try:
        WebhookSignature.verify_header(body, header, secret)
    except (SignatureVerificationError, ValueError):
        return False
    return True


def _read_object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise _bad_event("The body is not JSON, or is nested too deeply.") from None
    if not isinstance(found, dict):
        raise _bad_event("The body is not a JSON object.")
    return found


def _find_refs(about: Mapping[str, Any], details: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the object itself, of what it points to, and of an invoice's subscription."""
    for value in (about.get("id"), *(about.get(name) for name in _POINTERS), details.get("subscription")):
        ref = value.get("id") if isinstance(value, dict) else value
        if isinstance(ref, str) and _is_id(ref):
            yield ref


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _bad_event(detail: str) -> Invalid:
    return Invalid("bad_event", detail)


def _bad_signature(detail: str = "The signature is missing or wrong.") -> Unauthenticated:
    return Unauthenticated("bad_signature", detail)
