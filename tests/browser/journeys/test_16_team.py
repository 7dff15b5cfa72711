"""Journey 16: somebody is invited by mail, joins, and two of a team work on one question: one answer, under the name of who wrote it."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import find_violations, mailed_link, overflows, start_asking

QUESTION = "Would you ever restore a violin from before 1800?"

pytestmark = pytest.mark.timeout(900)


def look(page: Page, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"team-{name}-{page.viewport_size['width'] if page.viewport_size else ''}.png", full_page=True)
    assert find_violations(page) == []
    assert not overflows(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_two_of_a_team_answer_one_question_once(open_page: Callable[..., Page], anyone: Api, width: int) -> None:
    mark = secrets.token_hex(4)
    mira = anyone.sign_up(f"mira-{mark}", display_name="Mira Holm")
    ines = anyone.sign_up(f"ines-{mark}", display_name="Ines Berg")
    asker = anyone.sign_up(f"ada-{mark}", display_name="Ada Vik")
    handle = f"mira-{mark}-agent"
    mira.create_avee(handle, display_name="Mira's workshop")

    owner = open_page(mira.user["email"], width)
    owner.goto(f"/my-agents/{handle}/team")
    form = owner.get_by_role("form", name="Invite somebody")
    form.get_by_label("Email").fill(ines.user["email"])
    form.get_by_role("button", name="Send the invitation").click()
    expect(owner.get_by_text("The invitation is on its way")).to_be_visible()
    look(owner, "invited")

    helper = open_page(ines.user["email"], width)
    helper.goto(mailed_link(ines.user["email"], "Mira Holm invites you to help Mira's workshop"))
    expect(helper.get_by_text("invites you into the team of")).to_be_visible()
    look(helper, "invitation")
    helper.get_by_role("button", name="Join the team").click()
    expect(helper.get_by_text("You are an answerer here")).to_be_visible()
    look(helper, "team")

    asking = open_page(asker.user["email"], width)
    start_asking(asking, QUESTION, handle)
    asking.get_by_role("button", name="Yes, ask Mira Holm").click()
    expect(asking.get_by_text("Waiting for Mira Holm").first).to_be_visible()

    (waiting,) = ines.call("GET", "/orchestrator/queue?status=accepted", 200)["items"]
    for page in (helper, owner):
        page.goto(f"/messages/escalations/{waiting['id']}")
        expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    helper.get_by_label("Note for the team").fill("He did one in spring.")
    helper.get_by_role("button", name="Add", exact=True).click()
    expect(owner.get_by_text("He did one in spring.")).to_be_visible()
    helper.get_by_role("textbox", name="Your answer").fill("Yes, one a year.")
    expect(owner.get_by_text("Ines Berg is answering this just now.")).to_be_visible()
    helper.get_by_role("button", name="Propose for a signature").click()
    expect(owner.get_by_text("Ines Berg asks for a signature")).to_be_visible()
    look(owner, "question")
    owner.get_by_role("button", name="Go on with it").click()
    owner.get_by_role("button", name="Answer", exact=True).click()
    answer = asking.locator("[data-role=creator]")
    expect(answer.get_by_text("Yes, one a year.")).to_be_visible()
    expect(answer.get_by_text("Ines Berg")).to_be_visible()

    owner.goto(f"/my-agents/{handle}/conversations")
    expect(owner.get_by_role("list", name="Conversations").get_by_text("Ada Vik")).to_be_visible()
    owner.get_by_label("Text").fill("violin")
    owner.get_by_role("list", name="Conversations").get_by_role("link").click()
    expect(owner.get_by_text(QUESTION).first).to_be_visible()
    look(owner, "thread")
