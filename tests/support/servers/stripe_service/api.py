"""Stripe's API on the loopback: which call does what, with keys that have their effect once."""

import copy
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stripe import params as typed
from stripe.params import checkout as typed_checkout

from support.servers.stripe_service import objects
from support.servers.stripe_service.refusals import Refusal, missing
from support.servers.stripe_service.shapes import check_params
from support.servers.stripe_service.world import Thing, World

MINIMUM = 50
WHOLE = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split())
ENDS_WITH_00 = frozenset(("isk", "ugx"))
ENDS_WITH_0 = frozenset(("bhd", "jod", "kwd", "omr", "tnd"))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """One call, with its parameters read."""

    method: str
    path: str
    params: Thing
    account: str
    """'' for the installation's own."""
    key: str
    """Idempotency-Key, '' where there is none."""

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


class Api:
    def __init__(self, world: World) -> None:
        self.world = world
        self.links: dict[str, tuple[str, str]] = {}
        """(account, address to return to) of each page that asks a creator, by its token."""
        self._stored: dict[tuple[str, str], tuple[str, Answer]] = {}
        self._routes: list[tuple[str, type | None, Callable[[Call, list[str]], Thing]]] = [
            (r"POST /v1/checkout/sessions", typed_checkout.SessionCreateParams, self._create_session),
            (r"GET /v1/checkout/sessions", typed_checkout.SessionListParams, self._list_sessions),
            (r"GET /v1/checkout/sessions/(\w+)", typed_checkout.SessionRetrieveParams, self._get("checkout.session")),
            (r"POST /v1/checkout/sessions/(\w+)/expire", typed_checkout.SessionExpireParams, self._expire_session),
            (r"GET /v1/payment_intents/(\w+)", typed.PaymentIntentRetrieveParams, self._get("payment_intent")),
            (r"POST /v1/payment_intents/(\w+)/capture", typed.PaymentIntentCaptureParams, self._capture),
            (r"POST /v1/payment_intents/(\w+)/cancel", typed.PaymentIntentCancelParams, self._cancel),
            (r"GET /v1/charges/(\w+)", typed.ChargeRetrieveParams, self._get("charge")),
            (r"POST /v1/refunds", typed.RefundCreateParams, self._refund),
            (r"GET /v1/refunds/(\w+)", typed.RefundRetrieveParams, self._get("refund")),
            (r"GET /v1/disputes", typed.DisputeListParams, self._list_disputes),
            (r"GET /v1/disputes/(\w+)", typed.DisputeRetrieveParams, self._get("dispute")),
            (r"GET /v1/subscriptions/(\w+)", typed.SubscriptionRetrieveParams, self._get("subscription")),
            (r"POST /v1/subscriptions/(\w+)", typed.SubscriptionUpdateParams, self._update_subscription),
            (r"DELETE /v1/subscriptions/(\w+)", typed.SubscriptionCancelParams, self._end_subscription),
            (r"GET /v1/invoices/(\w+)", typed.InvoiceRetrieveParams, self._get("invoice")),
            (r"POST /v1/accounts", typed.AccountCreateParams, self._create_account),
            (r"GET /v1/accounts/(\w+)", None, self._get_account),
            (r"POST /v1/account_links", typed.AccountLinkCreateParams, self._create_account_link),
        ]

    def answer(self, call: Call, does_work: bool = True) -> Answer:
        """What the call does, once for its key. Without `does_work`, it fails with 500, which is stored too."""
        key = (call.account, call.key)
        asked = json.dumps([call.name, call.params], sort_keys=True)
        if call.key and key in self._stored:
            before, stored = self._stored[key]
            if before != asked:
                raise Refusal(
                    f"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{call.key}' if you meant to execute a different request.",
                    kind="idempotency_error",
                )
            return Answer(stored.status, stored.content, {**stored.headers, "idempotent-replayed": "true"})
        if not does_work:
            return self.store(call, failure())
        self.world.tick()
        content, has_begun = self._do(call)
        status = 200
        if isinstance(content, Refusal):
            status, content = content.status, content.body
        answer = Answer(status, json.dumps(content).encode())
        return self.store(call, answer) if has_begun else answer

    def store(self, call: Call, answer: Answer) -> Answer:
        """Keeps the answer for further calls with the same key."""
        if call.key and call.method == "POST":
            self._stored[(call.account, call.key)] = (json.dumps([call.name, call.params], sort_keys=True), answer)
        return answer

    def _do(self, call: Call) -> tuple[Thing | Refusal, bool]:
        """The answer, and whether the call's parameters were right, so that it began: only then its answer is stored."""
        for pattern, kind, do in self._routes:
            found = re.fullmatch(pattern, call.name)
            if found is None:
                continue
            try:
                if kind is not None:
                    check_params(kind, call.params)
            except Refusal as refusal:
                return refusal, False
            try:
                return self._render(do(call, list(found.groups())), call.params.get("expand", [])), True
            except Refusal as refusal:
                return refusal, refusal.error.get("param") is None
        return Refusal(f"Unrecognized request URL ({call.name}).", 404), False

    def _render(self, thing: Thing, expand: list[str]) -> Thing:
        """A copy with what is to be expanded, and without what is sent on request only."""
        rendered = copy.deepcopy(thing)
        for path in expand:
            steps = path.split(".")
            if len(steps) > 4 + steps.count("data"):
                raise Refusal(f"You cannot expand more than 4 levels of a property. Property: {path}", param="expand")
            self._expand(rendered, steps, path)
        stripped: Thing = self._strip(rendered, {path.split(".")[-1] for path in expand})
        return stripped

    def _expand(self, thing: Any, steps: list[str], path: str) -> None:
        if isinstance(thing, list):
            for each in thing:
                self._expand(each, steps, path)
            return
        if not steps or not isinstance(thing, dict):
            return
        name = steps[0]
        if name not in thing and name != "data":
            raise Refusal(f"This property cannot be expanded ({path}).", param="expand")
        if isinstance(thing[name], str):
            other = self.world.find(thing[name])
            if other is None:
                raise Refusal(f"This property cannot be expanded ({path}).", param="expand")
            thing[name] = copy.deepcopy(other)
        self._expand(thing[name], steps[1:], path)

    def _strip(self, thing: Any, asked: set[str]) -> Any:
        if isinstance(thing, list):
            return [self._strip(each, asked) for each in thing]
        if not isinstance(thing, dict):
            return thing
        hidden = set(objects.FIELDS_ON_REQUEST.get(str(thing.get("object")), ())) - asked
        return {name: self._strip(value, asked) for name, value in thing.items() if name not in hidden}

    # Calls.

    def _get(self, kind: str) -> Callable[[Call, list[str]], Thing]:
        return lambda call, found: self.world.get(found[0], kind, call.account)

    def _create_session(self, call: Call, found: list[str]) -> Thing:
        params = call.params
        if call.account and not self.world.get(call.account, "account", "")["charges_enabled"]:
            raise Refusal("In order to use Checkout, you must set an account or business name at https://dashboard.stripe.com/account.")
        if params.get("mode") not in ("payment", "subscription") or len(params.get("line_items", [])) != 1:
            raise Refusal("You must specify mode and one line item.", param="mode")
        if not params.get("success_url", "").startswith("http"):
            raise Refusal("Not a valid URL", code="url_invalid", param="success_url")
        price = params["line_items"][0]["price_data"]
        self._check_price(price, params["mode"])
        if "expires_at" in params and not self.world.now + 1_800 <= int(params["expires_at"]) <= self.world.now + 86_400:
            raise Refusal("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", param="expires_at")
        if "customer_email" in params and not re.fullmatch(r"[^@\s]+@[^@\s]+", params["customer_email"]):
            raise Refusal(f"Invalid email address: {params['customer_email']}", code="email_invalid", param="customer_email")
        own = {"payment": "payment_intent_data", "subscription": "subscription_data"}
        other = own["subscription" if params["mode"] == "payment" else "payment"]
        if other in params:
            raise Refusal(f"You can not pass `{other}` in `{params['mode']}` mode.", param=other)
        return self.world.open_session(params, call.account)

    def _check_price(self, price: Thing, mode: str) -> None:
        where = "line_items[0][price_data]"
        if ("recurring" in price) != (mode == "subscription"):
            raise Refusal(f"A recurring price fits `subscription` mode only, not `{mode}`.", param=f"{where}[recurring]")
        if ("product_data" in price) == ("product" in price) or "unit_amount" not in price:
            raise Refusal("One of product or product_data is required, and an amount.", param=where)
        amount, currency = int(price["unit_amount"]), price["currency"]
        if not re.fullmatch(r"[a-z]{3}", currency):
            raise Refusal(f"Invalid currency: {currency}", param=f"{where}[currency]")
        factor = 100 if currency in ENDS_WITH_00 else 10 if currency in ENDS_WITH_0 else 1
        if amount % factor:
            raise Refusal(
                f"Invalid amount for {currency}: it must be divisible by {factor}.",
                code="parameter_invalid_integer",
                param=f"{where}[unit_amount]",
            )
        if amount < (1 if currency in WHOLE else MINIMUM):
            raise Refusal("The Checkout Session's total amount due must add up to at least €0.50 eur", code="amount_too_small")
        if amount > 99_999_999_99:
            raise Refusal("Amount must be no more than $999,999.99", code="amount_too_large")

    def _list_sessions(self, call: Call, found: list[str]) -> Thing:
        since = call.params.get("created", {})
        gte = int(since.get("gte", 0)) if isinstance(since, dict) else 0
        sessions = [each for each in self.world.all("checkout.session", call.account) if each["created"] >= gte]
        return self._page(sessions, call.params, "/v1/checkout/sessions")

    def _page(self, things: list[Thing], params: Thing, url: str) -> Thing:
        limit = int(params.get("limit", 10))
        if not 1 <= limit <= 100:
            raise Refusal("This value must be between 1 and 100.", param="limit")
        if "starting_after" in params:
            places = [place for place, each in enumerate(things) if each["id"] == params["starting_after"]]
            if not places:
                raise missing("object", params["starting_after"])
            things = things[places[0] + 1 :]
        return {"object": "list", "data": things[:limit], "has_more": len(things) > limit, "url": url}

    def _expire_session(self, call: Call, found: list[str]) -> Thing:
        session = self.world.get(found[0], "checkout.session", call.account)
        self.world.expire(session)
        return session

    def _capture(self, call: Call, found: list[str]) -> Thing:
        intent = self.world.get(found[0], "payment_intent", call.account)
        self.world.capture(intent)
        return intent

    def _cancel(self, call: Call, found: list[str]) -> Thing:
        intent = self.world.get(found[0], "payment_intent", call.account)
        self.world.cancel(intent, call.params.get("cancellation_reason"))
        return intent

    def _refund(self, call: Call, found: list[str]) -> Thing:
        intent = self.world.get(call.params.get("payment_intent", ""), "payment_intent", call.account)
        amount = int(call.params["amount"]) if "amount" in call.params else None
        return self.world.refund(intent, amount, call.params.get("metadata"))

    def _list_disputes(self, call: Call, found: list[str]) -> Thing:
        wanted = {name: call.params[name] for name in ("payment_intent", "charge") if name in call.params}
        disputes = [each for each in self.world.all("dispute", call.account) if wanted.items() <= each.items()]
        return self._page(disputes, call.params, "/v1/disputes")

    def _update_subscription(self, call: Call, found: list[str]) -> Thing:
        subscription = self.world.get(found[0], "subscription", call.account)
        if subscription["status"] == "canceled":
            raise Refusal("A canceled subscription can only update its cancellation_details and metadata.")
        ends = call.params.get("cancel_at_period_end") == "true"
        subscription |= {"cancel_at_period_end": ends, "canceled_at": self.world.now if ends else None}
        subscription["cancel_at"] = subscription["items"]["data"][0]["current_period_end"] if ends else None
        self.world.report("customer.subscription.updated", subscription, call.account)
        return subscription

    def _end_subscription(self, call: Call, found: list[str]) -> Thing:
        subscription = self.world.get(found[0], "subscription", call.account)
        self.world.end(subscription)
        return subscription

    def _create_account(self, call: Call, found: list[str]) -> Thing:
        if not re.fullmatch(r"[A-Z]{2}", call.params.get("country", "US")):
            raise Refusal("Country is not a code of two letters.", code="country_unsupported", param="country")
        return self.world.keep(objects.new_account(call.params, self.world.now), "")

    def _get_account(self, call: Call, found: list[str]) -> Thing:
        return self.world.get(found[0], "account", "")

    def _create_account_link(self, call: Call, found: list[str]) -> Thing:
        account = self.world.get(call.params["account"], "account", "")
        token = secrets.token_hex(8)
        self.links[token] = (account["id"], call.params.get("return_url", ""))
        now = self.world.now
        return {"object": "account_link", "created": now, "expires_at": now + 300, "url": f"{self.world.url}/setup/{token}"}


def failure() -> Answer:
    error = {"error": {"message": "Sorry! There was an error while talking to one of our backends.", "type": "api_error"}}
    return Answer(500, json.dumps(error).encode(), {"stripe-should-retry": "false"})
