"""Journey 15: a question that is likely known is asked about; yes gets the creator's answer, no leads to the creator."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import overflows, start_asking

KNOWN = "How do I turn on dark mode?"
ANSWER = "Press D on any page. Press it again to go back."
CLOSE = "How do I get the dark mode?"
DARK = "How do I make the pages dark at night?"

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def handle(anyone: Api) -> str:
    person = anyone.sign_up(f"dora-{secrets.token_hex(4)}", display_name="Dora Holm")
    handle = f"{person.user['handle']}-agent"
    person.add_answer(person.create_avee(handle, display_name="Dora's notes"), KNOWN, ANSWER)
    return handle


def test_a_yes_gets_the_answer(open_page: Callable[..., Page], anyone: Api, handle: str) -> None:
    page = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    page.set_viewport_size({"width": 360, "height": 740})
    start_asking(page, CLOSE, handle)
    expect(page.get_by_role("log").get_by_text(f"Do you mean: {KNOWN}")).to_be_visible()
    expect(page.get_by_text(ANSWER)).not_to_be_visible()
    assert not overflows(page)
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("log").get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_role("button", name="No, something else")).to_be_disabled()


def test_a_no_leads_to_the_creator(open_page: Callable[..., Page], anyone: Api, handle: str) -> None:
    page = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    start_asking(page, CLOSE, handle)
    page.get_by_role("button", name="No, something else").click()
    offer = page.get_by_test_id("offer")
    offer.get_by_role("button", name="Yes, ask").click()
    expect(page.get_by_text("Waiting for Dora Holm")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Waiting for Dora Holm")).to_be_visible()
    expect(page.get_by_text(ANSWER)).not_to_be_visible()


def test_the_creator_chooses_what_happens_before_a_proof(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up(f"edda-{secrets.token_hex(4)}", display_name="Edda Ros")
    handle = f"{creator.user['handle']}-agent"
    avee = creator.create_avee(handle)
    page = open_page(creator.user["email"])
    page.goto(f"/my-agents/{handle}/orchestrator")
    expect(page.get_by_role("radio", name="Ask the asker (default)")).to_be_checked()
    expect(page.get_by_test_id("standing-reuse").first).to_contain_text("no card has been judged")
    page.get_by_role("radio", name="Ask me").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert creator.call("GET", f"/orchestrator/config/{avee}", 200)["trust_mode"] == "cautious"


def test_the_creator_reads_what_reuse_has_cost_and_judges_a_yes(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up(f"frida-{secrets.token_hex(4)}", display_name="Frida Lund")
    handle = f"{creator.user['handle']}-agent"
    avee = creator.create_avee(handle)
    creator.add_answer(avee, KNOWN, ANSWER)
    page = open_page(creator.user["email"])
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/my-agents/{handle}/orchestrator")
    costs = page.get_by_role("region", name="Your answers, reused")
    expect(costs).to_contain_text("At first your agent repeats an answer of yours only where somebody asks in the same words")
    expect(costs).not_to_contain_text("more cards in a row")
    expect(page.get_by_test_id("mode-cost").first).to_contain_text("Once you have judged cards")
    same, confirms, denies = (anyone.sign_up(f"asker-{secrets.token_hex(4)}") for _ in range(3))
    assert same.ask(same.start(avee), KNOWN)["path"] == "C"
    for asker, reply in ((confirms, "Yes"), (denies, "No, something else")):
        thread = asker.start(avee)
        asker.ask(thread, DARK)
        asker.ask(thread, reply)
    page.goto("/messages/escalations")
    card = page.get_by_role("region", name="Card")
    for _ in range(2):
        page.reload()
        expect(card).to_be_visible()
        card.get_by_role("button", name="Right").click()
        page.get_by_role("button", name="Send now").click()
        expect(page.get_by_role("button", name="Send now")).to_have_count(0)
    page.goto(f"/my-agents/{handle}/orchestrator")
    expect(costs).to_contain_text("1 message. You checked 1 of them: none was wrong, so at most")
    expect(costs).to_contain_text("2 messages. Yes: 1, no: 1, no reply: 0. You checked 1 of the questions with a yes: none was wrong")
    expect(page.get_by_test_id("mode-cost").first).to_contain_text("Of 2 messages that you judged")
    assert not overflows(page)
