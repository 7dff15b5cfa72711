"""Journey 9: a creator writes into an agent's thread. The agent falls silent, both people see that, and the creator
ends it.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import handled, say, start_asking

OWN_WORDS = "This one I answer myself: come by on Tuesday."
KNOWN = "How long does the glue of a lute take to dry?"

pytestmark = pytest.mark.timeout(900)


def test_the_agent_is_silent_while_the_creator_writes(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("runa", display_name="Runa Falk")
    avee = creator.create_avee("glue")
    creator.add_answer(avee, KNOWN, "A whole night.")
    asker = open_page(anyone.sign_up("liv").user["email"])
    start_asking(asker, "Would you look at my grandfather's lute?", "glue")
    asker.get_by_role("button", name="Yes, ask Runa Falk").click()
    expect(asker.get_by_text("Waiting for Runa Falk")).to_be_visible()
    # The offer, and the notice that the question was passed on.
    expect(asker.locator("[data-role=agent]")).to_have_count(2)

    page = open_page(creator.user["email"])
    page.goto("/messages/escalations")
    page.get_by_role("link", name="Open the conversation").click()
    say(page, OWN_WORDS)
    expect(page.get_by_text("You have joined; the agent is silent.")).to_be_visible()
    expect(asker.locator("[data-role=creator]")).to_contain_text(OWN_WORDS)
    expect(asker.get_by_text("Runa Falk has joined; the agent is silent.")).to_be_visible()

    say(asker, KNOWN)
    # The earlier question and this one.
    expect(handled(asker, "With Runa Falk")).to_have_count(2)
    expect(asker.locator("[data-role=agent]")).to_have_count(2)

    page.get_by_role("button", name="Hand back to the agent").click()
    expect(page.get_by_text("the agent is silent")).to_be_hidden()
    say(asker, KNOWN)
    expect(handled(asker, "Answered before")).to_be_visible()
    expect(asker.get_by_text("the agent is silent")).to_be_hidden()


def test_a_receipt_names_the_change_that_would_have_changed_the_path(open_page: Callable[..., Page], anyone: Api) -> None:
    creator, asker = anyone.sign_up("eskil"), anyone.sign_up()
    avee = creator.create_avee("organs")
    for question in ("Would you ever build an organ out of glass?", "Hello!"):
        asker.ask(asker.start(avee), question)
    page = open_page(creator.user["email"])
    page.goto("/my-agents/organs/decisions")
    found = page.get_by_role("button", name="Offered to ask")
    page.get_by_label("Text").fill("nothing of the kind")
    expect(found).to_be_hidden()
    page.get_by_label("Text").fill("GLASS")
    found.click()
    receipt = page.get_by_role("dialog")
    expect(receipt.get_by_role("list", name="Rule by rule").get_by_role("listitem").filter(has_text="decided")).to_contain_text(
        "Worth asking you"
    )
    turned = receipt.get_by_role("list", name="What would have changed the path").get_by_role("listitem")
    expect(turned.filter(has_text="People may send you questions: on → off")).to_contain_text("Not answered")
