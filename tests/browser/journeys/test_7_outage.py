"""Journey 7: the server is killed while a person types, sends and reads. Nothing typed is lost and nothing is sent
twice.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.browsing import Site, handled, say, start_asking
from support.servers.chat_server import ChatServer, serving
from support.servers.served import Served
from support.stories import HOURS, HOURS_QUESTION

TOLD = " ".join(f"The workshop is open from Tuesday to Saturday, between nine and five [{1}]." for _ in range(4))

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def model() -> Iterator[ChatServer]:
    """A chat model's server that writes slowly enough to be interrupted."""
    with serving() as started:
        started.answer = lambda user: TOLD
        yield started


@pytest.fixture(scope="module")
def served(server: EmbeddedServer, model: ChatServer) -> Iterator[Served]:
    """A web server that a test may kill; its database keeps running."""
    name = f"outage_{os.urandom(4).hex()}"
    served = Served(server.clone(name), CHAT_BASE_URL=model.base_url, CHAT_MODEL="small")
    try:
        served.start()
        yield served
    finally:
        served.stop()
        server.drop(name)


@pytest.fixture(scope="module")
def site(served: Served) -> Site:
    return Site(served.url)


@pytest.fixture
def asker(anyone: Api) -> Api:
    """An asker, and an agent with one document. The agent's handle is the asker's with a dash after it."""
    creator = anyone.sign_up()
    handle = f"of-{creator.user['handle']}"
    avee = creator.create_avee(handle)
    creator.configure(avee, auto_answer_confidence_threshold=0.0)
    creator.add_document(avee, "Opening hours", HOURS)
    asker = anyone.sign_up()
    asker.user["asks"] = handle
    return asker


def said(asker: Api) -> list[tuple[str, str]]:
    """Roles and texts that the server stores of the asker's only conversation, oldest first."""
    [conversation] = asker.call("GET", "/conversations", 200)["items"]
    messages = asker.call("GET", f"/conversations/{conversation['id']}/messages", 200)["items"]
    return [(each["role"], each["content"]) for each in reversed(messages)]


def test_while_typing_and_sending(open_page: Callable[..., Page], served: Served, asker: Api, model: ChatServer) -> None:
    model.word_s = 0.0
    page = open_page(asker.user["email"])
    start_asking(page, "hello", asker.user["asks"])
    expect(page.locator("[data-role=agent]")).to_have_count(1)
    field = page.get_by_label("Your message")
    field.fill("Half a thought about")

    served.kill()
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    field.press_sequentially(" violins")
    expect(field).to_have_value("Half a thought about violins")
    field.fill(HOURS_QUESTION)
    field.press("Enter")
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    field.fill("Another thought")

    served.start()
    expect(handled(page, "From the documents")).to_be_visible()
    expect(page.get_by_text("The server cannot be reached.")).to_be_hidden()
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    expect(field).to_have_value("Another thought")
    page.reload()
    expect(field).to_have_value("Another thought")
    expect(page.locator("[data-role=user]")).to_have_count(2)
    assert [text for role, text in said(asker) if role == "user"] == ["hello", HOURS_QUESTION]
    assert len(said(asker)) == 4


def test_while_an_answer_is_written(open_page: Callable[..., Page], served: Served, asker: Api, model: ChatServer) -> None:
    model.word_s = 0.0
    page = open_page(asker.user["email"])
    start_asking(page, "hello", asker.user["asks"])
    expect(page.locator("[data-role=agent]")).to_have_count(1)
    model.word_s = 0.2
    say(page, HOURS_QUESTION)
    expect(page.locator(".cursor")).to_contain_text("open from Tuesday")

    served.kill()
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    model.word_s = 0.0
    page.get_by_label("Your message").fill("And then")

    served.start()
    expect(handled(page, "From the documents")).to_be_visible()
    expect(page.locator("[data-role=agent]")).to_have_count(2)
    expect(page.locator("[data-role=agent]").last).to_contain_text("between nine and five")
    expect(page.locator(".bubble-mine")).to_have_count(2)
    expect(page.get_by_label("Your message")).to_have_value("And then")
    assert [role for role, _ in said(asker)] == ["user", "agent", "user", "agent"]
