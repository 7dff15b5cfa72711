"""A creator publishes an answer; a stranger finds and reads it without scripts, and asks from there."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import Api, open_workshop
from support.browsing import find_violations, overflows

pytestmark = pytest.mark.timeout(900)
FOLDER = os.environ.get("SCREENSHOTS")
LONG = (
    "| wood | coats |\n|---|---|\n| pine | 3 |\n\n> Thin the first one.\n\n```\nsand\n```\n\n## Then\n\n1. sand\n2. [read](https://example.org/a)\n\n"
    + "x" * 200
)


def look(page: Page, name: str) -> None:
    if FOLDER:
        Path(FOLDER).mkdir(exist_ok=True)
        page.screenshot(path=Path(FOLDER) / f"{name}.png", full_page=True)
    assert find_violations(page) == []
    assert not overflows(page)


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (360, 740, "dark")], ids=["desktop", "phone"])
def test_from_the_answer_to_the_next_question(open_page: Callable[..., Page], anyone: Api, width: int, height: int, scheme: str) -> None:
    creator = Api(anyone.client, suffix=f"-{secrets.token_hex(3)}").sign_up("mira", display_name="Mira")
    handle = f"mira-agent{creator.suffix}"
    avee = open_workshop(creator)
    creator.add_answer(avee, "How many coats of varnish does a table need?", LONG)

    mine = open_page(creator.user["email"], width, height, scheme)
    mine.goto(f"/my-agents/{handle}/knowledge")
    mine.get_by_role("article").filter(has_text="coats of varnish").get_by_role("button", name="Public page").click()
    expect(mine.get_by_role("region", name="Preview")).to_be_visible()
    look(mine, f"publish-{width}")
    mine.get_by_role("button", name="Publish", exact=True).click()
    link = mine.get_by_role("link", name="Open its page")
    expect(link).to_be_visible()
    address = link.get_attribute("href") or ""

    page = open_page(None, width, height, scheme)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("How many coats of varnish does a table need?")
    look(page, f"public-answer-{width}")
    page.get_by_role("link", name="Answers by Mira").click()
    page.get_by_role("searchbox").fill("VARNISH")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)
    look(page, f"public-answers-{width}")
    page.get_by_label("Ask Mira's agent").fill("And a chair, with 2 + 2 coats?")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Your question")).to_have_value("And a chair, with 2 + 2 coats?")
    look(page, f"question-along-{width}")
    page.goto(f"/@{handle}/answers/no-such")
    look(page, f"public-missing-{width}")
