"""Fixtures of the browser tests: a real Chromium and the real server on its own database. A failed test leaves a
screenshot.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.browsing import FLAGS, Site, watch
from support.servers.served import Served

ROOT = Path(__file__).parent.parent.parent
FAILED = ROOT / "screenshots" / "failed"
# No browser test measures speed, so a busy machine may take longer than the driver's default of five seconds.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def site(server: EmbeddedServer) -> Iterator[Site]:
    """Address of the product with its demo, as `orchestrator serve --demo` starts it, on a free port."""
    name = f"browser_{os.urandom(4).hex()}"
    served = Served(server.clone(name), "--demo")
    try:
        served.start()
        yield Site(served.url)
    finally:
        served.stop()
        server.drop(name)


@pytest.fixture
def anyone(site: Site) -> Iterator[Api]:
    """An API client of the served product, not signed in. Journeys prepare their data with it."""
    with httpx.Client(base_url=site.url, timeout=60) as client:
        yield Api(client)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator["OpenPage"]:
    """Opens a browser for a person at a window size. A script error, a blocked script or a request to another host
    fails the test.
    """
    opened = OpenPage(chromium, site)
    failures_before = request.session.testsfailed
    yield opened
    opened.finish(request.node.name, request.session.testsfailed > failures_before)


class OpenPage:
    def __init__(self, browser: Browser, site: Site) -> None:
        self._browser, self._site = browser, site
        self._contexts: list[BrowserContext] = []
        self._troubles: list[str] = []

    def __call__(self, email: str | None = None, width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light", base_url=self._site.url,
            reduced_motion="reduce", timezone_id="Europe/Oslo", locale="en-GB",
        )  # fmt: skip
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        watch(page, self._site, self._troubles)
        if email:
            self._site.sign_in(page, email)
        return page

    def finish(self, name: str, has_failed: bool) -> None:
        if has_failed or self._troubles:
            FAILED.mkdir(parents=True, exist_ok=True)
            for number, context in enumerate(self._contexts):
                for page in context.pages:
                    page.screenshot(path=FAILED / f"{name}-{number}.png", full_page=True)
        for context in self._contexts:
            context.close()
        assert not self._troubles, self._troubles
