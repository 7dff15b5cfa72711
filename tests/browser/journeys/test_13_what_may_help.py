"""Journey 13: nothing answers the question for sure, but sentences are shown that may; the asker says whether one does."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import overflows, start_asking

DOCUMENT = "# The course\n\nThe basket course lasts two days. Willow is soaked overnight. Bring an apron and a sharp knife.\n"
CHAPTERS = (
    "# Willow\n\nWillow is soaked overnight and wrapped in a damp towel until it is used.\n\n"
    "# Chairs\n\nA chair seat is woven from strands that were kept in warm water before.\n"
)
QUESTION = "How do I soak rattan for a chair seat?"

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def handle(anyone: Api) -> str:
    person = anyone.sign_up(f"wilma-{secrets.token_hex(4)}", display_name="Wilma Reed")
    handle = f"{person.user['handle']}-agent"
    person.add_document(person.create_avee(handle, display_name="Wilma on baskets"), "Baskets", DOCUMENT)
    return handle


def test_a_sentence_that_may_help_is_judged_with_one_press(open_page: Callable[..., Page], anyone: Api, handle: str) -> None:
    page = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    start_asking(page, QUESTION, handle)
    asks = page.get_by_role("region", name="What may help")
    expect(asks.get_by_text("This may answer it:", exact=True)).to_be_visible()
    expect(page.get_by_text("Willow is soaked overnight")).to_be_visible()
    expect(page.get_by_test_id("offer")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert not overflows(page)
    asks.get_by_role("button", name="Yes, that answers it").click()
    expect(page.get_by_text("You said that this answers your question.")).to_be_visible()
    expect(page.get_by_test_id("offer")).not_to_be_visible()
    page.reload()
    expect(page.get_by_text("You said that this answers your question.")).to_be_visible()


def test_a_no_leaves_the_way_to_the_creator(open_page: Callable[..., Page], anyone: Api, handle: str) -> None:
    page = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    start_asking(page, QUESTION, handle)
    page.get_by_role("region", name="What may help").get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_text("You said that this does not answer it.")).to_be_visible()
    page.get_by_test_id("offer").get_by_role("button", name="Yes, ask").click()
    expect(page.get_by_test_id("offer")).not_to_be_visible()


def test_of_several_sentences_the_asker_chooses_one(open_page: Callable[..., Page], anyone: Api) -> None:
    page = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    start_asking(page, "How long do I soak cane for a chair?", add_chapters(anyone))
    asks = page.get_by_role("region", name="What may help")
    expect(asks.get_by_text("One of these may answer it:", exact=True)).to_be_visible()
    shown = asks.get_by_role("listitem")
    expect(shown).to_have_count(2)
    for passage in shown.all():
        expect(passage.get_by_role("button", name="Yes, that answers it")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert not overflows(page)
    second = shown.nth(1).inner_text().split("\n")[0]
    shown.nth(1).get_by_role("button", name="Yes, that answers it").click()
    expect(page.get_by_text("You said that this answers your question.")).to_be_visible()
    expect(asks.get_by_text(second)).to_be_visible()
    expect(asks.get_by_role("button", name="Yes, that answers it")).to_have_count(0)
    expect(asks.get_by_role("button", name="None of these")).to_have_count(0)


def test_none_of_several_leaves_the_offer(open_page: Callable[..., Page], anyone: Api) -> None:
    page = open_page(anyone.sign_up(f"asker-{secrets.token_hex(4)}").user["email"])
    start_asking(page, "How long do I soak cane for a chair?", add_chapters(anyone))
    page.get_by_role("region", name="What may help").get_by_role("button", name="None of these").click()
    expect(page.get_by_text("You said that this does not answer it.")).to_be_visible()
    expect(page.get_by_test_id("offer")).to_be_visible()


def add_chapters(anyone: Api) -> str:
    """The handle of an agent that finds two passages near the question, and neither for sure."""
    person = anyone.sign_up(f"wilma-{secrets.token_hex(4)}", display_name="Wilma Reed")
    handle = f"{person.user['handle']}-agent"
    person.add_document(person.create_avee(handle, display_name="Wilma on baskets"), "Baskets", CHAPTERS)
    return handle
