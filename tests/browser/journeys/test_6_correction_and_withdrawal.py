"""Journey 6: an answer given to two people is corrected, then withdrawn. Both see each change live in their threads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import handled, start_asking

QUESTION = "How long does a coat of tung oil take to dry?"
WRONG = "A coat of tung oil is dry after two hours."
RIGHT = "A coat of tung oil is dry after two days."

pytestmark = pytest.mark.timeout(900)


def test_a_correction_and_a_withdrawal_reach_both(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("oskar", display_name="Oskar Lund")
    avee = creator.create_avee("joinery")
    creator.add_answer(avee, QUESTION, WRONG)
    askers = [open_page(anyone.sign_up(name).user["email"]) for name in ("first", "second")]
    for asker in askers:
        start_asking(asker, QUESTION, "joinery")
        expect(handled(asker, "Answered before")).to_be_visible()

    page = open_page(creator.user["email"])
    page.goto("/my-agents/joinery/knowledge")
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("gets the new one as a correction")
    dialog.get_by_role("textbox", name="Answer").fill(RIGHT)
    dialog.get_by_role("button", name="Save").click()
    for asker in askers:
        corrected = asker.locator("[data-role=creator]", has_text="Correction")
        expect(corrected).to_have_count(1)
        expect(corrected).to_contain_text(RIGHT)

    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Versions").click()
    expect(dialog.get_by_role("row", name=WRONG)).to_contain_text("2 people")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Retire").click()
    page.get_by_role("button", name="Retire the answer").click()
    for asker in askers:
        expect(asker.locator("[data-role=creator]", has_text="Correction")).to_have_count(2)

    start_asking(askers[0], QUESTION, "joinery")
    expect(askers[0].get_by_test_id("offer")).to_be_visible()
