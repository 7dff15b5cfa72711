"""The chat model against a real HTTP server on this machine, well-behaved and otherwise."""

import asyncio
import time
import traceback
from collections.abc import Iterator
from typing import Any

import pytest

from orchestrator.adapters.models.chat.breaker import CircuitBreaker
from orchestrator.adapters.models.chat.openai_chat import ChatLimits, OpenAIChatModel
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.models import ChatAnswer, ChatRequest, ChatState
from support.servers.chat_server import ChatServer, Mode, serving

KEY = "secret-key-of-the-tests"
USER = '<passages>\n<passage number="1" from="T">\nHarvest lavender honey in July.\n</passage>\n</passages>\n\n<question>\nWhen is lavender honey harvested?\n</question>'
REQUEST = ChatRequest("Be brief.", USER)
SAID = "Harvest lavender honey in July [1]."


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving() as started:
        yield started


def chat(server: ChatServer, **changes: Any) -> OpenAIChatModel:
    more = {name: changes.pop(name) for name in ("others", "breaker") if name in changes}
    limits = ChatLimits(**({"timeout_s": 5.0, "first_token_s": 2.0, "connect_s": 1.0, "slot_s": 1.0} | changes))
    return OpenAIChatModel(server.base_url, KEY, "small", limits=limits, jitter=lambda: 0.0, **more)


def write(server: ChatServer, request: ChatRequest = REQUEST, **changes: Any) -> tuple[ChatAnswer, list[str]]:
    async def run() -> tuple[ChatAnswer, list[str]]:
        model, pieces = chat(server, **changes), []

        async def receive(piece: str) -> None:
            pieces.append(piece)

        try:
            return await model.write(request, receive), pieces
        finally:
            await model.close()

    return asyncio.run(run())


def refusal(server: ChatServer, **changes: Any) -> Unavailable:
    with pytest.raises(Unavailable) as refused:
        write(server, **changes)
    assert KEY not in "".join(traceback.format_exception(refused.value)) + repr(refused.value.fields)
    return refused.value


def test_an_answer_is_streamed_in_pieces(server: ChatServer) -> None:
    answer, pieces = write(server)
    assert answer.text == "".join(pieces) == SAID
    assert len(pieces) > 3
    assert answer.is_whole
    assert server.requests[0]["messages"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": USER}]
    assert (server.requests[0]["model"], server.requests[0]["max_tokens"], server.requests[0]["temperature"]) == ("small", 700, 0.3)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_usage_and_cost(server: ChatServer) -> None:
    usage = write(server, price_in=2.0, price_out=10.0)[0].usage
    assert (usage.model, usage.prompt_tokens, usage.completion_tokens, usage.attempts, usage.is_estimated) == ("small", 100, 6, 1, False)
    assert usage.cost == pytest.approx((100 * 2 + 6 * 10) / 1e6)
    assert usage.first_token_ms is not None
    assert 0 < usage.first_token_ms <= usage.ms
    assert write(server)[0].usage.cost is None


def test_usage_that_is_not_reported_is_estimated(server: ChatServer) -> None:
    server.sends_usage = False
    usage = write(server)[0].usage
    assert usage.is_estimated
    assert usage.completion_tokens >= 6


@pytest.mark.parametrize(("asked", "sent"), [("large", "large"), ("unknown", "small"), ("", "small")])
def test_only_offered_models_are_asked(server: ChatServer, asked: str, sent: str) -> None:
    write(server, ChatRequest("", USER, model=asked, temperature=1.5, max_tokens=9_999), others=frozenset({"large"}))
    (request,) = server.requests
    assert (request["model"], request["temperature"], request["max_tokens"]) == (sent, 1.5, 700)


@pytest.mark.parametrize(
    ("mode", "code", "attempts"),
    [
        (Mode.cuts_at_once, "chat_unreachable", 3),
        (Mode.cuts, "chat_cut", 1),
        (Mode.rate_limits, "chat_rate_limited", 3),
        (Mode.rate_limits_long, "chat_rate_limited", 1),
        (Mode.fails, "chat_failed", 3),
        (Mode.refuses_key, "chat_refused", 1),
        (Mode.invalid_json, "chat_nonsense", 3),
        (Mode.no_protocol, "chat_empty", 3),
        (Mode.empty_choices, "chat_empty", 3),
    ],
)
def test_faults(server: ChatServer, mode: Mode, code: str, attempts: int) -> None:
    server.mode = mode
    error = refusal(server)
    assert (error.code, error.fields["attempts"], len(server.requests)) == (code, attempts, attempts)


def test_white_space_is_no_answer(server: ChatServer) -> None:
    server.mode = Mode.blank
    assert refusal(server).code == "chat_empty"


@pytest.mark.parametrize("mode", [Mode.rate_limits_once, Mode.fails_once])
def test_a_passing_failure_is_retried(server: ChatServer, mode: Mode) -> None:
    server.mode = mode
    answer, pieces = write(server)
    assert answer.text == "".join(pieces) == SAID
    assert answer.usage.attempts == len(server.requests) == 2


def test_a_parameter_that_the_model_refuses_is_left_out(server: ChatServer) -> None:
    server.mode = Mode.refuses_parameter

    async def run() -> None:
        model = chat(server)
        for _ in range(2):
            assert (await model.write(REQUEST)).text == SAID
        await model.close()

    asyncio.run(run())
    assert len(server.requests) == 4
    assert "temperature" not in server.requests[3]
    assert server.requests[3]["max_completion_tokens"] == 700


@pytest.mark.parametrize(
    ("mode", "limits", "code", "within_s"),
    [
        (Mode.hangs, {"timeout_s": 0.5, "first_token_s": 9}, "chat_timeout", 0.9),
        (Mode.hangs, {"timeout_s": 1.2, "first_token_s": 0.2}, "chat_timeout", 1.6),
        (Mode.hangs_midway, {"timeout_s": 5, "first_token_s": 0.3}, "chat_cut", 1.0),
        (Mode.endless, {"timeout_s": 0.5}, "chat_cut", 1.5),
    ],
)
def test_time_is_bounded(server: ChatServer, mode: Mode, limits: dict[str, float], code: str, within_s: float) -> None:
    server.mode = mode
    started = time.perf_counter()
    assert refusal(server, **limits).code == code
    assert time.perf_counter() - started < within_s + 1.0  # allows for a busy machine


def test_no_server() -> None:
    with serving() as closed:
        pass
    assert refusal(closed, timeout_s=2).code == "chat_unreachable"


def test_concurrent_requests_and_their_wait_are_bounded(server: ChatServer) -> None:
    server.mode = Mode.hangs

    async def run() -> list[str]:
        model = chat(server, concurrency=2, slot_s=0.1, timeout_s=0.6, first_token_s=9)
        failures = await asyncio.gather(*(model.write(REQUEST) for _ in range(5)), return_exceptions=True)
        await model.close()
        return sorted(failure.code for failure in failures if isinstance(failure, Unavailable))

    assert asyncio.run(run()) == ["chat_busy"] * 3 + ["chat_timeout"] * 2
    assert len(server.requests) == 2


def test_the_circuit_opens_and_one_probe_closes_it(server: ChatServer) -> None:
    now = [0.0]
    breaker = CircuitBreaker(failures=3, window_s=60, open_s=10, clock=lambda: now[0])
    server.mode = Mode.fails

    async def run() -> list[Any]:
        model = chat(server, breaker=breaker)
        results: list[Any] = []

        async def one() -> None:
            try:
                results.append((await model.write(REQUEST)).text)
            except Unavailable as error:
                results.append(error.code)

        await one()
        await one()
        results.append(await model.check())
        now[0] = 11.0
        await one()  # the probe fails: open again
        await one()
        now[0] = 30.0
        server.mode = Mode.well
        await one()
        results.append(await model.check())
        await model.close()
        return results

    assert asyncio.run(run()) == [
        "chat_failed", "chat_circuit_open", ChatState.circuit_open, "chat_circuit_open", "chat_circuit_open", SAID, ChatState.ok,
    ]  # fmt: skip
    assert len(server.requests) == 3 + 1 + 1


@pytest.mark.parametrize(("mode", "state"), [(Mode.well, "ok"), (Mode.fails, "unavailable"), (Mode.refuses_key, "unavailable")])
def test_the_state_is_checked_without_a_generation_and_cached(server: ChatServer, mode: Mode, state: str) -> None:
    server.mode = mode

    async def run() -> list[ChatState]:
        model = chat(server)
        states = [await model.check() for _ in range(3)]
        await model.close()
        return states

    assert asyncio.run(run()) == [ChatState(state)] * 3
    assert (server.looked, server.requests) == (1, [])


def test_a_cancelled_request_frees_its_place_and_keeps_the_circuit(server: ChatServer) -> None:
    server.mode = Mode.hangs

    async def run() -> str:
        model = chat(server, concurrency=1, breaker=CircuitBreaker(failures=1))
        writing = asyncio.create_task(model.write(REQUEST))
        assert await asyncio.to_thread(server.asked.wait, 5)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        server.mode = Mode.well
        text = (await model.write(REQUEST)).text
        await model.close()
        return text

    assert asyncio.run(run()) == SAID
