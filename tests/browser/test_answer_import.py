"""The knowledge page imports and exports canonical answers as files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import Api

pytestmark = pytest.mark.timeout(240)


def test_import_and_export(open_page: Callable[..., Page], anyone: Api, tmp_path: Path) -> None:
    creator = anyone.sign_up()
    creator.create_avee("files")
    file = tmp_path / "answers.csv"
    file.write_text('question,answer\nWhen do you oil a bow?,"Never, only its screw."\n,Nothing was asked.\n', encoding="utf-8")
    page = open_page(creator.user["email"])
    page.goto("/my-agents/files/knowledge")
    page.locator("input[type=file][accept*=csv]").set_input_files(file)
    expect(page.get_by_text("1 answer added")).to_be_visible()
    expect(page.get_by_text("Line 3:")).to_be_visible()
    expect(page.get_by_text("When do you oil a bow?")).to_be_visible()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as started:
        page.get_by_role("menuitem", name="CSV").click()
    assert "Never, only its screw." in Path(started.value.path()).read_text(encoding="utf-8")
