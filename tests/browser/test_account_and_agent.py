"""The account page changes name and password. The agent page changes name, handle and persona, and deletes the agent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import PASSWORD, Api
from support.browsing import handled, start_asking

QUESTION, ANSWER = "How thick is the felt of a piano hammer?", "Nine millimetres."

pytestmark = pytest.mark.timeout(900)


def test_a_new_name_and_a_new_password(open_page: Callable[..., Page], anyone: Api) -> None:
    person = anyone.sign_up("tuva", display_name="Tuva")
    page = open_page(person.user["email"])
    page.goto("/settings")
    page.get_by_label("Your name").fill("Tuva Lie")
    page.get_by_role("button", name="Save name").click()
    expect(page.get_by_role("button", name="Account of Tuva Lie")).to_be_visible()
    page.get_by_label("Current password").fill("not the passphrase")
    page.get_by_label("New password").fill("quite another passphrase")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("That is not your current password.")).to_be_visible()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Password changed.")).to_be_visible()
    anyone.call("POST", "/sessions", 201, json={"email": "tuva@example.org", "password": "quite another passphrase"})


def test_signing_in_after_a_session_ended_returns_to_the_same_page(open_page: Callable[..., Page], anyone: Api) -> None:
    person = anyone.sign_up("siri")
    avee = anyone.sign_up().create_avee("reeds")
    conversation = person.start(avee)
    page = open_page(person.user["email"])
    page.goto(f"/messages/{conversation}")
    page.get_by_label("Your message").fill("Half a thought")
    anyone.call("DELETE", "/sessions/current", 204, headers={"Authorization": f"Bearer {session_of(page)}"})
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="Settings").click()
    page.wait_for_url("**/sign-in?*")
    page.get_by_label("Email").fill(person.user["email"])
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/settings")
    page.goto(f"/messages/{conversation}")
    expect(page.get_by_label("Your message")).to_have_value("Half a thought")


def session_of(page: Page) -> str:
    return next(each["value"] for each in page.context.cookies() if each["name"] == "orchestrator_session")


def test_an_agent_is_renamed_followed_and_deleted(open_page: Callable[..., Page], anyone: Api) -> None:
    creator = anyone.sign_up("ylva", display_name="Ylva Moe")
    avee = creator.create_avee("pianos", display_name="Ylva on pianos")
    creator.add_answer(avee, QUESTION, ANSWER)
    page = open_page(creator.user["email"])
    page.goto("/my-agents")
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="Name").fill("Ylva on grand pianos")
    page.get_by_role("textbox", name="Handle").fill("grands")
    expect(page.get_by_text("For a year, links with @pianos lead here too.", exact=False)).to_be_visible()
    page.get_by_role("textbox", name="Persona").fill("Dry, and fond of felt.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/my-agents/grands/agent")
    expect(page.get_by_role("textbox", name="Persona")).to_have_value("Dry, and fond of felt.")

    asker = open_page(anyone.sign_up().user["email"])
    start_asking(asker, QUESTION, "grands")
    expect(handled(asker, "Answered before")).to_be_visible()
    asker.get_by_role("button", name="Wrong").click()
    asker.get_by_label("What is wrong with it?").fill("Mine measures eleven.")
    asker.get_by_role("button", name="Submit").click()
    expect(asker.get_by_label("What is wrong with it?")).to_be_hidden()
    asker.reload()
    expect(asker.get_by_text("You rated this as wrong")).to_be_visible()

    page.get_by_role("tab", name="Decisions").click()
    page.get_by_role("button", name="asker: wrong").click()
    expect(page.get_by_role("dialog")).to_contain_text("Mine measures eleven.")
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="Agent", exact=True).click()
    page.get_by_role("button", name="Delete the agent").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Delete for good")).to_be_disabled()
    dialog.get_by_label("Type the handle").fill("grands")
    dialog.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("No agent yet")).to_be_visible()
    assert anyone.call("GET", "/avees/grands").status_code == 404
