"""Journey 4: the creator's limit is reached between offer and acceptance. Both refusals say when questions are taken
again.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import handled, say, start_asking

OPENS = re.compile(r"in \d+ hours")

pytestmark = pytest.mark.timeout(900)


def test_an_asker_past_the_limit_is_told_when_to_come_back(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("lena", display_name="Lena Voss")
    avee = creator.create_avee("kayaks")
    creator.configure(avee, max_escalations_per_day=1)
    first, second = anyone.sign_up("early"), anyone.sign_up("late")
    offered = first.ask(first.start(avee), "Would you paddle a kayak across the Baltic in winter?")

    page = open_page(second.user["email"])
    start_asking(page, "Which songs do you sing on long crossings at night?", "kayaks")
    offer = page.get_by_test_id("offer")
    expect(offer).to_contain_text("Lena Voss takes 1 more question today")

    first.call("POST", f"/orchestrator/queue/{offered['escalation']['id']}/accept", 200)
    page.get_by_role("button", name="Yes, ask Lena Voss").click()
    expect(offer.get_by_role("alert")).to_contain_text(OPENS)

    say(page, "How did you choose the colour of your first boat?")
    expect(handled(page, "Not answered")).to_be_visible()
    refusal = page.locator("[data-role=agent]").last
    expect(refusal.get_by_text("You can ask again")).to_contain_text(OPENS)
    handled(page, "Not answered").click()
    expect(page.locator(".mantine-Popover-dropdown")).to_contain_text("limit of 1")
