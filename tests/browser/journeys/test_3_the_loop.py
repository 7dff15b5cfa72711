"""Journey 3: a new question is offered, accepted and answered by keyboard. The answer arrives live and serves the next
asker.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.browsing import ADA, FINN, MARA, handled, start_asking

QUESTION = "Have you ever tried painting portraits with pigments made from propolis?"
ANSWER = "Once, and it makes a fine varnish rather than a paint."

pytestmark = pytest.mark.timeout(900)


def test_one_answer_serves_everyone_after(open_page: Callable[..., Page]) -> None:
    asker = open_page(ADA)
    start_asking(asker, QUESTION)
    expect(handled(asker, "Offered to ask Mara Lindqvist")).to_be_visible()
    offer = asker.get_by_test_id("offer")
    expect(offer).to_contain_text("Your question goes into")
    expect(offer).to_contain_text("more question")
    creator = open_page(MARA)
    creator.goto("/messages/escalations")
    expect(creator.get_by_role("heading", name="Inbox")).to_be_visible()

    asker.get_by_role("button", name="Yes, ask Mara Lindqvist").click()
    expect(asker.get_by_text("Waiting for Mara Lindqvist")).to_be_visible()

    # The question appears live. From here on the test uses the keyboard only.
    expect(creator.get_by_role("button", name=QUESTION)).to_be_visible()
    while not creator.get_by_role("heading", name=QUESTION).is_visible():
        creator.keyboard.press("j")
    creator.keyboard.press("e")
    expect(creator.get_by_label("Your answer", exact=True).and_(creator.locator("textarea"))).to_be_focused()
    creator.keyboard.type(ANSWER)
    creator.keyboard.press("Control+Enter")
    expect(creator.get_by_role("button", name="Undo")).to_be_visible()
    creator.keyboard.press("u")
    expect(creator.get_by_role("heading", name=QUESTION)).to_be_visible()
    creator.keyboard.press("e")
    expect(creator.locator("textarea").first).to_be_focused()
    expect(creator.locator("textarea").first).to_have_value(ANSWER)
    creator.keyboard.press("Control+Enter")
    creator.get_by_role("button", name="Send now").click()

    expect(asker.locator("[data-role=creator]")).to_contain_text(ANSWER)
    next_one = open_page(FINN)
    start_asking(next_one, QUESTION)
    expect(handled(next_one, "Answered before")).to_be_visible()
    expect(next_one.locator("[data-role=creator]")).to_contain_text(ANSWER)
