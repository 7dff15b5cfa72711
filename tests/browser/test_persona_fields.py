"""The agent page offers fields for what of the persona has an effect without a chat model, and says so."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import start_asking

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_entered_is_what_askers_read(open_page: Callable[..., Page], anyone: Api, width: int) -> None:
    creator = anyone.sign_up(f"runa{width}", display_name="Runa")
    creator.create_avee(f"sails{width}", display_name="Runa on sails")
    page = open_page(creator.user["email"], width=width)
    page.goto(f"/my-agents/sails{width}/agent")
    expect(page.get_by_text("No chat model is set up here, so answers are quotes.")).to_be_visible()
    page.get_by_label("Greeting").fill("*Ahoy!* What wind brings you?")
    page.get_by_label("Sign-off").fill("Fair winds, Runa")
    page.get_by_label("Where you live").fill("I live on a boat.")
    page.get_by_label("How the agent speaks of you").select_option("As I: “From my documents”")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Greeting")).to_have_value("*Ahoy!* What wind brings you?")
    expect(page.get_by_label("How the agent speaks of you")).to_have_value("i")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    if "SCREENSHOTS" in os.environ:
        page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"persona-{width}.png", full_page=True)

    asker = open_page(anyone.sign_up().user["email"], width=width)
    start_asking(asker, "Hello!", f"sails{width}")
    expect(asker.get_by_role("log", name="Messages").get_by_text("*Ahoy!* What wind brings you?")).to_be_visible()
