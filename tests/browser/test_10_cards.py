"""Journey 10: the creator says a word on a card; a suggestion called right reaches whoever asked, live."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import start_asking

QUESTION = "Which sandpaper comes before the varnish?"
ANSWER = "Grit 240, along the grain."

pytestmark = pytest.mark.timeout(240)


def test_a_suggestion_called_right_reaches_the_asker(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("petra", display_name="Petra Holm")
    avee = creator.create_avee("varnishing")
    creator.add_answer(avee, QUESTION, ANSWER)
    creator.configure(avee, trust_mode="cautious")
    asker = open_page(anyone.sign_up("careful").user["email"])
    start_asking(asker, QUESTION, "varnishing")
    expect(asker.get_by_test_id("offer")).to_be_visible()

    page = open_page(creator.user["email"])
    page.goto("/messages/escalations")
    card = page.get_by_role("region", name="A card")
    expect(card).to_contain_text("Would this answer be right?")
    expect(card).to_contain_text(QUESTION)
    expect(card).to_contain_text(ANSWER)
    card.get_by_role("button", name="Right").click()
    expect(card).to_be_hidden()
    page.get_by_role("button", name="Send now").click()
    expect(asker.locator("[data-role=creator]", has_text=ANSWER)).to_be_visible()

    page.goto("/my-agents/varnishing/orchestrator")
    expect(page.get_by_text("Answers of yours that are reused").first).to_contain_text("more right labels")
