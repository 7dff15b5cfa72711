"""Journey 1: sign up, create an agent, upload a document, share the link, and it answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.browsing import handled, start_asking

pytestmark = pytest.mark.timeout(900)


def test_a_new_creator_shares_an_agent_that_answers(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page()
    page.goto("/")
    page.get_by_role("link", name="Create your agent").click()
    page.get_by_label("Name").fill("Nils Berg")
    page.get_by_label("Handle").fill("nils")
    page.get_by_label("Email").fill("nils@example.org")
    page.get_by_label("Password", exact=False).first.fill("a long passphrase")
    page.get_by_role("button", name="Create account").click()
    page.get_by_role("link", name="New agent").click()
    page.get_by_label("Name").fill("Nils on boats")
    page.get_by_label("Handle").fill("boats")
    page.get_by_role("button", name="Create and continue").click()
    file = tmp_path / "varnish.md"
    file.write_text("# Varnish\n\nVarnish the mast of the boat every second spring, with two thin coats.\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("ready", exact=True)).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("/@boats")).to_be_visible()
    page.get_by_role("link", name="View the public page").click()
    expect(page.get_by_role("heading", name="Nils on boats")).to_be_visible()
    start_asking(page, "How often do you varnish the mast of the boat?", "boats")
    expect(handled(page, "From the documents")).to_be_visible()
    expect(page.locator("[data-role=agent]")).to_contain_text("every second spring")
