"""Stripe as a PaymentProvider."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from orchestrator.adapters.payments.stripe.currencies import Units
from orchestrator.adapters.payments.stripe.events import read_event
from orchestrator.adapters.payments.stripe.payment_ids import PAYMENT, read_payment_id
from orchestrator.domain.errors import Conflict, Unavailable
from orchestrator.ports.payments import Account, Checkout, Found, Order, ProviderEvent, Standing

if TYPE_CHECKING:
    from stripe.checkout import Session
    from stripe.params import AccountCreateParams

    from orchestrator.adapters.payments.stripe.api import StripeApi

API_BASE = "https://api.stripe.com"
DEADLINE_S = 20.0
"""For one call. Stripe waits for banks."""
REMEMBERED_FOR = timedelta(days=1)
"""How long Stripe keeps a call's key, and at most how long a checkout can be paid."""
HOLD_IS_GONE = frozenset({"charge_expired_for_capture", "capture_charge_authorization_expired", "amount_too_large"})


class StripePayments:
    """A PaymentProvider. Money is taken directly on the creator's account where one is given.

    `webhook_secret` may be several, separated by commas: while one is rotated, and where Connect has an endpoint of its own. `digits` are
    the decimals of amounts by currency, where they differ from Stripe's. With `has_automatic_tax`, Stripe finds out the tax, which is part
    of the price.
    """

    def __init__(
        self, api_key: str, webhook_secret: str, api_base: str = API_BASE, *, digits: Mapping[str, int] | None = None,
        has_automatic_tax: bool = False, deadline_s: float = DEADLINE_S,
    ) -> None:  # fmt: skip
        self._api_key = api_key
        self._secrets = tuple(each for each in (part.strip() for part in webhook_secret.split(",")) if each)
        self._api_base = api_base
        self._units = Units(digits or {})
        self._has_automatic_tax = has_automatic_tax
        self._deadline_s = deadline_s
        self._made: StripeApi | None = None
        self._making = asyncio.Lock()

    async def start_checkout(self, order: Order) -> Checkout:
        """A second call in another minute asks Stripe for the checkouts of the last day, as its parameters are no longer the first one's."""
        api = await self._api()
        from orchestrator.adapters.payments.stripe.orders import as_session, minute_of

        now = datetime.now(UTC)
        params = as_session(order, self._units, self._has_automatic_tax, now)
        key = f"checkout-{order.payment_id}"
        session = await api.create_session(params, order.account, key) or await self._find(api, order, now)
        # The first call failed for good. The next one has the minute in its key, so that calls at the same moment still make one checkout.
        session = session or await api.create_session(params, order.account, f"{key}-{minute_of(now)}")
        if session is None:
            raise Unavailable("payments_unavailable", "Stripe repeats an earlier failure.", retry_after_s=60.0)
        return _as_checkout(session, order)

    async def load(self, checkout_ref: str, account: str) -> Found:
        return await (await self._api()).load(checkout_ref, account)

    async def close_checkout(self, checkout_ref: str, account: str) -> Found:
        api = await self._api()
        await api.expire_session(checkout_ref, account)
        return await api.load(checkout_ref, account)

    async def capture(self, checkout_ref: str, account: str, key: str) -> Found:
        api = await self._api()
        found = await api.load(checkout_ref, account)
        if found.standing is not Standing.held or found.payment_ref is None:
            return found
        refused = await api.capture(found.payment_ref, account, key)
        now = await api.load(checkout_ref, account)
        if refused in HOLD_IS_GONE and now.standing is Standing.held:
            # The bank let go of it, and Stripe has not closed the payment yet.
            return replace(now, standing=Standing.released, capture_before=None)
        if refused and now.standing is Standing.held:
            raise Conflict("payment_refused", f"Stripe refuses to take what is held: {refused}", reason=refused)
        return now

    async def give_back(self, checkout_ref: str, account: str, key: str) -> Found:
        api = await self._api()
        found = await api.load(checkout_ref, account)
        if found.payment_ref is None:
            return found
        match found.standing:
            case Standing.held:
                refused = await api.cancel(found.payment_ref, account, f"{key}-cancel")
            case Standing.charged:
                refused = await api.refund(found.payment_ref, account, f"{key}-refund")
            case Standing.disputed:
                raise Conflict("payment_refused", "The asker's bank disputes the payment, and decides over it.", reason="disputed")
            case _:
                return found
        now = await api.load(checkout_ref, account)
        if refused and now.standing is found.standing:
            raise Conflict("payment_refused", f"Stripe refuses to give the money back: {refused}", reason=refused)
        return now

    async def end_membership(self, subscription_ref: str, account: str, key: str) -> None:
        await (await self._api()).end_subscription(subscription_ref, account, key)

    async def list_checkouts(self, account: str, since: datetime) -> AsyncIterator[tuple[UUID, str]]:
        api = await self._api()
        async for session in api.list_sessions(account, since):
            payment = _payment_of(session)
            if payment is not None:
                yield payment, session.id

    def read_event(self, body: bytes, headers: Mapping[str, str], now: datetime) -> ProviderEvent:
        return read_event(body, headers, self._secrets, now)

    async def open_account(self, avee_id: UUID, ref: str, country: str, return_url: str) -> Account:
        """The creator gets an account of their own at Stripe, with its own dashboard; Stripe asks for what it needs, takes its fees from
        the account, and bears its losses."""
        api = await self._api()
        account = (
            await api.fetch_account(ref)
            if ref
            else await api.create_account(_new_account(avee_id, country), f"account-{avee_id}-{country or 'none'}")
        )
        return Account(account.id, bool(account.charges_enabled), await api.create_account_url(account, return_url))

    async def close(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            await made.close()

    async def _api(self) -> "StripeApi":
        """Made with the first call, in a thread: importing the library and reading the certificates takes up to a second."""
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
            return self._made

    def _make(self) -> "StripeApi":
        from orchestrator.adapters.payments.stripe.api import StripeApi

        return StripeApi(self._api_key, self._api_base, self._units, self._deadline_s)

    async def _find(self, api: "StripeApi", order: Order, now: datetime) -> "Session | None":
        """The checkout that an earlier call made for the same payment."""
        async for session in api.list_sessions(order.account, now - REMEMBERED_FOR):
            if _payment_of(session) == order.payment_id:
                return session
        return None


def _payment_of(session: "Session") -> UUID | None:
    return read_payment_id(
        session.client_reference_id, session.metadata[PAYMENT] if session.metadata and PAYMENT in session.metadata else ""
    )


def _as_checkout(session: "Session", order: Order) -> Checkout:
    """One that was paid or has run out has no page any more: its address leads to where the asker comes back to."""
    url = session.url or (order.return_url if session.status == "complete" else order.cancel_url)
    return Checkout(session.id, url, datetime.fromtimestamp(session.expires_at, UTC))


def _new_account(avee_id: UUID, country: str) -> "AccountCreateParams":
    params: AccountCreateParams = {
        "controller": {
            "stripe_dashboard": {"type": "full"},
            "fees": {"payer": "account"},
            "losses": {"payments": "stripe"},
            "requirement_collection": "stripe",
        },
        "metadata": {"avee_id": str(avee_id)},
    }
    if country:
        params["country"] = country
    return params
