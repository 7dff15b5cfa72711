"""What the Stripe on the loopback knows: its objects, its clock, its ledger, and the moves of money. No HTTP here."""

import time
from collections.abc import Callable
from typing import Any

from support.servers.stripe_service import objects
from support.servers.stripe_service.ledger import CAPTURED, HELD, LOST, REFUNDED, RELEASED, Entry, Sums, sum_up
from support.servers.stripe_service.refusals import Refusal, missing

Thing = dict[str, Any]
Report = Callable[[str, Thing, str], None]


class World:
    """`report(kind, object, account)` is told of everything that Stripe would send an event about. Not locked: the server does that."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.url = ""
        self.ahead_s = 0
        """How far the clock was put forward."""
        self.ledger: list[Entry] = []
        self.settles_in: tuple[str, float] | None = None
        """The currency in which is paid out, and how much of it one unit is; None: the same."""
        self.books_late = False
        """Whether fees are known only once `book` was called."""
        self.declines_renewals = False
        self._things: dict[str, dict[str, Thing]] = {}
        self._places: dict[str, str] = {}
        self._params: dict[str, Thing] = {}

    # Finding.

    @property
    def now(self) -> int:
        return int(time.time()) + self.ahead_s

    def get(self, ref: str, kind: str, account: str) -> Thing:
        """Raises Refusal where the account has none."""
        found = self._things.get(kind, {}).get(ref)
        if found is None or self._places[ref] != account:
            raise missing(kind.replace("_", " "), ref)
        return found

    def find(self, ref: str) -> Thing | None:
        return next((each[ref] for each in self._things.values() if ref in each), None)

    def all(self, kind: str, account: str | None = None) -> list[Thing]:
        """Newest first; of every account where none is given."""
        things = self._things.get(kind, {}).values()
        return [each for each in reversed(list(things)) if account is None or self._places[each["id"]] == account]

    def account_of(self, thing: Thing) -> str:
        return self._places[thing["id"]]

    def keep(self, thing: Thing, account: str) -> Thing:
        self._things.setdefault(thing["object"], {})[thing["id"]] = thing
        self._places[thing["id"]] = account
        return thing

    def session_of(self, payment_id: str) -> Thing:
        """The newest checkout of our payment."""
        found = [each for each in self.all("checkout.session") if each["client_reference_id"] == payment_id]
        if not found:
            raise missing("checkout.session", payment_id)
        return found[0]

    def intent_of(self, payment_id: str) -> Thing:
        """The newest payment that was tried for ours."""
        found = [each for each in self.all("payment_intent") if each["metadata"].get("payment_id") == payment_id]
        if not found:
            raise missing("payment_intent", payment_id)
        return found[0]

    def sums(self, payment_id: str | None = None) -> Sums:
        """Of one payment of ours, or of all."""
        return sum_up(each for each in self.ledger if payment_id in (None, each.payment_id))

    # Time.

    def advance(self, seconds: int) -> None:
        """Puts the clock forward, and does what becomes due: checkouts and holds run out, memberships are renewed or end."""
        self.ahead_s += seconds
        self.tick()

    def tick(self) -> None:
        for session in self.all("checkout.session"):
            if session["status"] == "open" and session["expires_at"] <= self.now:
                self.expire(session)
        for intent in self.all("payment_intent"):
            deadline = self._card(intent).get("capture_before") if intent["status"] == "requires_capture" else None
            if deadline is not None and deadline <= self.now:
                self.cancel(intent, "automatic")
        for subscription in self.all("subscription"):
            if subscription["status"] == "active" and subscription["items"]["data"][0]["current_period_end"] <= self.now:
                self.renew(subscription)

    # Checkouts.

    def open_session(self, params: Thing, account: str) -> Thing:
        session = self.keep(objects.new_session(params, self.now, self.url), account)
        # Not part of what Stripe sends; the page and the payment need it.
        self._params[session["id"]] = params
        return session

    def expire(self, session: Thing) -> None:
        if session["status"] != "open":
            raise Refusal(
                f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `{session["status"]}`.'
            )
        session |= {"status": "expired", "url": None}
        if session["payment_intent"]:
            self._cancel_unpaid(session["payment_intent"])
        self.report("checkout.session.expired", session, self.account_of(session))

    def _cancel_unpaid(self, ref: str) -> None:
        intent = self._things["payment_intent"][ref]
        intent |= {"status": "canceled", "canceled_at": self.now, "cancellation_reason": "abandoned"}

    def holds(self, session: Thing) -> bool:
        """Whether the money is held first, and taken later."""
        return bool(self._params[session["id"]].get("payment_intent_data", {}).get("capture_method") == "manual")

    def title_of(self, session: Thing) -> str:
        return str(self._params[session["id"]]["line_items"][0]["price_data"]["product_data"]["name"])

    def decline(self, session: Thing, code: str = "card_declined", bank_code: str = "insufficient_funds") -> None:
        """The card was refused; the checkout stays open."""
        intent = self._intent_for(session)
        intent["last_payment_error"] = {
            "type": "card_error", "code": code, "decline_code": bank_code, "message": "Your card has insufficient funds.",
        }  # fmt: skip
        self.report("payment_intent.payment_failed", intent, self.account_of(session))

    def pay(self, session: Thing) -> None:
        """With a card that works. Raises Refusal where the checkout can no longer be paid."""
        account = self.account_of(session)
        if session["status"] != "open" or session["expires_at"] <= self.now:
            raise Refusal("This Checkout Session is no longer open.")
        params = self._params[session["id"]]
        session |= {"status": "complete", "url": None, "customer_details": {"email": session["customer_email"] or "asker@example.org"}}
        if session["mode"] == "subscription":
            self._subscribe(session, params, account)
        else:
            intent = self._intent_for(session)
            self._confirm(intent, account)
            session["payment_status"] = "paid" if intent["status"] == "succeeded" else "unpaid"
        self.report("checkout.session.completed", session, account)

    def _intent_for(self, session: Thing) -> Thing:
        if session["payment_intent"]:
            return self._things["payment_intent"][session["payment_intent"]]
        data = self._params[session["id"]].get("payment_intent_data", {})
        if session["mode"] == "subscription":
            data = {"capture_method": "automatic", "metadata": {}}
        intent = objects.new_intent(session["amount_total"], session["currency"], data, self.now)
        if session["mode"] == "payment":
            session["payment_intent"] = intent["id"]
        return self.keep(intent, self.account_of(session))

    # Payments.

    def _confirm(self, intent: Thing, account: str, payment_id: str = "") -> None:
        holds = intent["capture_method"] == "manual"
        charge = self.keep(objects.new_charge(intent, not holds, self.now), account)
        intent |= {"latest_charge": charge["id"], "last_payment_error": None, "payment_method": charge["payment_method"]}
        if holds:
            intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
            self._note(HELD, intent, intent["amount"])
            self.report("payment_intent.amount_capturable_updated", intent, account)
        else:
            intent |= {"status": "succeeded", "amount_received": intent["amount"]}
            self._note(CAPTURED, intent, intent["amount"], payment_id)
            self._book(charge, account)
            self.report("payment_intent.succeeded", intent, account)
        self.report("charge.succeeded", charge, account)

    def capture(self, intent: Thing) -> None:
        if intent["status"] != "requires_capture":
            message = f"This PaymentIntent could not be captured because it has a status of {intent['status']}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture."
            raise Refusal(message, code="payment_intent_unexpected_state", payment_intent=dict(intent))
        charge, account = self._charge(intent), self.account_of(intent)
        intent |= {"status": "succeeded", "amount_capturable": 0, "amount_received": intent["amount"]}
        charge |= {"captured": True, "amount_captured": charge["amount"]}
        self._note(CAPTURED, intent, intent["amount"])
        self._book(charge, account)
        self.report("payment_intent.succeeded", intent, account)
        self.report("charge.captured", charge, account)

    def cancel(self, intent: Thing, reason: str | None = None) -> None:
        if intent["status"] in ("succeeded", "canceled"):
            message = f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}."
            raise Refusal(message, code="payment_intent_unexpected_state", payment_intent=dict(intent))
        account, was_held = self.account_of(intent), intent["status"] == "requires_capture"
        intent |= {"status": "canceled", "amount_capturable": 0, "canceled_at": self.now, "cancellation_reason": reason}
        if was_held:
            charge = self._charge(intent)
            charge |= {"refunded": True, "amount_refunded": charge["amount"]}
            self._note(RELEASED, intent, intent["amount"])
            self.report("charge.expired" if reason == "automatic" else "charge.refunded", charge, account)
        self.report("payment_intent.canceled", intent, account)

    def refund(self, intent: Thing, amount: int | None = None, metadata: dict[str, str] | None = None) -> Thing:
        """All that is left of it where no amount is given."""
        if intent["latest_charge"] is None or intent["status"] not in ("succeeded", "canceled"):
            raise Refusal(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
        charge, account = self._charge(intent), self.account_of(intent)
        left = charge["amount"] - charge["amount_refunded"]
        if not left:
            raise Refusal(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
        if any(not each["is_charge_refundable"] and each["status"] != "won" for each in self.disputes_of(intent)):
            raise Refusal(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
        if amount is not None and amount > left:
            raise Refusal(f"Refund amount is greater than unrefunded amount on charge ({left})", param="amount")
        refund = self.keep(objects.new_refund(charge, left if amount is None else amount, metadata or {}, self.now), account)
        charge["amount_refunded"] += refund["amount"]
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        charge["refunds"]["data"].insert(0, refund)
        self._note(REFUNDED, intent, refund["amount"])
        self.report("refund.created", refund, account)
        self.report("charge.refunded", charge, account)
        return refund

    def dispute(self, intent: Thing, status: str = "needs_response") -> Thing:
        """The bank wants the money back, or only asks where the status begins with `warning`."""
        charge, account = self._charge(intent), self.account_of(intent)
        charge["disputed"] = True
        dispute = self.keep(objects.new_dispute(charge, status, self.now), account)
        self.report("charge.dispute.created", dispute, account)
        return dispute

    def settle_dispute(self, dispute: Thing, status: str) -> None:
        """`won` or `lost`."""
        account = self.account_of(dispute)
        dispute |= {"status": status, "is_charge_refundable": False}
        if status == "lost":
            self._note(LOST, self._things["payment_intent"][dispute["payment_intent"]], dispute["amount"])
        self.report("charge.dispute.closed", dispute, account)

    def disputes_of(self, intent: Thing) -> list[Thing]:
        return [each for each in self.all("dispute", self.account_of(intent)) if each["payment_intent"] == intent["id"]]

    def book(self) -> None:
        """Fees that were late become known."""
        self.books_late = False
        for charge in self.all("charge"):
            if charge["captured"] and charge["balance_transaction"] is None:
                self._book(charge, self.account_of(charge))

    # Memberships.

    def _subscribe(self, session: Thing, params: Thing, account: str) -> None:
        price_data = params["line_items"][0]["price_data"]
        subscription = self.keep(objects.new_subscription(session, params.get("subscription_data", {}), price_data, self.now), account)
        session |= {"subscription": subscription["id"], "customer": subscription["customer"], "payment_status": "paid"}
        self.report("customer.subscription.created", subscription, account)
        self._bill(subscription, is_paid=True)
        session["invoice"] = subscription["latest_invoice"]

    def renew(self, subscription: Thing) -> None:
        """The next period begins: it is paid, or not where renewals are declined, or the membership ends."""
        if subscription["cancel_at_period_end"]:
            self.end(subscription)
            return
        item = subscription["items"]["data"][0]
        length = item["current_period_end"] - item["current_period_start"]
        item |= {"current_period_start": item["current_period_end"], "current_period_end": item["current_period_end"] + length}
        self._bill(subscription, is_paid=not self.declines_renewals)
        if self.declines_renewals:
            subscription["status"] = "past_due"
        self.report("customer.subscription.updated", subscription, self.account_of(subscription))

    def end(self, subscription: Thing) -> None:
        if subscription["status"] == "canceled":
            raise missing("subscription", subscription["id"])
        subscription |= {"status": "canceled", "ended_at": self.now, "canceled_at": subscription["canceled_at"] or self.now}
        self.report("customer.subscription.deleted", subscription, self.account_of(subscription))

    def _bill(self, subscription: Thing, is_paid: bool) -> None:
        account, price = self.account_of(subscription), subscription["items"]["data"][0]["price"]
        intent = self.keep(objects.new_intent(price["unit_amount"], price["currency"], {"capture_method": "automatic"}, self.now), account)
        if is_paid:
            self._confirm(intent, account, subscription["metadata"].get("payment_id", ""))
        invoice = self.keep(objects.new_invoice(subscription, is_paid, intent, self.now), account)
        subscription["latest_invoice"] = invoice["id"]
        self.report("invoice.paid" if is_paid else "invoice.payment_failed", invoice, account)

    # Accounts.

    def finish_onboarding(self, account: Thing) -> None:
        account |= {"charges_enabled": True, "details_submitted": True, "payouts_enabled": True}
        account["requirements"] |= {"currently_due": [], "eventually_due": [], "disabled_reason": None}
        self.report("account.updated", account, account["id"])

    # Bookkeeping.

    def _charge(self, intent: Thing) -> Thing:
        return self._things["charge"][intent["latest_charge"]]

    def _card(self, intent: Thing) -> Thing:
        card: Thing = self._charge(intent)["payment_method_details"]["card"]
        return card

    def _book(self, charge: Thing, account: str) -> None:
        if self.books_late:
            return
        currency, rate = self.settles_in or (charge["currency"], 1.0)
        booking = self.keep(objects.new_booking(charge, currency, rate, self.now), account)
        charge["balance_transaction"] = booking["id"]

    def _note(self, kind: str, intent: Thing, amount: int, payment_id: str = "") -> None:
        ours = payment_id or intent["metadata"].get("payment_id", "") or self._payment_before(intent)
        self.ledger.append(Entry(kind, ours, amount, intent["currency"], self.account_of(intent), intent["id"], self.now))

    def _payment_before(self, intent: Thing) -> str:
        """Of a membership's payment, which has no metadata of its own."""
        return next((each.payment_id for each in self.ledger if each.intent == intent["id"]), "")
