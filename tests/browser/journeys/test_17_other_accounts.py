"""Journey 17: somebody new comes by an account elsewhere, links another one, ends that, and shows a picture and a new handle."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.browsing import find_violations, overflows
from support.servers.identity_provider import Provider, identity_provider
from support.servers.served import Served

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with identity_provider() as running:
        running.add_user("ida", email="ida@example.org", email_verified=True, name="Ida Holm")
        running.add_user("ida-at-work", email="ida@work.example.org", email_verified=True)
        yield running


@pytest.fixture
def page(server: EmbeddedServer, provider: Provider, chromium: Browser) -> Iterator[Page]:
    """A phone at an installation of its own, which trusts the provider."""
    name = f"browser_{os.urandom(4).hex()}"
    served = Served(server.clone(name), **provider.settings("MY_COMPANY"))
    try:
        served.start()
        context = chromium.new_context(viewport={"width": 360, "height": 740}, base_url=served.url, reduced_motion="reduce")
        yield context.new_page()
        context.close()
    finally:
        served.stop()
        server.drop(name)


def say_yes(page: Page, subject: str) -> None:
    """On the provider's page."""
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize", exact=False).first.click()


def look(page: Page, name: str, folder: Path) -> None:
    """Nothing stands over the edge, and nothing is in the way of a screen reader; kept as pictures where they are asked for."""
    assert not overflows(page)
    assert not find_violations(page)
    shots = Path(os.environ.get("SCREENSHOTS", folder))
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.screenshot(path=shots / f"{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="light")


def test_other_accounts(page: Page, tmp_path: Path) -> None:
    page.goto("/sign-in?then=%2Fsettings")
    look(page, "sign-in", tmp_path)
    page.get_by_role("link", name="Continue with My Company").click()
    say_yes(page, "ida")
    expect(page.get_by_role("heading", name="Choose a handle")).to_be_visible()
    expect(page.get_by_label("Handle")).to_have_value("ida-holm")
    look(page, "join", tmp_path)
    page.get_by_label("Handle").fill("ida")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url("**/settings")
    others = page.get_by_role("region", name="Sign in with other accounts")
    expect(others.get_by_text("ida@example.org")).to_be_visible()
    expect(page.get_by_role("link", name="Set a password")).to_be_visible()
    others.get_by_role("button", name="Unlink My Company").click()
    expect(others.get_by_role("alert")).to_contain_text("only way to sign in")

    others.get_by_role("button", name="Link My Company", exact=True).click()
    page.get_by_role("button", name="Go to My Company").click()
    say_yes(page, "ida-at-work")
    page.wait_for_url("**/settings")
    expect(others.get_by_role("listitem")).to_have_count(2)
    others.get_by_role("button", name="Unlink My Company").first.click()
    expect(others.get_by_role("listitem")).to_have_count(1)
    expect(others.get_by_text("ida@work.example.org")).to_be_visible()

    Image.new("RGB", (300, 200), (200, 90, 30)).save(tmp_path / "me.png")
    page.get_by_label("Your picture").set_input_files(tmp_path / "me.png")
    expect(page.get_by_alt_text("The chosen picture")).to_be_visible()
    page.get_by_role("button", name="Save picture").click()
    expect(page.get_by_alt_text("Your picture")).to_be_visible()
    page.get_by_label("Your handle").fill("ida-brandt")
    page.get_by_role("button", name="Save handle").click()
    expect(page.get_by_text("@ida-brandt ·")).to_be_visible()
    look(page, "settings", tmp_path)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Choose an image")).to_be_visible()


def test_a_cancelled_sign_in_is_said(page: Page, tmp_path: Path) -> None:
    page.goto("/sign-in?problem=sign_in_refused")
    expect(page.get_by_role("alert")).to_contain_text("cancelled")
    page.goto("/join")
    expect(page.get_by_text("This sign-in is over")).to_be_visible()
    look(page, "join-over", tmp_path)
