"""The moderator, tested with a real local server that also misbehaves."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from orchestrator.adapters.models.chat.breaker import CircuitBreaker
from orchestrator.adapters.models.chat.moderation import OpenAIModerator
from orchestrator.domain.errors import Unavailable
from support.servers.chat_server import ChatServer, Mode, serving

KEY = "a secret key of the operator"


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving() as started:
        yield started


def ask(server: ChatServer, *texts: str, timeout_s: float = 5.0, breaker: CircuitBreaker | None = None) -> list[str | None]:
    """The objections in order; an error code `moderation_*` in place of a missing verdict."""

    return [each.code if isinstance(each, Unavailable) else each for each in ask_all(server, texts, timeout_s, breaker)]


def ask_all(server: ChatServer, texts: tuple[str, ...], timeout_s: float, breaker: CircuitBreaker | None) -> list[str | Unavailable | None]:
    async def run() -> list[str | Unavailable | None]:
        moderator = OpenAIModerator(server.base_url, KEY, "strict", timeout_s, breaker=breaker)
        found: list[str | Unavailable | None] = []
        for text in texts:
            try:
                found.append(await moderator.find_objection(text))
            except Unavailable as error:
                found.append(error)
        await moderator.close()
        return found

    return asyncio.run(run())


def test_an_objection_names_its_categories(server: ChatServer) -> None:
    server.objects_to = lambda text: ["violence", "self-harm/intent"] if "dark" in text else []
    assert ask(server, "a sunny day", "a dark night") == [None, "self-harm/intent, violence"]
    assert server.requests[0] == {"input": "a sunny day", "model": "strict"}
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        (Mode.hangs, "moderation_timeout"),
        (Mode.fails, "moderation_failed"),
        (Mode.rate_limits_long, "moderation_failed"),
        (Mode.refuses_key, "moderation_failed"),
        (Mode.cuts_at_once, "moderation_unreachable"),
        (Mode.no_protocol, "moderation_nonsense"),
        (Mode.empty_choices, "moderation_nonsense"),
        (Mode.blank, "moderation_nonsense"),
    ],
)
def test_every_fault_has_a_code_and_reveals_no_secret(server: ChatServer, mode: Mode, code: str, caplog: pytest.LogCaptureFixture) -> None:
    server.mode = mode
    with caplog.at_level(logging.INFO):
        (failure,) = ask_all(server, ("a sunny day",), 0.5 if mode is Mode.hangs else 5.0, None)
    assert isinstance(failure, Unavailable)
    assert failure.code == code
    assert (failure.__cause__, failure.__context__) == (None, None)
    for written in (repr(failure), failure.detail, caplog.text):
        assert KEY not in written
        assert "sunny" not in written


def test_a_failure_is_retried_once(server: ChatServer) -> None:
    server.mode = Mode.fails_once
    assert ask(server, "a sunny day") != ["moderation_failed"]
    assert len(server.requests) == 2


def test_an_endpoint_that_keeps_failing_is_not_asked(server: ChatServer) -> None:
    server.mode = Mode.fails
    assert ask(server, *["hello"] * 4, breaker=CircuitBreaker(failures=2)) == ["moderation_failed"] * 2 + ["moderation_circuit_open"] * 2
