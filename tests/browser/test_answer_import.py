"""The knowledge page imports and exports canonical answers as files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.api import Api

pytestmark = pytest.mark.timeout(900)


def test_import_and_export(open_page: Callable[..., Page], anyone: Api, tmp_path: Path) -> None:
    creator = anyone.sign_up()
    creator.create_avee("files")
    file = tmp_path / "answers.csv"
    file.write_text('question,answer\nWhen do you oil a bow?,"Never, only its screw."\n,Nothing was asked.\n', encoding="utf-8")
    page = open_page(creator.user["email"])
    page.goto("/my-agents/files/knowledge")
    page.locator("input[type=file][accept*=csv]").set_input_files(file)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("1 new answer")).to_be_visible()
    expect(dialog.get_by_text("Line 3 ")).to_be_visible()
    dialog.get_by_role("button", name="Import 1 answer").click()
    expect(page.get_by_text("1 answer added")).to_be_visible()
    expect(page.get_by_text("Line 3 ")).to_be_visible()
    expect(page.get_by_text("When do you oil a bow?")).to_be_visible()
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("menuitem", name="CSV").click()
    assert "Never, only its screw." in Path(started.value.path()).read_text(encoding="utf-8-sig")


def test_an_unclear_file_is_asked_about(open_page: Callable[..., Page], anyone: Api, tmp_path: Path) -> None:
    creator = anyone.sign_up()
    creator.create_avee("unclear")
    file = tmp_path / "antworten.csv"
    file.write_bytes("Titel\nFrage,Antwort\n胶水多久能干？,一天。\n胶水多久能干？,两天。\n".encode("gbk"))
    page = open_page(creator.user["email"])
    page.goto("/my-agents/unclear/knowledge")
    dialog = page.get_by_role("dialog")
    for _ in range(2):
        # The same file can be chosen again.
        page.locator("input[type=file][accept*=csv]").set_input_files(file)
        expect(dialog.get_by_text("Which column holds the questions")).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    page.locator("input[type=file][accept*=csv]").set_input_files(file)
    expect(dialog.get_by_text("胶水多久能干？").first).to_be_visible()
    dialog.get_by_role("button", name="Continue").click()
    # The answer to the choice comes from the server.
    dialog.get_by_label("Line 4: 两天。").click()
    dialog.get_by_role("button", name="Import 1 answer").click()
    expect(page.get_by_text("1 answer added")).to_be_visible()
    expect(page.get_by_text("两天。")).to_be_visible()
