"""Journey 10: the creator answers a card; a suggestion judged right reaches the asker live."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import start_asking

QUESTION = "Which sandpaper comes before the varnish?"
ANSWER = "Grit 240, along the grain."

pytestmark = pytest.mark.timeout(900)


def test_a_suggestion_judged_right_reaches_the_asker(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("petra", display_name="Petra Holm")
    avee = creator.create_avee("varnishing")
    creator.add_answer(avee, QUESTION, ANSWER)
    creator.configure(avee, trust_mode="cautious")
    asker = open_page(anyone.sign_up("careful").user["email"])
    start_asking(asker, QUESTION, "varnishing")
    expect(asker.get_by_test_id("offer")).to_be_visible()

    page = open_page(creator.user["email"])
    page.goto("/messages/escalations")
    card = page.get_by_role("region", name="Card")
    expect(card).to_contain_text("Would this answer be right?")
    expect(card).to_contain_text(QUESTION)
    expect(card).to_contain_text(ANSWER)
    card.get_by_role("button", name="Right").click()
    expect(card).to_be_hidden()
    page.get_by_role("button", name="Send now").click()
    expect(asker.locator("[data-role=creator]", has_text=ANSWER)).to_be_visible()

    page.goto("/my-agents/varnishing/orchestrator")
    expect(page.get_by_text("Your reused answers").first).to_contain_text("more cards in a row called right")


HOURS = "What are the opening hours of the varnishing workshop?"


def test_an_automatic_answer_is_audited_and_its_figure_appears_beside_the_rates(open_page: Callable[..., Page], anyone: Api) -> None:
    creator, asker = anyone.sign_up("paula", display_name="Paula Berg"), anyone.sign_up("quick")
    avee = creator.create_avee("varnish-hours")
    creator.add_document(
        avee, "Opening hours", "# Opening hours\n\nThe varnishing workshop is open from Tuesday to Saturday between nine and five.\n"
    )
    assert asker.ask(asker.start(avee), HOURS)["path"] == "A"

    page = open_page(creator.user["email"])
    page.goto("/messages/escalations")
    card = page.get_by_role("region", name="Card")
    expect(card).to_contain_text("Was this answer right?")
    expect(card).to_contain_text("Your agent answered from your documents")
    expect(card).to_contain_text("Tuesday to Saturday")
    expect(card.get_by_test_id("standing-documents")).to_contain_text("no card has been judged")
    card.get_by_role("button", name="Right").click()
    page.get_by_role("button", name="Send now").click()
    expect(card).to_be_hidden()

    for where in ("orchestrator", "knowledge"):
        page.goto(f"/my-agents/varnish-hours/{where}")
        expect(page.get_by_test_id("standing-documents").first).to_contain_text("(1 audited)")
        expect(page.get_by_test_id("standing-reuse").first).to_contain_text("no card has been judged")


def test_the_creator_is_told_in_the_app_of_answers_that_went_wrong(open_page: Callable[..., Page], anyone: Api) -> None:
    creator, asker = anyone.sign_up("pia", display_name="Pia Dahl"), anyone.sign_up("unlucky")
    avee = creator.create_avee("varnish-wrong")
    creator.configure(avee, trust_cards_per_day=50)
    creator.add_document(
        avee, "Opening hours", "# Opening hours\n\nThe varnishing workshop is open from Tuesday to Saturday between nine and five.\n"
    )
    page = open_page(creator.user["email"])
    page.goto("/messages/escalations")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    for _ in range(10):
        if asker.ask(asker.start(avee), HOURS)["path"] != "A":
            break
        for card in creator.call("GET", f"/avees/{avee}/trust/cards", 200)["items"]:
            creator.call("POST", f"/avees/{avee}/trust/cards/{card['id']}", 200, json={"verdict": "wrong"})
    # The page updates live, without a reload.
    notice = page.get_by_test_id("standing-documents")
    expect(notice).to_contain_text("no longer proven, answers went wrong")
    expect(notice).to_contain_text("now needs a confidence of")
