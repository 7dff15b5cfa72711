"""Journey 14: somebody asks two things at once; each has its reply, and what is left is asked of the creator."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import overflows, start_asking

KNOWN = "How hot does the kiln get for stoneware?"
ANSWER = "The kiln goes up to 1240 degrees for stoneware."
NEW = "Would you ever teach a class on restoring antique violins?"

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def handle(anyone: Api) -> str:
    person = anyone.sign_up(f"wilma-{secrets.token_hex(4)}", display_name="Wilma Reed")
    handle = f"{person.user['handle']}-agent"
    person.add_answer(person.create_avee(handle, display_name="Wilma on pots"), KNOWN, ANSWER)
    return handle


def test_each_question_is_answered_and_judged_by_itself(open_page: Callable[..., Page], anyone: Api, handle: str) -> None:
    page = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    start_asking(page, f"{KNOWN} {NEW}", handle)
    known, new = page.get_by_role("region", name="Question 1"), page.get_by_role("region", name="Question 2")
    expect(known.get_by_text(ANSWER)).to_be_visible()
    expect(new.get_by_text("Shall I pass your question on?")).to_be_visible()
    offer = page.get_by_test_id("offer")
    expect(offer.get_by_text(NEW)).to_be_visible()
    expect(offer.get_by_text(KNOWN)).not_to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert not overflows(page)
    known.get_by_role("button", name="Helpful").click()
    expect(known.get_by_text("You rated this as helpful.")).to_be_visible()
    offer.get_by_role("button", name="Yes, ask").click()
    expect(offer).not_to_be_visible()
    page.reload()
    expect(known.get_by_text("You rated this as helpful.")).to_be_visible()
    expect(page.get_by_text("Waiting for Wilma Reed")).to_be_visible()
