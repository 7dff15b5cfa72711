"""Journey 17: somebody takes a copy of their data, erases a conversation and then the account; signing in is refused."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import PASSWORD, Api
from support.browsing import find_violations, overflows

QUESTION = "Would you ever teach a class on restoring antique zithers?"

pytestmark = pytest.mark.timeout(900)


def test_copy_erase_and_signing_in_is_refused(open_page: Callable[..., Page], anyone: Api, tmp_path: Path) -> None:
    creator, person = anyone.sign_up("wilma", display_name="Wilma Ek"), anyone.sign_up("yngve", display_name="Yngve Quist")
    avee = creator.create_avee("zithers")
    creator.configure(avee, retention_days=90)
    first, second = person.start(avee), person.start(avee)
    for conversation in (first, second):
        person.ask(conversation, QUESTION)

    page = open_page(person.user["email"])
    page.goto("/@zithers")
    expect(page.get_by_text("Messages are kept for 90 days")).to_be_visible()

    page.goto(f"/messages/{first}")
    page.get_by_role("button", name="More about this conversation").click()
    page.get_by_role("menuitem", name="Erase the conversation …").click()
    page.get_by_role("button", name="Erase for good").click()
    page.wait_for_url("**/messages")
    assert [each["id"] for each in person.call("GET", "/conversations", 200)["items"]] == [second]

    page.goto("/settings")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download a copy").click()
    path = tmp_path / "my-data.zip"
    started.value.save_as(path)
    with zipfile.ZipFile(path) as copy:
        stored = person.call("GET", f"/conversations/{second}/messages", 200)["items"]
        assert {each["id"] for each in json.loads(copy.read("messages.json"))} == {each["id"] for each in stored}
        assert QUESTION in copy.read("read-me-first.html").decode()

    page.get_by_role("button", name="Show the activity").click()
    expect(page.get_by_role("article", name="Conversation erased")).to_be_visible()
    expect(page.get_by_role("article", name="Copy of your data made")).to_be_visible()
    assert find_violations(page) == []

    page.get_by_role("button", name="Erase the account …").click()
    dialog = page.get_by_role("dialog")
    erase = dialog.get_by_role("button", name="Erase for good")
    dialog.get_by_label("Current password").fill("not the passphrase")
    expect(erase).to_be_disabled()
    dialog.get_by_label("Type your handle yngve to confirm").fill("yngve")
    erase.click()
    expect(dialog.get_by_text("That is not your current password.")).to_be_visible()
    assert not overflows(page)
    dialog.get_by_label("Current password").fill(PASSWORD)
    erase.click()
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 2)

    page.goto("/sign-in")
    page.get_by_label("Email").fill(person.user["email"])
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("The address or the password is wrong.")).to_be_visible()


def test_a_creator_reads_the_log_and_must_name_each_agent(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("xenia", display_name="Xenia Ask")
    avee = creator.create_avee("cellos", display_name="Cello agent")
    creator.configure(avee, max_escalations_per_day=3)
    page = open_page(creator.user["email"])
    page.goto("/my-agents/cellos/log")
    changed = page.get_by_role("article", name="Rules changed")
    expect(changed).to_contain_text("Xenia Ask")
    expect(changed).to_contain_text("10 → 3")
    page.get_by_label("Show").select_option(label="Agent created")
    expect(changed).to_have_count(0)
    expect(page.get_by_role("article", name="Agent created")).to_be_visible()

    page.goto("/settings")
    page.get_by_role("button", name="Erase the account …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Type your handle xenia to confirm").fill("xenia")
    dialog.get_by_label("Current password").fill(PASSWORD)
    erase = dialog.get_by_role("button", name="Erase for good")
    expect(erase).to_be_disabled()
    dialog.get_by_label("Delete the agent Cello agent").check()
    erase.click()
    page.wait_for_url(lambda url: url.rstrip("/").count("/") == 2)
    anyone.call("GET", "/avees/cellos", 404)
