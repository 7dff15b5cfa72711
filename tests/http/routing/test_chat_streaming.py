"""Answers by a chat model over HTTP: streamed by sentence, finished even if the client leaves, and the readiness
report.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from test_streaming import read_events

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.models import make_chat
from orchestrator.settings import Settings
from support.api import Api
from support.servers import programs
from support.servers.chat_server import ChatServer, Mode, serving
from support.stories import HOURS, HOURS_QUESTION, count

CACHE = Path(__file__).parent.parent.parent.parent / ".orchestrator"
TWO = "The workshop is open from Tuesday to Saturday [1]. It is open between nine and five [1]."


@pytest.fixture
def model() -> Iterator[ChatServer]:
    with serving() as started:
        yield started


@pytest.fixture
def api(settings: Settings, model: ChatServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The web application with a chat model."""
    for name, value in {
        "CHAT_BASE_URL": model.base_url,
        "CHAT_MODEL": "small",
        "CHAT_API_KEY": "a-key-of-the-tests",
        "CHAT_TIMEOUT_S": "4",
    }.items():
        monkeypatch.setenv(name, value)
    with TestClient(programs.make_app(), raise_server_exceptions=False) as client:
        yield Api(client)


def house(api: Api) -> tuple[Api, str]:
    """An asker and their conversation."""
    creator = api.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, auto_answer_confidence_threshold=0.0)
    creator.add_document(avee, "Opening hours", HOURS)
    asker = api.sign_up()
    return asker, asker.start(avee)


def test_checked_sentences_are_streamed_and_equal_the_whole_reply(api: Api, model: ChatServer) -> None:
    model.answer = lambda user: TWO.replace(". ", ". Purple elephants sing [1]. ")
    asker, conversation = house(api)
    body = {"conversation_id": conversation, "message": HOURS_QUESTION, "client_message_id": "one"}
    events = read_events(asker.call("POST", "/orchestrator/message", json=body, headers={"Accept": "text/event-stream"}).text)
    whole = asker.call("POST", "/orchestrator/message", 200, json=body)
    assert [name for name, _ in events] == ["decision", "delta", "delta", "done"]
    assert "".join(data["text"] for name, data in events if name == "delta") == whole["reply"]["content"] == TWO
    assert events[-1][1] == whole
    first_event = events[0][1]
    assert first_event == {"message_id": whole["message_id"], "path": "A", "action": "auto_answer", **whole["decision"]}


def test_ready_names_the_chat_model_and_does_not_fail_with_it(api: Api, model: ChatServer) -> None:
    assert api.call("GET", "/ready", 200) == {"status": "ready", "database": "ok", "embedder": "ok", "chat": "ok"}


@pytest.mark.parametrize("mode", [Mode.fails, Mode.refuses_key])
def test_ready_when_the_chat_model_is_down(api: Api, model: ChatServer, mode: Mode) -> None:
    model.mode = mode
    assert api.call("GET", "/ready", 200) == {"status": "ready", "database": "ok", "embedder": "ok", "chat": "unavailable"}
    asker, conversation = house(api)
    seen = [asker.ask(conversation, HOURS_QUESTION) for _ in range(5)]
    assert all(each["reply"]["content"] for each in seen)
    assert api.call("GET", "/ready", 200)["chat"] in ("circuit_open", "unavailable")
    shown = str([asker.call("GET", f"/orchestrator/decisions/{each['decision']['id']}", 200) for each in seen])
    assert "a-key-of-the-tests" not in shown + str(seen)
    assert "chat_" in shown


def test_ready_without_a_chat_model(settings: Settings) -> None:
    with TestClient(programs.make_app(), raise_server_exceptions=False) as client:
        assert client.get("/ready").json()["chat"] == "not_configured"


@pytest.mark.parametrize("name", ["CHAT_BASE_URL", "CHAT_MODEL"])
def test_half_a_configuration_is_refused_at_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9/v1")
    with pytest.raises(Exception, match="Set both CHAT_BASE_URL and CHAT_MODEL"):
        make_chat(Settings())


@pytest.fixture
def address(api: Api, settings: Settings, database: EmbeddedServer) -> Iterator[str]:
    """Address of the application on a real socket, so that a client can disconnect."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(programs.make_app(), log_level="error", timeout_graceful_shutdown=5))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


def leave_midway(url: str, body: dict[str, Any], headers: dict[str, str], patience_s: float) -> None:
    """Reads until the first text or for `patience_s` seconds, and closes the connection."""
    timeout = httpx.Timeout(5, read=patience_s)
    with contextlib.suppress(httpx.ReadTimeout), httpx.stream("POST", url, json=body, headers=headers, timeout=timeout) as response:
        next(line for line in response.iter_lines() if line == "event: delta")


@pytest.mark.parametrize(("accept", "patience_s"), [("text/event-stream", 5), ("text/event-stream", 0.3), ("application/json", 0.3)])
def test_a_client_that_leaves_is_answered_all_the_same(
    api: Api, address: str, database: EmbeddedServer, model: ChatServer, accept: str, patience_s: float
) -> None:
    model.mode = Mode.slow
    model.answer = lambda user: TWO
    asker, conversation = house(api)
    body = {"conversation_id": conversation, "message": HOURS_QUESTION}
    leave_midway(f"{address}/orchestrator/message", body, {"Authorization": f"Bearer {asker.token}", "Accept": accept}, patience_s)
    reply = asker.wait_for_message(conversation, lambda message: message["role"] == "agent", timeout_s=10)
    assert reply["content"] == TWO
    assert count(database, "orchestrator_decisions") == 1
    assert count(database, "messages WHERE awaits_routing") == 0
    assert len(model.requests) == 1
