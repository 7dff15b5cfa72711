"""Journey 16: two answers to one question stand side by side; the creator keeps one, or says that they are different questions."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import find_violations, overflows, start_asking

QUESTION, SIX, SEVEN = "When does the pottery class start?", "It starts at six.", "It starts at seven."
LIKE = "At what time does the pottery class for beginners start?"

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def creator(anyone: Api) -> Api:
    return anyone.sign_up(f"pia-{secrets.token_hex(4)}", display_name="Pia Lund")


@pytest.fixture
def handle(creator: Api) -> str:
    handle = f"{creator.user['handle']}-agent"
    avee = creator.create_avee(handle, display_name="Pia's studio")
    creator.configure(avee, canonical_match_threshold=0.5)
    for question, answer in ((QUESTION, SIX), ("when does the pottery class start", SEVEN), (LIKE, "On Mondays at five.")):
        creator.add_answer(avee, question, answer)
    return handle


def keep_picture(page: Page, name: str) -> None:
    """In the folder that SCREENSHOTS names; nowhere without it."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def open_conflicts(page: Page) -> None:
    page.goto("/messages/escalations")
    notice = page.get_by_role("status").filter(has_text="1 question has two answers")
    expect(notice).to_be_visible()
    keep_picture(page, f"inbox-{page.viewport_size['width'] if page.viewport_size else ''}")
    notice.get_by_role("link", name="Choose the right answers").click()
    expect(page.get_by_role("heading", name="Two answers to one question")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_creator_keeps_one_of_two_answers(open_page: Callable[..., Page], creator: Api, anyone: Api, handle: str, width: int) -> None:
    asking = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    start_asking(asking, QUESTION, handle)
    expect(asking.get_by_test_id("offer")).to_be_visible()
    page = open_page(creator.user["email"], width, 800)
    open_conflicts(page)
    pair = page.get_by_role("article", name=f"Two answers: {QUESTION}").filter(has_text="Your agent gives neither")
    expect(pair.get_by_text(SIX)).to_be_visible()
    expect(pair.get_by_text(SEVEN)).to_be_visible()
    keep_picture(page, f"conflicts-{width}")
    assert not overflows(page)
    assert find_violations(page) == []
    pair.get_by_role("button", name=f"Keep this one: {SEVEN}").click()
    page.get_by_role("button", name="Undo").click()
    expect(pair).to_be_visible()
    pair.get_by_role("button", name=f"Keep this one: {SEVEN}").click()
    keep_picture(page, f"undo-{width}")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(pair).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    expect(page.get_by_text("Your agent gives neither for now.")).to_have_count(0)
    start_asking(asking, QUESTION, handle)
    expect(asking.get_by_role("log").get_by_text(SEVEN)).to_be_visible()


def test_different_questions_are_no_longer_shown(open_page: Callable[..., Page], creator: Api, handle: str) -> None:
    page = open_page(creator.user["email"])
    open_conflicts(page)
    pair = page.get_by_role("article", name=f"Two answers: {QUESTION}").filter(has_text="Your agent gives neither")
    pair.get_by_role("button", name="They answer different questions").click()
    page.get_by_role("button", name="Send now").click()
    expect(pair).to_have_count(0)
    page.goto("/messages/escalations")
    expect(page.get_by_role("heading", name="Inbox").first).to_be_visible()
    expect(page.get_by_text("1 question has two answers")).to_have_count(0)
