"""Bytes transferred by a first visit; and the API's documentation page, which loads from this host alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.browsing import ADA

MOST_BYTES = 312_000
WEIGHED = "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(e => [e.name, e.encodedBodySize])"

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize(("email", "path"), [(None, "/"), (ADA, "/messages")])
def test_a_first_load_is_light(open_page: Callable[..., Page], email: str | None, path: str) -> None:
    page = open_page(email)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(1_000)
    weighed: dict[str, int] = dict(page.evaluate(WEIGHED))
    # The page itself and the app's files. What the API answers depends on what the person has.
    sizes = {name: size for name, size in weighed.items() if "/assets/" in name or name == page.url}
    assert len(sizes) > 2, weighed
    assert 0 < sum(sizes.values()) < MOST_BYTES, sizes


def test_the_api_documentation_loads_from_this_host_alone(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/docs")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Orchestrator")
    page.get_by_role("heading", name="conversations").click()
    expect(page.get_by_text("/conversations", exact=True).first).to_be_visible()
