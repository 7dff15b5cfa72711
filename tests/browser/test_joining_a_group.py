"""An asker whose question another already waits for is told so before accepting, and both wait together."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import start_asking

QUESTION = "Would you ever carve a chess set out of driftwood?"

pytestmark = pytest.mark.timeout(900)


def test_an_asker_of_the_same_question_joins_the_group(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("ragna", display_name="Ragna Dahl")
    avee = creator.create_avee("driftwood")
    first = anyone.sign_up()
    offered = first.ask(first.start(avee), QUESTION)
    page = open_page(anyone.sign_up().user["email"])
    first.call("POST", f"/orchestrator/queue/{offered['escalation']['id']}/accept", 200)
    start_asking(page, "Would you ever carve a chess set from driftwood?", "driftwood")
    offer = page.get_by_test_id("offer")
    expect(offer).to_contain_text("1 other person is already waiting for the same answer.")
    offer.get_by_role("button", name="Join and ask Ragna Dahl").click()
    expect(page.get_by_text("Waiting for Ragna Dahl, with 1 other")).to_be_visible()
