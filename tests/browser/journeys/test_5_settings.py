"""Journey 5: rules are previewed on real past messages, saved, and an older version is restored."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api

NOVEL = ("Would you ever teach a class on restoring antique violins?", "Which smell do you like best in the workshop?")

pytestmark = pytest.mark.timeout(900)


def test_preview_save_and_restore(open_page: Callable[..., Page], anyone: Api) -> None:
    creator, asker = anyone.sign_up("vera", display_name="Vera Ahl"), anyone.sign_up("tom")
    avee = creator.create_avee("violins")
    for question in NOVEL:
        assert asker.ask(asker.start(avee), question)["path"] == "D"

    page = open_page(creator.user["email"])
    page.goto("/my-agents/violins/orchestrator")
    topics = page.get_by_role("combobox", name="Blocked topics")
    topics.fill("violins")
    topics.press("Enter")
    shown_changes = page.get_by_test_id("would-change")
    expect(shown_changes).to_have_text("1 of 2 messages from the last 30 days would have taken another path.")
    page.get_by_role("switch", name="People may send you questions").uncheck()
    expect(shown_changes).to_have_text("2 of 2 messages from the last 30 days would have taken another path.")
    page.get_by_role("button", name="Show what would have changed").click()
    detail = page.get_by_role("dialog")
    expect(detail.get_by_role("row", name="Offered to ask")).to_contain_text("−2")
    expect(detail.get_by_role("row", name="Not answered")).to_contain_text("+2")
    for question in NOVEL:
        expect(detail.get_by_role("listitem").filter(has_text=question)).to_contain_text("Not answered")
    page.keyboard.press("Escape")
    assert creator.call("GET", f"/orchestrator/config/{avee}", 200)["version"] == 1, "what is tried is not saved"

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Version 2", exact=True)).to_be_visible()
    assert asker.ask(asker.start(avee), "What do you charge for a new bow?")["path"] == "F"

    page.get_by_role("button", name="Versions").click()
    second = page.get_by_role("article", name="Version 2")
    expect(second).to_contain_text("Vera Ahl")
    expect(second.get_by_role("row", name="Blocked topics")).to_contain_text("none → violins")
    expect(second.get_by_role("row", name="People may send you questions")).to_contain_text("on → off")
    page.get_by_role("article", name="Version 1").get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Version 3", exact=True)).to_be_visible()
    expect(page.get_by_role("switch", name="People may send you questions")).to_be_checked()
    assert asker.ask(asker.start(avee), NOVEL[0])["path"] == "D"
