"""A question with a price: offered with it, paid at the provider's page or by hand, held, answered or declined, and what both sides see
of the money. With KEEP_SCREENSHOTS set to a folder, pictures of each step are stored there.
"""

import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, expect

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api, open_workshop
from support.browsing import Site, find_violations, mailed_link, mailed_text, overflows, start_asking
from support.servers.served import Served
from support.servers.stripe_server import StripeServer, stripe_server

pytestmark = pytest.mark.timeout(420)
KEPT = os.environ.get("KEEP_SCREENSHOTS")
QUESTION = "Which varnish would you put on the hull of an old wooden canoe?"
ANSWER = "Three coats of spar varnish, the first one thinned."
SIZES = pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (360, 740, "dark")], ids=["desktop", "phone"])
HOW_TO_PAY = "Bank transfer to DE02 1203 0000 0000 2020 51, Mira Holm."


@pytest.fixture(scope="module")
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


@pytest.fixture(scope="module")
def database(server: EmbeddedServer) -> Iterator[EmbeddedServer]:
    name = f"payments_{os.urandom(4).hex()}"
    yield server.clone(name)
    server.drop(name)


@pytest.fixture(scope="module")
def site(database: EmbeddedServer, stripe: StripeServer) -> Iterator[Site]:
    """The product where money can come both ways."""
    served = Served(
        database,
        STRIPE_API_KEY=stripe.key, STRIPE_WEBHOOK_SECRET=stripe.secret, STRIPE_API_BASE=stripe.url, PAYMENTS_BY_HAND="true",
    )  # fmt: skip
    stripe.delivery.webhook_url = f"{served.url}/webhooks/stripe"
    try:
        served.start(PUBLIC_URL=served.url)
        yield Site(served.url, (stripe.url,))
    finally:
        served.stop()


class Shop:
    """A creator whose questions have a price, and somebody who asks one."""

    def __init__(self, anyone: Api, **prices: Any) -> None:
        self.creator = Api(anyone.client, suffix=f"-{secrets.token_hex(3)}").sign_up("mira", display_name="Mira Holm")
        self.handle = f"mira-agent{self.creator.suffix}"
        self.avee = open_workshop(self.creator)
        self.creator.configure(self.avee, trust_mode="immediate")
        self.asker = Api(anyone.client, suffix=self.creator.suffix).sign_up("ada", display_name="Ada Berg")
        if prices:
            self.set_prices(**prices)

    def set_prices(self, **changes: Any) -> None:
        body = {"currency": "EUR", "way": "stripe", "tiers": [{"tier": "free", "amount": 500}]} | changes
        self.creator.call("PUT", f"/avees/{self.avee}/prices", 200, json=body)

    def question(self) -> dict[str, Any]:
        found: dict[str, Any] = self.asker.call("GET", "/orchestrator/queue", 200)["items"][0]
        return found


@pytest.fixture
def shop(anyone: Api) -> Shop:
    return Shop(anyone, private_extra=300, membership={"month": 800, "year": 8000})


def look(page: Page, name: str) -> None:
    expect(page.locator(".mantine-Loader-root")).to_have_count(0)
    if KEPT:
        Path(KEPT).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(KEPT) / f"{name}-{page.viewport_size['width'] if page.viewport_size else 0}.png", full_page=True)
    assert find_violations(page) == []
    assert not overflows(page)


def email(person: Api) -> str:
    address: str = person.user["email"]
    return address


@SIZES
def test_held_answered_and_taken(
    open_page: Callable[..., Page], shop: Shop, stripe: StripeServer, width: int, height: int, scheme: str
) -> None:
    asker = open_page(email(shop.asker), width, height, scheme)
    start_asking(asker, QUESTION, shop.handle)
    offer = asker.get_by_test_id("offer")
    expect(offer.get_by_test_id("price")).to_have_text(
        "Mira Holm answers this for €5.00. You pay only if Mira Holm answers: the money is held until then."
    )
    offer.get_by_label("Only for me (+ €3.00)").check()
    expect(offer.get_by_role("button", name="Pay €8.00 and ask")).to_be_visible()
    look(asker, "offer")
    offer.get_by_role("button", name="Pay €8.00 and ask").click()
    expect(asker.get_by_role("heading", name=re.compile("A question to"))).to_be_visible()
    assert asker.url.startswith(stripe.url)
    asker.get_by_role("button", name="Pay", exact=True).click()

    expect(asker.get_by_text("Held: your question is with Mira Holm.")).to_be_visible()
    expect(asker.get_by_test_id("money")).to_have_text("€8.00 is held, for you alone. It is taken only with the answer.")
    look(asker, "held")
    payment = shop.question()["payment"]["id"]
    assert (stripe.sums(payment).held, stripe.sums(payment).captured) == (800, 0)

    creator = open_page(email(shop.creator), width, height, scheme)
    creator.goto(f"/messages/escalations/{shop.question()['id']}")
    expect(creator.get_by_text("€8.00 is held. It is taken when you answer.")).to_be_visible()
    expect(creator.get_by_text("for them alone").last).to_be_visible()
    reuse = creator.get_by_role("checkbox", name=re.compile("Reuse this answer"))
    expect(reuse).to_be_disabled()
    expect(reuse).not_to_be_checked()
    creator.get_by_role("button", name="Decline …").click()
    expect(creator.get_by_text("The hold of €8.00 is released by itself; Ada Berg pays nothing.")).to_be_visible()
    look(creator, "inbox")
    creator.locator("textarea").first.fill(ANSWER)
    creator.get_by_role("button", name="Answer", exact=True).click()
    creator.get_by_role("button", name="Send now").click()

    expect(asker.locator("[data-role=creator]")).to_contain_text(ANSWER)
    expect(asker.get_by_test_id("money")).to_have_text("You paid €8.00, for you alone.")
    look(asker, "answered")
    assert (stripe.sums(payment).held, stripe.sums(payment).captured) == (0, 800)
    asker.goto("/settings")
    mine = asker.get_by_role("list", name="Payments")
    expect(mine.get_by_text("paid", exact=True)).to_be_visible()
    with asker.expect_download() as receipt:
        mine.get_by_role("link", name="Receipt 1").click()
    assert receipt.value.path().read_bytes().startswith(b"%PDF")
    look(asker, "settings")

    creator.goto(f"/my-agents/{shop.handle}/payments")
    row = creator.get_by_role("article", name="€8.00, earned")
    expect(row).to_contain_text("Ada Berg")
    expect(creator.get_by_role("region", name="By month")).to_contain_text("€8.00")
    with creator.expect_download() as export:
        creator.get_by_role("link", name="Export as CSV").click()
    assert "8.00" in export.value.path().read_text(encoding="utf-8-sig")
    look(creator, "payments")
    row.get_by_role("button", name="Refund …").click()
    dialog = creator.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("I misread your question.")
    look(creator, "refund")
    dialog.get_by_role("button", name="Give it back").click()
    expect(creator.get_by_role("article", name="€8.00, given back")).to_contain_text("I misread your question.")
    assert stripe.sums(payment).refunded == 800
    expect(mine.get_by_text("given back", exact=True)).to_be_visible()


def test_a_checkout_that_is_cancelled_and_one_that_is_left(open_page: Callable[..., Page], shop: Shop, stripe: StripeServer) -> None:
    asker = open_page(email(shop.asker), 360, 740)
    start_asking(asker, QUESTION, shop.handle)
    pay = asker.get_by_role("button", name="Pay €5.00 and ask")
    pay.click()
    asker.get_by_role("button", name="Cancel").click()
    expect(asker.get_by_text("You did not pay, and nothing was taken. The offer is as it was.")).to_be_visible()
    look(asker, "cancelled")
    assert shop.question()["status"] == "pending"

    # The tab is closed on the provider's page, and the thread is opened again.
    pay.click()
    expect(asker.get_by_role("heading", name=re.compile("A question to"))).to_be_visible()
    asker.goto(f"/messages/{shop.question()['conversation_id']}")
    left = asker.get_by_test_id("to-pay")
    expect(left).to_contain_text("Not paid yet")
    expect(left).to_contain_text("Your place is kept until")
    look(asker, "not-paid")
    left.get_by_role("button", name="Pay €5.00").click()
    asker.get_by_role("button", name="Pay", exact=True).click()
    expect(asker.get_by_text("Held: your question is with Mira Holm.")).to_be_visible()

    # Declined: the hold is released, and the thread says so by itself.
    question = shop.question()
    shop.creator.call("POST", f"/orchestrator/queue/{question['id']}/decline", 200, json={"reason": "Ask a boat builder."})
    expect(asker.get_by_test_id("money")).to_have_text("Your €5.00 was released: nothing was taken.")
    assert (stripe.sums(question["payment"]["id"]).held, stripe.sums(question["payment"]["id"]).captured) == (0, 0)


def test_one_that_expires_is_released_and_told_by_mail(
    open_page: Callable[..., Page], shop: Shop, stripe: StripeServer, database: EmbeddedServer
) -> None:
    asker = open_page(email(shop.asker))
    asker.goto(mailed_link(email(shop.asker), "Confirm your address"))
    asker.get_by_role("button", name="Confirm the address").click()
    expect(asker.get_by_text("Thank you, your address is confirmed.")).to_be_visible()
    start_asking(asker, QUESTION, shop.handle)
    asker.get_by_role("button", name="Pay €5.00 and ask").click()
    asker.get_by_role("button", name="Pay", exact=True).click()
    expect(asker.get_by_text("Held: your question is with Mira Holm.")).to_be_visible()
    question = shop.question()
    asker.goto("about:blank")

    with psycopg.connect(database.owner_url.replace("+psycopg", ""), autocommit=True) as owner:
        # A week and some minutes pass.
        owner.execute("UPDATE escalation_queue SET deadline_at = now() - interval '1 second' WHERE id = %s", [question["id"]])
        owner.execute("SELECT enqueue_job('conversation', 'expire_escalations', '{}')")
        told = "SELECT array_agg(kind ORDER BY kind) FROM mail_news WHERE user_id = %s AND status = 'waiting'"
        deadline = time.monotonic() + 60
        while owner.execute(told, [shop.asker.user["id"]]).fetchone() != (["expired", "given_back"],):
            assert time.monotonic() < deadline, "the money was not given back"
            time.sleep(0.2)
        owner.execute("UPDATE presences SET seen_at = seen_at - interval '1 hour'")
        owner.execute("UPDATE mail_news SET created_at = created_at - interval '1 hour', due_at = now()")
        owner.execute("SELECT enqueue_job('notification', 'plan_mail', jsonb_build_object('person', %s::text))", [shop.asker.user["id"]])
    assert (stripe.sums(question["payment"]["id"]).held, stripe.sums(question["payment"]["id"]).captured) == (0, 0)
    text = mailed_text(email(shop.asker), "New for you: 2")
    assert "your money was given back" in text
    assert "was not answered in time" in text
    asker.goto(f"/messages/{question['conversation_id']}")
    expect(asker.get_by_test_id("money")).to_have_text("Your €5.00 was released: nothing was taken.")


@SIZES
def test_by_hand(open_page: Callable[..., Page], anyone: Api, width: int, height: int, scheme: str) -> None:
    shop = Shop(anyone, way="by_hand", how_to_pay=HOW_TO_PAY)
    asker = open_page(email(shop.asker), width, height, scheme)
    start_asking(asker, QUESTION, shop.handle)
    expect(asker.get_by_test_id("price")).to_contain_text("You pay Mira Holm directly")
    asker.get_by_role("button", name="Pay €5.00 and ask").click()
    card = asker.get_by_test_id("to-pay")
    expect(card).to_contain_text("Waiting for your €5.00")
    expect(card).to_contain_text(HOW_TO_PAY)
    look(asker, "by-hand")
    reference = re.search(r"Reference: (\S{9})", card.inner_text())
    assert reference is not None

    creator = open_page(email(shop.creator), width, height, scheme)
    creator.goto(f"/my-agents/{shop.handle}/payments")
    row = creator.get_by_role("article", name="€5.00, waiting for the money")
    expect(row).to_contain_text(reference[1])
    row.get_by_role("button", name="The money came").click()
    expect(asker.get_by_test_id("money")).to_have_text("You paid €5.00. It goes back to you if there is no answer.")
    question = shop.question()
    assert question["status"] == "accepted"

    shop.creator.call("POST", f"/orchestrator/queue/{question['id']}/decline", 200, json={})
    expect(asker.get_by_test_id("money")).to_have_text("Your €5.00 is on its way back to you.")
    row = creator.get_by_role("article", name="€5.00, to be given back")
    expect(row).to_be_visible()
    look(creator, "payments-by-hand")
    row.get_by_role("button", name="Given back").click()
    expect(asker.get_by_test_id("money")).to_have_text("Your €5.00 was given back.")


@SIZES
def test_prices_and_a_membership(open_page: Callable[..., Page], anyone: Api, width: int, height: int, scheme: str) -> None:
    shop = Shop(anyone)
    creator = open_page(email(shop.creator), width, height, scheme)
    creator.goto(f"/my-agents/{shop.handle}/payments")
    expect(creator.get_by_text("No payments yet")).to_be_visible()
    look(creator, "payments-empty")
    creator.get_by_role("tab", name="Prices").click()
    form = creator.get_by_role("form", name="Prices")
    free = form.get_by_role("group", name="People with an account (Free)")
    price = free.get_by_label("Price of a question")
    price.fill("5,x")
    expect(free.get_by_text("Write an amount, such as 5.00.")).to_be_visible()
    price.fill("5,50")
    expect(free.get_by_text("€5.50 a question")).to_be_visible()
    free.get_by_label("Free questions").fill("1")
    form.get_by_label("Each month").fill("8")
    expect(form.get_by_text("€8.00 a month")).to_be_visible()
    expect(form.get_by_text("In the last 30 days no question reached you")).to_be_visible()
    look(creator, "prices")
    form.get_by_role("button", name="Save prices").click()
    expect(form.get_by_text("Saved.")).to_be_visible()
    expect(creator.get_by_role("button", name="Connect a Stripe account")).to_be_visible()
    look(creator, "prices-saved")

    asker = open_page(email(shop.asker), width, height, scheme)
    start_asking(asker, QUESTION, shop.handle)
    expect(asker.get_by_test_id("offer")).to_contain_text("it is your last free one in these 30 days")
    look(asker, "free-one")
    asker.goto(f"/@{shop.handle}")
    look(asker, "profile")
    asker.get_by_role("button", name="Become a member: €8.00 a month").click()
    asker.get_by_role("button", name="Subscribe").click()
    expect(asker.get_by_role("heading", name="You are a member")).to_be_visible()
    expect(asker.get_by_role("link", name="Go to Mira's agent")).to_be_visible()
    look(asker, "joined")
    asker.goto("/settings")
    mine = asker.get_by_role("list", name="Memberships")
    mine.get_by_role("button", name="End …").click()
    asker.get_by_role("dialog").get_by_role("button", name="End the membership").click()
    expect(mine).to_contain_text("nothing more is taken")
    look(asker, "settings-membership")
