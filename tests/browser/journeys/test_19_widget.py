"""The widget on a plain HTML page of another origin: what it loads and stores, asking as a guest and as a signed user, by keyboard,
on a phone, in the dark, without a connection, and where it may not be shown.
"""

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from support.api import Api, open_workshop
from support.browsing import AXE, STANDARD, Site
from support.guests import NEW_QUESTION
from support.signing import claims_of, make_key, sign

pytestmark = pytest.mark.timeout(900)
FOLDER = os.environ.get("SCREENSHOTS")
MOST_SCRIPT_BYTES = 5_000
MOST_FRAME_BYTES = 60_000
OPENER = "Ask a question"
STORED = "async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
NOTHING = ["", 0, 0, 0]


@dataclass
class Plain:
    """A site that serves one plain HTML page."""

    url: str
    page: str = ""
    home: str = ""
    """The address of the product, which its policy lets in."""


@contextmanager
def serve_plain() -> Iterator[Plain]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = plain.page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            # As strict as a site may be that still shows the frame.
            self.send_header("Content-Security-Policy", f"default-src 'none'; script-src {plain.home}; frame-src {plain.home}")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    plain = Plain(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield plain
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Shop:
    """A creator's site with the agent's widget on its page."""

    creator: Api
    site: Site
    plain: Plain
    avee: str
    handle: str

    def write_page(self, **attributes: str) -> None:
        written = "".join(f' data-{name}="{value}"' for name, value in ({"agent": self.handle} | attributes).items())
        self.plain.home = self.site.url
        self.plain.page = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title>'
            f'<h1>A shop</h1><p>Varnish.</p><script src="{self.site.url}/widget.js"{written} async></script></html>'
        )


@pytest.fixture
def shop(anyone: Api, site: Site) -> Iterator[Shop]:
    creator = Api(anyone.client, suffix=f"-{secrets.token_hex(3)}").sign_up("mira", display_name="Mira")
    avee = open_workshop(creator)
    with serve_plain() as plain:
        made = Shop(creator, site, plain, avee, f"mira-agent{creator.suffix}")
        creator.call("PATCH", f"/avees/{avee}", 200, json={"embed_origins": [plain.url]})
        made.write_page()
        yield made


@pytest.fixture
def visit(chromium: Browser, shop: Shop) -> Iterator[Callable[..., Page]]:
    """Opens the plain page in a browser of its own."""
    contexts: list[BrowserContext] = []

    def open_plain(width: int = 1280, height: int = 800, scheme: Any = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(shop.plain.url)
        return page

    yield open_plain
    for context in contexts:
        context.close()


def open_widget(page: Page) -> FrameLocator:
    page.get_by_role("button", name=OPENER).click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_label("Your question")).to_be_focused()
    return frame


def ask(frame: FrameLocator, text: str) -> None:
    frame.get_by_label("Your question").fill(text)
    frame.get_by_role("button", name="Send").click()


def look(page: Page, name: str) -> None:
    """No fault for axe, on the page and in the frame; nothing wider than the window."""
    if FOLDER:
        Path(FOLDER).mkdir(exist_ok=True)
        page.screenshot(path=Path(FOLDER) / f"widget-{name}.png")
    for frame in page.frames:
        # By the debugger, which no policy of a page keeps out.
        frame.evaluate(AXE.read_text(encoding="utf-8"))
        found: Any = frame.evaluate("(tags) => axe.run(document, { runOnly: tags, iframes: false })", STANDARD)
        faults = [
            f"{each['id']}: {node['target']} {node['failureSummary'][:300]}" for each in found["violations"] for node in each["nodes"][:3]
        ]
        assert faults == [], (name, frame.url, faults)
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (name, frame.url)


def test_nothing_is_loaded_or_stored_before_it_is_opened(shop: Shop, visit: Callable[..., Page]) -> None:
    page = visit()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    with page.expect_response("**/widget.js") as script:
        page.reload()
    expect(page.get_by_role("button", name=OPENER)).to_be_visible()
    page.wait_for_timeout(500)
    assert len(script.value.body()) < MOST_SCRIPT_BYTES
    assert [url for url in sent if url.startswith(shop.site.url)] == [f"{shop.site.url}/widget.js"]
    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []

    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}) if "/events" not in answer.url else None)
    frame = open_widget(page)
    page.wait_for_timeout(500)
    # Uncompressed; as transferred it is a third.
    assert 5_000 < sum(sizes.values()) < MOST_FRAME_BYTES, sizes
    assert all(url.startswith(shop.site.url) for url in sizes), sizes
    # Only a question makes somebody a guest.
    assert page.frames[1].evaluate(STORED) == NOTHING
    ask(frame, "How do I reset my password?")
    expect(frame.get_by_text("Answered by Mira")).to_be_visible()
    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []
    assert page.frames[1].evaluate("document.cookie") == ""
    assert page.frames[1].evaluate("localStorage.length") > 0


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 800, "light"), (1280, 800, "dark"), (360, 740, "light"), (360, 740, "dark")],
    ids=["desktop", "desktop-dark", "phone", "phone-dark"],
)  # fmt: skip
def test_a_guest_asks_and_hears_from_the_creator(
    shop: Shop, visit: Callable[..., Page], width: int, height: int, scheme: str, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.id
    shop.write_page(color="#7a4f01", position="left")
    page = visit(width, height, scheme)
    look(page, f"{name}-closed")
    frame = open_widget(page)
    look(page, f"{name}-empty")
    if width == 360:
        box = page.locator("iframe").bounding_box()
        assert box is not None
        assert (box["width"], box["height"]) == (360, 740)
    ask(frame, "How do I reset my password?")
    expect(frame.get_by_text("Answered by Mira")).to_be_visible()
    ask(frame, "When is the workshop open?")
    expect(frame.get_by_text("Sources (1)")).to_be_visible()
    ask(frame, NEW_QUESTION)
    frame.get_by_label("Where shall the answer go?").fill("guest@example.net")
    look(page, f"{name}-offer")
    frame.get_by_role("button", name="Yes, ask Mira").click()
    expect(frame.get_by_text("Waiting for Mira.")).to_be_visible()
    (waiting,) = shop.creator.call("GET", f"/orchestrator/queue?avee_id={shop.avee}&status=accepted", 200)["items"]
    assert waiting["asker_tier"] == "guest"
    # Closed, it tells of news.
    frame.get_by_label("Your question").press("Escape")
    opener = page.get_by_role("button", name=OPENER)
    expect(opener).to_be_focused()
    expect(page.locator("iframe")).to_be_hidden()
    answer = {"answer": "Three coats of **spar varnish**.", "layer": "public"}
    shop.creator.call("POST", f"/orchestrator/queue/{waiting['id']}/answer", 200, json=answer)
    expect(page.locator("i")).to_be_visible()
    opener.click()
    expect(frame.get_by_text("Three coats of spar varnish.")).to_be_in_viewport()
    look(page, f"{name}-answered")
    # The thread is there again after the page was left.
    page.reload()
    expect(open_widget(page).get_by_text("Three coats of spar varnish.")).to_be_visible()


def test_by_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit()
    opener = page.get_by_role("button", name=OPENER)
    expect(opener).to_be_visible()
    page.keyboard.press("Tab")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    frame = page.frame_locator("iframe")
    field = frame.get_by_label("Your question")
    expect(field).to_be_focused()
    page.keyboard.type("How do I reset my password?")
    page.keyboard.press("Enter")
    expect(frame.get_by_role("log").get_by_text("Answered by Mira")).to_be_visible()
    expect(field).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()


def test_what_is_written_without_a_connection_is_sent_later(visit: Callable[..., Page]) -> None:
    page = visit()
    frame = open_widget(page)
    expect(frame.get_by_text("Ask a question. ")).to_be_visible()
    page.context.set_offline(True)
    expect(frame.get_by_text("No connection.")).to_be_visible()
    ask(frame, "How do I reset my password?")
    expect(frame.get_by_text("Kept until you are online")).to_be_visible()
    look(page, "offline")
    frame.get_by_label("Your question").fill("And then?")
    page.context.set_offline(False)
    expect(frame.get_by_text("Answered by Mira")).to_be_visible()
    expect(frame.get_by_text("No connection.")).to_be_hidden()
    # What was being written is there after the page is opened anew.
    page.reload()
    expect(open_widget(page).get_by_label("Your question")).to_have_value("And then?")


def test_a_signed_user_keeps_their_tier_on_each_device(shop: Shop, visit: Callable[..., Page]) -> None:
    shop.creator.configure(shop.avee, guests_enabled=False)
    key = make_key(shop.creator, shop.avee)
    shop.write_page(identity=sign(key, claims_of(shop.handle, "user-7", tier="paid", name="Ada")))
    frame = open_widget(visit())
    ask(frame, NEW_QUESTION)
    # Nobody is asked for an address.
    expect(frame.get_by_role("button", name="Yes, ask Mira")).to_be_visible()
    expect(frame.get_by_label("Where shall the answer go?")).to_be_hidden()
    frame.get_by_role("button", name="Yes, ask Mira").click()
    expect(frame.get_by_text("Waiting for Mira.")).to_be_visible()
    (waiting,) = shop.creator.call("GET", f"/orchestrator/queue?avee_id={shop.avee}&status=accepted", 200)["items"]
    assert (waiting["asker_tier"], waiting["asker_display_name"]) == ("paid", "Ada")
    other = visit()
    again = open_widget(other)
    expect(again.get_by_text("Waiting for Mira.")).to_be_visible()
    assert "token" not in str(other.frames[1].evaluate("Object.keys(localStorage)"))
    # A signature that is not the site's signs nobody in, and what was written stays.
    shop.write_page(identity=sign("another key of forty characters, made up", claims_of(shop.handle, "user-7")))
    forged = open_widget(visit())
    expect(forged.get_by_text("You could not be signed in.")).to_be_visible()
    expect(forged.get_by_text("Waiting for Mira.")).to_be_hidden()


def test_do_you_mean_is_answered_by_a_press(shop: Shop, visit: Callable[..., Page]) -> None:
    shop.creator.add_answer(shop.avee, "How many coats of varnish does a pine table need?", "Three thin ones.")
    frame = open_widget(visit())
    ask(frame, "what number of varnish layers should a table made of pine get")
    choices = frame.get_by_role("group").get_by_role("button")
    expect(choices.first).to_be_visible()
    choices.first.click()
    expect(frame.get_by_text("Three thin ones.")).to_be_visible()


def test_another_site_gets_nothing(shop: Shop, visit: Callable[..., Page]) -> None:
    shop.creator.call("PATCH", f"/avees/{shop.avee}", 200, json={"embed_origins": ["https://elsewhere.example.org"]})
    page = visit()
    page.get_by_role("button", name=OPENER).click()
    # The frame stays empty, and a link leads to the agent's own page instead.
    link = page.get_by_role("link", name=OPENER)
    expect(link).to_have_attribute("href", f"{shop.site.url}/@{shop.handle}")
    expect(page.locator("iframe")).to_have_count(0)
    assert page.context.cookies() == []


def test_the_creator_copies_the_line_and_names_the_site(shop: Shop, open_page: Callable[..., Page]) -> None:
    page = open_page(shop.creator.user["email"])
    page.goto(f"/my-agents/{shop.handle}/agent")
    part = page.get_by_role("region", name="On your own site")
    expect(part.get_by_text(f'data-agent="{shop.handle}"')).to_be_visible()
    field = part.get_by_label("Sites that may show the agent")
    expect(field).to_have_value(shop.plain.url)
    field.fill("example.org")
    part.get_by_role("button", name="Save the sites").click()
    expect(part.get_by_text("must begin with")).to_be_visible()
    field.fill("https://example.org/")
    part.get_by_role("button", name="Save the sites").click()
    expect(part.get_by_text("Saved.")).to_be_visible()
    expect(field).to_have_value("https://example.org")
    part.get_by_role("button", name="Make a key").click()
    expect(part.get_by_text("Copy the key now")).to_be_visible()
    expect(part.get_by_text("orc_idk_")).to_be_visible()
