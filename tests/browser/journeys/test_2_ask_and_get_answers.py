"""Journey 2: a follower gets an answer from the documents, a question back, and a reused answer, each with its sources."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.browsing import ADA, handled, say, start_asking

pytestmark = pytest.mark.timeout(900)


def test_documents_clarification_and_an_earlier_answer(open_page: Callable[..., Page]) -> None:
    page = open_page(ADA)
    start_asking(page, "At what moisture do you harvest honey?")
    expect(handled(page, "From the documents")).to_be_visible()
    answer = page.locator("[data-role=agent]").last
    expect(answer.locator("blockquote strong").first).to_contain_text("17 to 18 %")
    rest = answer.locator(".quote-rest")
    expect(rest).to_be_hidden()
    answer.get_by_role("button", name="More from", exact=False).click()
    expect(rest).to_contain_text("17")
    answer.get_by_role("button", name="Less from", exact=False).click()
    expect(rest).to_be_hidden()

    handled(page, "From the documents").click()
    expect(page.locator(".mantine-Popover-dropdown")).not_to_be_empty()
    page.keyboard.press("Escape")

    start_asking(page, "It doesn't work, can you help?")
    expect(handled(page, "Asked back")).to_be_visible()

    say(page, "Hi! Should I start with one hive, or two?")
    expect(handled(page, "Answered before")).to_be_visible()
    earlier = page.locator("[data-role=creator]").last
    expect(earlier).to_contain_text("Mara Lindqvist")
    expect(earlier).to_contain_text("Answered before, on")
    earlier.get_by_role("button", name="Helpful").click()
    expect(earlier).to_contain_text("You rated this as helpful")


def test_a_question_back_is_answered_with_one_click(open_page: Callable[..., Page]) -> None:
    page = open_page(ADA)
    start_asking(page, "sugar")
    choices = page.get_by_role("group", name="Choices").get_by_role("button")
    expect(choices).to_have_count(2)
    chosen = choices.first.inner_text()
    choices.first.click()
    expect(page.locator("[data-role=user]").last).to_contain_text(chosen)
    expect(handled(page, "From the documents")).to_be_visible()
    expect(choices.first).to_be_disabled()


def test_what_is_typed_survives_a_reload(open_page: Callable[..., Page]) -> None:
    page = open_page(ADA)
    start_asking(page, "hi!")
    expect(page.locator("[data-role=agent]")).to_be_visible()
    page.get_by_label("Your message").fill("Half a question about")
    page.reload()
    expect(page.get_by_label("Your message")).to_have_value("Half a question about")
