"""Journey 8: the whole loop on a phone (ask, accept, answer, read, be served), with no page wider than the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import handled, overflows, start_asking

PHONE = {"width": 360, "height": 740}
QUESTION = "Would you rather restore a clavichord or a lute, and why?"
ANSWER = "A lute: it forgives more, and it fits on my bench."

pytestmark = pytest.mark.timeout(900)


def test_the_whole_loop_on_a_phone(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("greta", display_name="Greta Holm")
    creator.create_avee("lutes", display_name="Greta on lutes")
    asker = open_page(anyone.sign_up("ines", display_name="Ines Roth").user["email"], **PHONE)
    start_asking(asker, QUESTION, "lutes")
    expect(asker.get_by_role("button", name="Yes, ask Greta Holm")).to_be_in_viewport()
    assert not overflows(asker)
    assert not asker.evaluate("document.documentElement.scrollHeight > window.innerHeight"), "the thread scrolls, the page does not"
    asker.get_by_role("button", name="Yes, ask Greta Holm").click()
    expect(asker.get_by_text("Waiting for Greta Holm")).to_be_visible()

    page = open_page(creator.user["email"], **PHONE)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("dialog").get_by_role("link", name="Inbox").click()
    page.get_by_role("button", name=QUESTION, exact=False).first.click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(page.get_by_text("Ines Roth").first).to_be_visible()
    assert not overflows(page)
    page.locator("textarea").first.fill(ANSWER)
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("No questions are waiting").locator("visible=true")).to_be_visible()

    expect(asker.locator("[data-role=creator]")).to_contain_text(ANSWER)
    asker.get_by_role("link", name="All conversations").click()
    expect(asker.get_by_role("heading", name="Messages")).to_be_visible()
    asker.get_by_role("link", name="Greta on lutes").click()
    expect(asker.locator("[data-role=creator]")).to_contain_text(ANSWER)
    assert not overflows(asker)

    other = open_page(anyone.sign_up("paul").user["email"], **PHONE)
    start_asking(other, QUESTION, "lutes")
    expect(handled(other, "Answered before")).to_be_visible()
    expect(other.locator("[data-role=creator]")).to_contain_text(ANSWER)
    assert not overflows(other)
