"""Journey 12: addresses, the keyboard, files and texts in other scripts: what a person meets on their way through the app."""

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from support.api import Api
from support.browsing import handled, overflows, say, start_asking

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
LONG = "Would you restore a clavichord, a lute, a hurdy-gurdy or a harpsichord first, if all four stood on your bench today, and why?"
ARABIC = "هل يمكن للنحل أن يعيش في المدينة مع 3 خلايا؟"
MOST_TABS = 10
"""Past the main navigation, to the link that skips the list of conversations and all messages."""

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def creator(anyone: Api) -> Api:
    person = anyone.sign_up(f"greta-{secrets.token_hex(4)}", display_name="Greta Holm")
    person.create_avee(f"{person.user['handle']}-agent", display_name="Greta on lutes")
    return person


def handle_of(creator: Api) -> str:
    return f"{creator.user['handle']}-agent"


def put_to_creator(creator: Api, asker: Api, question: str) -> str:
    avee = creator.call("GET", "/avees", 200)["items"][0]["id"]
    offer = asker.ask(asker.start(avee), question)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    return str(offer["id"])


def test_every_prefix_of_every_address_shows_a_page(open_page: Callable[..., Page], creator: Api) -> None:
    page = open_page(creator.user["email"])
    agent = f"/my-agents/{handle_of(creator)}"
    unknown = (f"{agent}/nothing", f"{agent}/decisions/x", "/my-agents/nobody-has-this", "/nope", "/nope/x", "/orchestrator", "/sessions")
    known = ("/", "/messages", "/messages/escalations", "/my-agents", "/my-agents/new", agent, f"{agent}/orchestrator", f"{agent}/knowledge",
             f"{agent}/decisions", f"{agent}/members", f"{agent}/agent", "/settings")  # fmt: skip
    for path in known:
        page.goto(path)
        expect(page.locator("main h1").first).to_be_visible()
    expect(page).to_have_url(page.url)
    for path in unknown:
        page.goto(path)
        expect(page.locator("main").get_by_role("heading", name="not found").or_(page.get_by_text("You have no agent"))).to_be_visible()
    page.goto(agent)
    page.wait_for_url(f"**{agent}/orchestrator")
    for path in ("/sign-in", "/sign-up", "/sign-in?then=%2Fsettings"):
        page.goto(path)
        page.wait_for_url("**/settings" if "then" in path else "**/messages")


def test_a_conversation_is_written_in_at_once_and_the_field_is_few_tabs_away(
    open_page: Callable[..., Page], creator: Api, anyone: Api
) -> None:
    asker = open_page(anyone.sign_up().user["email"])
    start_asking(asker, "Hello!", handle_of(creator))
    expect(asker.get_by_label("Your message")).to_be_focused()
    expect(handled(asker, "Small talk")).to_be_visible()
    asker.reload()
    expect(asker.get_by_label("Your message")).to_be_focused()
    # By keyboard from the top of the page: a link after the navigation skips to the field.
    asker.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    asker.get_by_role("link", name="Skip to content").focus()
    assert tabs_to(asker, "Skip to the message field") <= MOST_TABS
    asker.keyboard.press("Enter")
    expect(asker.get_by_label("Your message")).to_be_focused()


def tabs_to(page: Page, name: str) -> int:
    for pressed in range(40):
        if page.evaluate("document.activeElement.textContent") == name:
            return pressed
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


def test_back_on_a_phone_leaves_the_question_and_not_the_inbox(open_page: Callable[..., Page], creator: Api, anyone: Api) -> None:
    question = put_to_creator(creator, anyone.sign_up(), LONG)
    page = open_page(creator.user["email"], **PHONE)
    page.goto("/my-agents")
    page.goto("/messages/escalations")
    page.get_by_role("button", name=LONG).click()
    page.wait_for_url(f"**/messages/escalations/{question}")
    page.go_back()
    page.wait_for_url("**/messages/escalations")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    page.goto(f"/messages/escalations/{question}")
    expect(page.get_by_role("heading", name=LONG)).to_be_visible()
    page.goto("/messages/escalations/00000000-0000-0000-0000-000000000000")
    expect(page.get_by_text("This question is not waiting any more")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_undo_buttons_are_whole(open_page: Callable[..., Page], creator: Api, anyone: Api, size: dict[str, int]) -> None:
    question = put_to_creator(creator, anyone.sign_up(), LONG)
    page = open_page(creator.user["email"], **size)
    page.goto(f"/messages/escalations/{question}")
    page.get_by_role("button", name="Postpone for a day").click()
    for name in ("Undo", "Send now"):
        button = page.get_by_role("button", name=name)
        expect(button).to_be_visible()
        assert is_whole(button), name
    assert not overflows(page)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**/messages/escalations/{question}")


def is_whole(button: Locator) -> bool:
    """Whether its label is not cut, and it lies in the window."""
    return bool(
        button.evaluate(
            """(button) => {
                const label = button.querySelector(".mantine-Button-label"), box = button.getBoundingClientRect();
                return label.scrollWidth <= label.clientWidth + 1 && box.left >= 0 && box.right <= window.innerWidth;
            }"""
        )
    )


def test_the_same_file_can_be_chosen_again(open_page: Callable[..., Page], creator: Api, tmp_path: Path) -> None:
    page = open_page(creator.user["email"])
    page.goto(f"/my-agents/{handle_of(creator)}/knowledge")
    answers = tmp_path / "answers.csv"
    answers.write_text("question,answer\nHow old is a lute?,Old.\n")
    dialog = page.get_by_role("dialog", name="Import answers.csv")
    for _ in range(2):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Import").click()
        chooser.value.set_files(answers)
        expect(dialog.get_by_text("How old is a lute?")).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_a_problem_is_told_at_its_field_in_the_form_s_words(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/sign-up")
    for label, text in (("Name", "Ada"), ("Handle", "ada-of-the-hills"), ("Email", "ada@localhost"), ("Password", "a long passphrase")):
        page.locator("form").get_by_label(label, exact=False).first.fill(text)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Email must be an email address such as ada@example.org.")).to_be_visible()
    assert "body." not in page.locator("main").inner_text()


def test_arabic_runs_from_the_right_wherever_it_is_shown(open_page: Callable[..., Page], creator: Api, anyone: Api) -> None:
    asker_account = anyone.sign_up(display_name="نور")
    asker = open_page(asker_account.user["email"])
    start_asking(asker, "Hello!", handle_of(creator))
    say(asker, ARABIC)
    shown = asker.locator("[data-role=user]").get_by_text(ARABIC)
    expect(shown).to_have_css("direction", "rtl")
    asker.get_by_label("Your message").fill(ARABIC)
    expect(asker.get_by_label("Your message")).to_have_css("direction", "rtl")
    expect(asker.locator("html")).to_have_css("direction", "ltr")
    question = put_to_creator(creator, asker_account, ARABIC)
    page = open_page(creator.user["email"], **PHONE)
    page.goto(f"/messages/escalations/{question}")
    expect(page.get_by_role("heading", name=ARABIC)).to_have_css("direction", "rtl")
    assert not overflows(page)
