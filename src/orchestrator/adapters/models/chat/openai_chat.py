"""The chat model of any OpenAI-compatible endpoint: streamed, limited in time and number, retried when that may
help."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import openai
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

from orchestrator.adapters.models.chat.breaker import CircuitBreaker
from orchestrator.adapters.models.embedding.openai_compatible import NO_KEY
from orchestrator.adapters.models.readable import readable
from orchestrator.domain.answering.drafts import ModelUsage
from orchestrator.domain.answering.prompt import estimate_tokens
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.models import ChatAnswer, ChatRequest, ChatState, OnPiece

FINISHED = ("stop", "eos", "eos_token", "end_turn", "stop_sequence")
"""Reasons of a model that wrote to its end: that of the protocol, and those of servers that pass their own on. With any
other, such as "length" or "content_filter", the text is unfinished."""
ATTEMPTS = 3
BACK_OFF_S = 0.4
LONGEST_RETRY_AFTER_S = 10.0
LONGEST_TEXT = 100_000
"""Characters; an answer is cut here even if the endpoint ignores the limit on tokens."""
CHECK_S = 2.0
"""Longest wait for a health check."""
CHECK_AGAIN_S = 30.0
"""Age from which the last known health is checked again."""
INVALID_REQUEST = (400, 413, 422)
"""The request itself is refused. The endpoint works, and the same request would be refused again."""


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """All limits of a chat model. Times are in seconds, prices for a million tokens."""

    timeout_s: float = 30.0
    """For one answer: waiting for a slot, all attempts and the pauses between them."""
    first_token_s: float = 15.0
    """Until the first token, and between any two tokens."""
    connect_s: float = 5.0
    slot_s: float = 5.0
    """Longest wait for a slot while `concurrency` other answers are being written."""
    max_tokens: int = 700
    concurrency: int = 8
    """Answers written at the same time."""
    price_in: float | None = None
    price_out: float | None = None


class _Failed(Exception):
    """An attempt failed. Holds nothing of the request.

    `again`: whether another attempt may help, after `retry_after_s` seconds at the earliest. `is_ours`: the request
    itself was refused, so the endpoint is healthy.
    """

    def __init__(self, code: str, again: bool, retry_after_s: float | None = None, is_ours: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.again = again
        self.retry_after_s = retry_after_s
        self.is_ours = is_ours


@dataclass(slots=True)
class _Writing:
    """One answer while it is being written."""

    request: ChatRequest
    model: str
    started: float
    on_piece: OnPiece | None
    attempts: int = 0
    text: str = ""
    reason: str | None = None
    first_ms: float | None = None
    tokens: tuple[int, int] | None = None
    has_passed_text: bool = False
    """Whether text was passed to `on_piece`; after that the answer cannot be started again."""


class OpenAIChatModel:
    """A ChatModel over `POST {base_url}/chat/completions`.

    `model` is the default, `others` are further models that a creator may choose. When a model refuses a parameter (the
    temperature, or the older name of the token limit), later requests to it leave that parameter out. An answer is
    retried only while no text was passed to `on_piece`.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        model: str,
        others: frozenset[str] = frozenset(),
        limits: ChatLimits | None = None,
        *,
        breaker: CircuitBreaker | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.models = others | {model}
        self._model = model
        self._limits = limits or ChatLimits()
        self._breaker = breaker or CircuitBreaker()
        self._jitter = jitter
        self._slots = asyncio.Semaphore(self._limits.concurrency)
        self._refused: dict[str, set[str]] = {}
        self._is_healthy: bool | None = None
        self._checked_at = float("-inf")
        timeout = openai.Timeout(self._limits.timeout_s, connect=min(self._limits.connect_s, self._limits.timeout_s))
        self._client = openai.AsyncOpenAI(base_url=base_url, api_key=api_key or NO_KEY, admin_api_key="", timeout=timeout, max_retries=0)
        self._client.organization = self._client.project = None

    async def write(self, request: ChatRequest, on_piece: OnPiece | None = None) -> ChatAnswer:
        """Like the port. Codes: chat_busy, chat_circuit_open, chat_timeout, chat_rate_limited, chat_failed,
        chat_refused, chat_unreachable, chat_nonsense, chat_empty, and chat_cut (text was passed to `on_piece` before the
        failure).
        """
        model = request.model if request.model in self.models else self._model
        writing = _Writing(request, model, time.perf_counter(), on_piece)
        failure = await self._write(writing)
        if failure is not None:
            raise Unavailable(failure, DETAILS[failure], attempts=writing.attempts, ms=_ms(writing))
        return ChatAnswer(writing.text, writing.reason in FINISHED, self._usage(writing))

    async def check(self) -> ChatState:
        if self._breaker.is_open:
            return ChatState.circuit_open
        if self._is_healthy is None or time.monotonic() - self._checked_at > CHECK_AGAIN_S:
            await self._check_endpoint()
        return ChatState.ok if self._is_healthy else ChatState.unavailable

    async def close(self) -> None:
        await self._client.close()

    async def _write(self, writing: _Writing) -> str | None:
        """None on success, else the error code. It is returned, so that it is not chained to the error of the client
        library."""
        try:
            async with asyncio.timeout(self._limits.timeout_s):
                try:
                    async with asyncio.timeout(self._limits.slot_s):
                        await self._slots.acquire()
                except TimeoutError:
                    return "chat_busy"
                try:
                    return await self._attempt_all(writing)
                finally:
                    self._slots.release()
        except TimeoutError:
            return "chat_cut" if writing.has_passed_text else "chat_timeout"

    async def _attempt_all(self, writing: _Writing) -> str | None:
        while True:
            if not self._breaker.admit():
                return "chat_circuit_open"
            writing.attempts += 1
            failed = await self._attempt(writing)
            if failed is None:
                return None
            if writing.has_passed_text:
                return "chat_cut"
            pause = self._pause(writing, failed)
            if pause is None:
                return failed.code
            await asyncio.sleep(pause)

    async def _attempt(self, writing: _Writing) -> _Failed | None:
        try:
            failed = await self._ask(writing)
        except BaseException as error:
            # Either the time limit has passed, which counts against the endpoint, or the caller was cancelled, which
            # does not.
            is_over = time.perf_counter() - writing.started >= self._limits.timeout_s * 0.99
            if isinstance(error, asyncio.CancelledError) and not is_over:
                self._breaker.gave_up()
            else:
                self._note(False)
            raise
        if failed is None:
            self._note(True)
        elif failed.is_ours:
            self._breaker.gave_up()
        else:
            self._note(False)
        return failed

    def _note(self, is_healthy: bool) -> None:
        self._is_healthy, self._checked_at = is_healthy, time.monotonic()
        if is_healthy:
            self._breaker.succeeded()
        else:
            self._breaker.failed()

    def _pause(self, writing: _Writing, failed: _Failed) -> float | None:
        """Seconds until the next attempt; None if another attempt does not help or would come too late."""
        left = self._limits.timeout_s - (time.perf_counter() - writing.started)
        if failed.retry_after_s is not None and failed.retry_after_s > min(LONGEST_RETRY_AFTER_S, left):
            self._breaker.hold(failed.retry_after_s)
            return None
        if not failed.again or writing.attempts >= ATTEMPTS:
            return None
        pause = BACK_OFF_S * 2.0 ** (writing.attempts - 1) * (0.5 + self._jitter())
        pause = max(pause, failed.retry_after_s or 0.0) if not failed.is_ours else 0.0
        return pause if pause < left else None

    async def _ask(self, writing: _Writing) -> _Failed | None:
        try:
            await self._stream(writing)
        except openai.APIStatusError as error:
            return self._of_status(writing.model, error)
        except (openai.APITimeoutError, _TooSlow):
            return _Failed("chat_timeout", again=True)
        except openai.APIConnectionError:
            return _Failed("chat_unreachable", again=True)
        except openai.OpenAIError:
            return _Failed("chat_failed", again=True)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            return _Failed("chat_nonsense", again=True)
        if not writing.text.strip():
            return _Failed("chat_empty", again=True)
        return None if writing.reason is not None else _Failed("chat_cut", again=True)

    async def _stream(self, writing: _Writing) -> None:
        writing.text, writing.reason, writing.tokens = "", None, None
        stream = None
        try:
            async with asyncio.timeout(self._limits.first_token_s) as first:
                stream = await self._client.chat.completions.create(stream=True, **self._arguments(writing))
                async for chunk in stream:
                    if not isinstance(chunk, ChatCompletionChunk):
                        raise ValueError("not a chunk")
                    piece = _read(chunk, writing)
                    if not piece:
                        continue
                    if writing.first_ms is None:
                        writing.first_ms = _ms(writing)
                    # From now on the limit applies to the time between two tokens.
                    first.reschedule(asyncio.get_running_loop().time() + self._limits.first_token_s)
                    writing.text += piece
                    if writing.on_piece is not None:
                        writing.has_passed_text = writing.has_passed_text or bool(piece.strip())
                        await writing.on_piece(piece)
                    if len(writing.text) > LONGEST_TEXT:
                        writing.reason = "length"
                        break
        except TimeoutError:
            raise _TooSlow from None
        finally:
            if stream is not None:
                await stream.close()

    def _arguments(self, writing: _Writing) -> dict[str, Any]:
        request, refused = writing.request, self._refused.get(writing.model, set())
        messages: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": readable(request.system, LONGEST_TEXT)},
            {"role": "user", "content": readable(request.user, LONGEST_TEXT)},
        ]
        limit = min(request.max_tokens or self._limits.max_tokens, self._limits.max_tokens)
        arguments: dict[str, Any] = {"model": writing.model, "messages": messages}
        arguments["max_completion_tokens" if "max_tokens" in refused else "max_tokens"] = limit
        if "temperature" not in refused:
            arguments["temperature"] = request.temperature
        if "stream_options" not in refused:
            arguments["stream_options"] = {"include_usage": True}
        return arguments

    def _of_status(self, model: str, error: openai.APIStatusError) -> _Failed:
        status = error.status_code
        if status == 429:
            return _Failed("chat_rate_limited", again=True, retry_after_s=_read_retry_after(error))
        if status in INVALID_REQUEST:
            # The refused parameter is named in the field `param` of the error or in its message.
            error_text = f"{error.param} {error.message}"
            parameter = next((name for name in ("max_tokens", "temperature", "stream_options") if name in error_text), None)
            refused = self._refused.setdefault(model, set())
            is_new = parameter is not None and parameter not in refused
            if parameter is not None:
                refused.add(parameter)
            return _Failed("chat_refused", again=is_new, is_ours=True)
        if status in (408, 409) or status >= 500:
            return _Failed("chat_failed", again=True, retry_after_s=_read_retry_after(error))
        return _Failed("chat_refused", again=False)

    async def _check_endpoint(self) -> None:
        """Asks for the list of models. Any answer of a server counts as healthy, except a 5xx status, 401 and 403."""
        try:
            async with asyncio.timeout(CHECK_S):
                await self._client.models.list()
            is_healthy = True
        except openai.APIStatusError as error:
            is_healthy = error.status_code < 500 and error.status_code not in (401, 403)
        except (openai.OpenAIError, TimeoutError, ValueError, TypeError, AttributeError):
            is_healthy = False
        self._is_healthy, self._checked_at = is_healthy, time.monotonic()

    def _usage(self, writing: _Writing) -> ModelUsage:
        counted = writing.tokens or (
            estimate_tokens(writing.request.system + writing.request.user), estimate_tokens(writing.text)
        )  # fmt: skip
        prices = self._limits.price_in, self._limits.price_out
        cost = None
        if prices != (None, None):
            cost = round((counted[0] * (prices[0] or 0.0) + counted[1] * (prices[1] or 0.0)) / 1e6, 9)
        return ModelUsage(
            writing.model, *counted, _ms(writing), writing.first_ms, writing.attempts, cost, is_estimated=writing.tokens is None
        )


class _TooSlow(Exception):
    """The first token, or the next one, did not come in time."""


DETAILS = {
    "chat_busy": "Too many answers are being written at once.",
    "chat_circuit_open": "The chat model failed repeatedly and is not called for a while.",
    "chat_timeout": "The chat model did not answer in time.",
    "chat_rate_limited": "The chat model accepts no more requests at this moment.",
    "chat_failed": "The chat model's endpoint failed.",
    "chat_refused": "The chat model's endpoint refused the request.",
    "chat_unreachable": "The chat model could not be reached.",
    "chat_nonsense": "The chat model's endpoint did not follow the protocol.",
    "chat_empty": "The chat model wrote nothing.",
    "chat_cut": "The chat model stopped in the middle of its answer.",
}


def _read(chunk: ChatCompletionChunk, writing: _Writing) -> str:
    """The text of the chunk. A field that the endpoint leaves out or sets to null counts as empty."""
    if chunk.usage is not None:
        writing.tokens = (int(chunk.usage.prompt_tokens), int(chunk.usage.completion_tokens))
    if not chunk.choices:
        return ""
    choice = chunk.choices[0]
    if choice.finish_reason is not None:
        writing.reason = choice.finish_reason
    text = choice.delta.content if choice.delta is not None else None
    if text is not None and not isinstance(text, str):
        raise ValueError("the content is not text")
    return text or ""


def _read_retry_after(error: openai.APIStatusError) -> float | None:
    """Seconds to wait, from a number or a date; None if the header is missing or unreadable."""
    raw = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(raw))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(raw).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _ms(writing: _Writing) -> float:
    return round((time.perf_counter() - writing.started) * 1000, 3)
