"""A stranger types on an agent's page, without an account: is answered, asks something new, gets the answer by mail, opens the
thread from it in another browser, and keeps it all with an account.
"""

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import PASSWORD, Api, open_workshop
from support.browsing import Site, find_violations, handled, mailed_link, overflows, say, start_asking

pytestmark = pytest.mark.timeout(900)
KEPT = Path(__file__).parents[3] / "screenshots" / "guests"
ANSWER = "Three coats of spar varnish, the first one thinned."


def look(page: Page, name: str = "") -> None:
    if name:
        KEPT.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=KEPT / f"{name}.png")
    assert find_violations(page) == []
    assert not overflows(page)


@pytest.fixture
def creator(anyone: Api) -> Api:
    return Api(anyone.client, suffix=f"-{secrets.token_hex(3)}").sign_up("mira", display_name="Mira")


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (360, 740, "dark")], ids=["desktop", "phone"])
def test_from_a_first_word_to_an_account(
    open_page: Callable[..., Page], creator: Api, site: Site, width: int, height: int, scheme: str
) -> None:
    name = f"stranger-{secrets.token_hex(4)}"
    address, handle = f"{name}@example.net", f"mira-agent{creator.suffix}"
    avee = open_workshop(creator)

    page = open_page(None, width, height, scheme)
    page.goto(f"/@{handle}")
    expect(page.get_by_text("No account needed.")).to_be_visible()
    look(page, f"profile-{width}")
    start_asking(page, "How do I reset my password?", handle)
    expect(handled(page, "Answered before")).to_be_visible()
    look(page, f"answered-{width}")
    say(page, "Which varnish would you put on the hull of an old wooden canoe?")
    offer = page.get_by_test_id("offer")
    expect(offer).to_be_visible()
    look(page, f"offer-{width}")
    offer.get_by_label("Where shall the answer go?").fill(address)
    offer.get_by_role("button", name="Yes, ask Mira").click()
    expect(page.get_by_text("Waiting for Mira")).to_be_visible()
    expect(page.get_by_text("Open it, so that the answer may go there.")).to_be_visible()
    look(page, f"waiting-{width}")

    page.goto(mailed_link(address, "Confirm your address"))
    page.get_by_role("button", name="Confirm the address").click()
    expect(page.get_by_text("Thank you, your address is confirmed.")).to_be_visible()
    page.get_by_role("link", name="Go to your messages").click()
    page.wait_for_url("**/messages")
    # Who has the app open gets no mail.
    page.context.close()

    waiting = creator.call("GET", f"/orchestrator/queue?avee_id={avee}&by_guests=true", 200)["items"]
    assert [each["asker_tier"] for each in waiting] == ["guest"]
    inbox = open_page(creator.user["email"], width, height, scheme)
    inbox.goto(f"/messages/escalations/{waiting[0]['id']}")
    expect(inbox.get_by_text(waiting[0]["asker_display_name"]).locator("visible=true").first).to_be_visible()
    look(inbox, f"inbox-{width}")
    creator.call("POST", f"/orchestrator/queue/{waiting[0]['id']}/answer", 200, json={"answer": ANSWER, "layer": "public"})

    link = mailed_link(address, "Mira's agent: your question was answered", 200)
    other = open_page(None, width, height, scheme)
    other.goto(link)
    look(other, f"link-{width}")
    other.get_by_role("button", name="Open the conversation").click()
    expect(other.get_by_role("log").get_by_text(ANSWER)).to_be_visible()
    again = open_page(None, width, height, scheme)
    again.goto(link)
    again.get_by_role("button", name="Open the conversation").click()
    expect(again.get_by_text("This link was used already")).to_be_visible()
    again.get_by_role("button", name="Mail me a new link").click()
    expect(again.get_by_text("We mailed a new link")).to_be_visible()
    look(again, f"used-{width}")

    other.get_by_role("button", name="Keep your conversations with an account").click()
    dialog = other.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Selma Lund")
    dialog.get_by_label("Handle").fill(name)
    expect(dialog.get_by_label("Email")).to_have_value(address)
    dialog.get_by_label("Password", exact=False).first.fill(PASSWORD)
    look(other, f"account-{width}")
    dialog.get_by_role("button", name="Create account").click()
    expect(dialog).to_be_hidden()
    expect(other.get_by_role("log").get_by_text(ANSWER)).to_be_visible()
    other.goto("/messages")
    expect(other.get_by_role("button", name="Account of Selma Lund")).to_be_visible()
    expect(other.get_by_text("You ask as a guest.")).to_be_hidden()
    selma = open_page(address, width, height, scheme)
    selma.goto(other.url)
    selma.get_by_role("link", name="Mira's agent").click()
    expect(selma.get_by_role("log").get_by_text(ANSWER)).to_be_visible()


def test_a_guest_has_no_pages_for_members_and_signs_in_with_the_threads(open_page: Callable[..., Page], creator: Api) -> None:
    open_workshop(creator)
    ada = creator.sign_up("ada")
    page = open_page()
    start_asking(page, "How do I reset my password?", f"mira-agent{creator.suffix}")
    expect(handled(page, "Answered before")).to_be_visible()
    page.goto("/settings")
    page.wait_for_url("**/sign-in?**")
    page.get_by_label("Email").fill(ada.user["email"])
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    expect(page.get_by_label("Bring what I asked as a guest along")).to_be_checked()
    look(page)
    page.get_by_role("button", name="Sign in").last.click()
    page.wait_for_url("**/settings")
    assert len(ada.call("GET", "/conversations", 200)["items"]) == 1
