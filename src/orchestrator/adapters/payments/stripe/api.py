"""The calls to Stripe that payments need, by Stripe's own library. Every error is one of ours."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import stripe
from stripe import Account, PaymentIntent, RequestOptions, StripeClient, Subscription
from stripe.checkout import Session
from stripe.params import AccountCreateParams
from stripe.params.checkout import SessionCreateParams, SessionListParams

from orchestrator.adapters.payments.stripe.currencies import Units
from orchestrator.adapters.payments.stripe.http_client import BoundedClient
from orchestrator.adapters.payments.stripe.reading import (
    EXPANDED_INTENT,
    EXPANDED_SESSION,
    Intent,
    is_disputed,
    read_membership,
    read_paid_by,
    read_single,
)
from orchestrator.adapters.payments.stripe.refusals import as_error, is_stored_failure, read_code
from orchestrator.domain.errors import NotFound
from orchestrator.ports.payments import Found

T = TypeVar("T")

PAGE = 100
"""Checkouts in one page, Stripe's maximum."""
STATE_CHANGED = frozenset(
    {
        "payment_intent_unexpected_state", "charge_expired_for_capture", "charge_already_captured", "charge_already_refunded",
        "capture_charge_authorization_expired", "amount_too_large", "charge_disputed", "refund_disputed_payment",
    }
)  # fmt: skip
"""Refusals after which one looks again: what was asked for is done already, or can no longer be."""
MOST_KEYS = 5

# The library logs addresses and answers; set so before it is asked for anything.
logging.getLogger("stripe").setLevel(logging.WARNING)
# It would write an id into the home directory and send it, with the times of earlier calls.
stripe.enable_telemetry = False


class StripeApi:
    """One client of Stripe's. `account` is everywhere the creator's, '' for that of the installation."""

    def __init__(self, key: str, base: str, units: Units, deadline_s: float) -> None:
        self._units = units
        self._http = BoundedClient(deadline_s)
        client = StripeClient(key, base_addresses={"api": base.rstrip("/")}, http_client=self._http, max_network_retries=1)
        self._stripe = client.v1

    async def close(self) -> None:
        await self._http.close_async()

    async def create_session(self, params: SessionCreateParams, account: str, key: str) -> Session | None:
        """None where Stripe remembers the key for another call, or a failure of before: the checkout may exist or not."""
        with _told(account):
            try:
                return await self._stripe.checkout.sessions.create_async(params, _options(account, key))
            except stripe.IdempotencyError:
                return None
            except stripe.StripeError as error:
                if is_stored_failure(error):
                    return None
                raise

    async def list_sessions(self, account: str, since: datetime) -> AsyncIterator[Session]:
        """Newest first."""
        params: SessionListParams = {"created": {"gte": int(since.timestamp())}, "limit": PAGE}
        while True:
            with _told(account):
                page = await self._stripe.checkout.sessions.list_async(params, _options(account))
            for session in page.data:
                yield session
            if not page.has_more or not page.data:
                return
            params["starting_after"] = page.data[-1].id

    async def expire_session(self, ref: str, account: str) -> None:
        """Nothing where it can no longer be expired, as it was paid or expired already."""
        with _told(account):
            try:
                await self._stripe.checkout.sessions.expire_async(ref, {}, _options(account))
            except stripe.InvalidRequestError as error:
                if error.http_status == 404:
                    raise _unknown() from None

    async def load(self, ref: str, account: str) -> Found:
        """Raises NotFound `unknown_checkout`."""
        with _told(account):
            try:
                session = await self._stripe.checkout.sessions.retrieve_async(ref, {"expand": EXPANDED_SESSION}, _options(account))
            except stripe.InvalidRequestError as error:
                if error.http_status == 404:
                    raise _unknown() from None
                raise
            if session.mode == "subscription":
                subscription = session.subscription if isinstance(session.subscription, Subscription) else None
                return read_membership(session, subscription, await self._load_newest(subscription, account), self._units)
            intent = session.payment_intent if isinstance(session.payment_intent, PaymentIntent) else None
            return read_single(session, await self._with_disputes(intent, account) if intent else None, self._units)

    async def capture(self, intent: str, account: str, key: str) -> str:
        """The code of the refusal where another look tells more, else ''."""
        return await self._change(
            account, key, lambda options: self._stripe.payment_intents.capture_async(intent, {}, options)
        )  # fmt: skip

    async def cancel(self, intent: str, account: str, key: str) -> str:
        """As `capture`."""
        return await self._change(
            account, key, lambda options: self._stripe.payment_intents.cancel_async(intent, {}, options)
        )  # fmt: skip

    async def refund(self, intent: str, account: str, key: str) -> str:
        """All that is left of it. As `capture`."""
        return await self._change(
            account, key, lambda options: self._stripe.refunds.create_async({"payment_intent": intent}, options)
        )  # fmt: skip

    async def end_subscription(self, ref: str, account: str, key: str) -> None:
        """With the paid period; at once where none is paid. Nothing where it has ended or is unknown."""
        with _told(account):
            try:
                found = await self._stripe.subscriptions.retrieve_async(ref, {}, _options(account))
                if found.status in ("active", "trialing", "paused"):
                    if not found.cancel_at_period_end:
                        await self._keyed(key, lambda options: self._stop_renewing(ref, options), account)
                elif found.status not in ("canceled", "incomplete_expired"):
                    await self._stripe.subscriptions.cancel_async(ref, {}, _options(account))
            except stripe.InvalidRequestError as error:
                if error.http_status != 404:
                    raise

    async def _stop_renewing(self, ref: str, options: RequestOptions) -> Subscription:
        return await self._stripe.subscriptions.update_async(ref, {"cancel_at_period_end": True}, options)

    async def create_account(self, params: AccountCreateParams, key: str) -> Account:
        with _told(""):
            return await self._keyed(key, lambda options: self._stripe.accounts.create_async(params, options), "")

    async def fetch_account(self, ref: str) -> Account:
        with _told(ref):
            return await self._stripe.accounts.retrieve_async(ref)

    async def create_account_url(self, account: Account, return_url: str) -> str | None:
        """Where the creator tells what Stripe asks for, once and within minutes; None where it asks for nothing."""
        due = account.requirements.currently_due if account.requirements else None
        if not due and account.details_submitted:
            return None
        with _told(account.id):
            link = await self._stripe.account_links.create_async(
                {"account": account.id, "refresh_url": return_url, "return_url": return_url, "type": "account_onboarding"}
            )
        return link.url

    async def _change(self, account: str, key: str, call: Callable[[RequestOptions], Awaitable[object]]) -> str:
        with _told(account):
            try:
                await self._keyed(key, call, account)
            except stripe.StripeError as error:
                code = _own_code(error)
                if code in STATE_CHANGED or (isinstance(error, stripe.CardError) and code):
                    return code
                raise
        return ""

    async def _keyed(self, key: str, call: Callable[[RequestOptions], Awaitable[T]], account: str) -> T:
        """The call with its key, or with the next one where Stripe only repeats a failure that it stored with the key. That does nothing
        twice: what is called so is either done or not, and Stripe refuses to do it again."""
        for number in range(1, MOST_KEYS + 1):
            try:
                return await call(_options(account, key if number == 1 else f"{key}-{number}"))
            except stripe.StripeError as error:
                if number == MOST_KEYS or not is_stored_failure(error):
                    raise
        raise AssertionError("the last key raises")

    async def _load_newest(self, subscription: Subscription | None, account: str) -> Intent | None:
        invoice = subscription.latest_invoice if subscription else None
        ref = read_paid_by(invoice) if invoice is not None and not isinstance(invoice, str) else None
        if ref is None:
            return None
        intent = await self._stripe.payment_intents.retrieve_async(ref, {"expand": EXPANDED_INTENT}, _options(account))
        return await self._with_disputes(intent, account)

    async def _with_disputes(self, intent: PaymentIntent, account: str) -> Intent:
        if not is_disputed(intent):
            return Intent(intent)
        page = await self._stripe.disputes.list_async({"payment_intent": intent.id, "limit": PAGE}, _options(account))
        return Intent(intent, page.data)


def _options(account: str, key: str = "") -> RequestOptions:
    options: RequestOptions = {}
    if account:
        options["stripe_account"] = account
    if key:
        options["idempotency_key"] = key
    return options


def _own_code(error: stripe.StripeError) -> str:
    """Stripe's code, also where the bank has a word of its own."""
    return error.code or read_code(error)


def _unknown() -> NotFound:
    return NotFound("unknown_checkout", "Stripe does not know this checkout.")


@contextmanager
def _told(account: str) -> Iterator[None]:
    """Raises the library's errors as ours, without what they hold."""
    try:
        yield
    except stripe.StripeError as error:
        raise as_error(error, account) from None
