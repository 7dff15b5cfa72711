"""Journey 11: with real past messages, the creator marks what an answer serves, before sending it and again later."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api

PATTERN = "Which grease suits an old lathe?"
NEAR = "Which grease would suit an old lathe?"
OTHER = "What do you put on the slides of a worn turning machine?"
ANSWER = "Lithium grease, very little of it."

pytestmark = pytest.mark.timeout(900)


def test_the_boundary_of_an_answer(open_page: Callable[..., Page], anyone: Api) -> None:
    creator, ada, otto = anyone.sign_up("gerda", display_name="Gerda Lund"), anyone.sign_up("ada_lathe"), anyone.sign_up("otto_lathe")
    avee = creator.create_avee("lathes")
    creator.configure(avee, trust_mode="immediate")
    for text in (NEAR, OTHER):
        assert otto.ask(otto.start(avee), text)["path"] == "D"
    offer = ada.ask(ada.start(avee), PATTERN)["escalation"]["id"]
    ada.call("POST", f"/orchestrator/queue/{offer}/accept", 200)

    page = open_page(creator.user["email"])
    page.goto("/messages/escalations")
    form = page.get_by_role("form", name="Your answer")
    expect(form.get_by_test_id("would-serve")).to_contain_text("1 message")
    form.get_by_role("button", name="Show the messages").click()
    form.get_by_role("button", name=f"The answer does not fit: {NEAR}").click()
    expect(form.get_by_test_id("would-serve")).to_contain_text("Nobody else asked this")
    expect(form.get_by_role("list", name="Close, but would not have received it")).to_contain_text(
        "you said the answer does not fit this message"
    )
    form.get_by_role("textbox", name="Your answer").fill(ANSWER)
    form.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name=PATTERN)).to_be_hidden()
    assert otto.ask(otto.start(avee), NEAR)["path"] != "C"

    page.goto("/my-agents/lathes/knowledge")
    page.get_by_role("button", name="Who gets it").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=f"Include again: {NEAR}").click()
    expect(dialog.get_by_role("list", name="Would get this answer today")).to_contain_text(NEAR)
    assert otto.ask(otto.start(avee), NEAR)["path"] == "C"
