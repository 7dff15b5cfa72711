"""How the library python-telegram-bot reaches Telegram.

A bot's token is part of the address of each request. The library and the HTTP client are given an address without it;
it is put in below them, where nothing is logged.
"""

import json
import logging
from collections.abc import AsyncIterator

import httpx
from telegram import error as errors
from telegram.request import BaseRequest, RequestData

from orchestrator.adapters.channels import outcomes
from orchestrator.adapters.channels.calls import trusted

# It logs the parameters of each call: people's texts, and the secret that Telegram is to send back.
logging.getLogger("telegram").setLevel(logging.WARNING)

MAX_ANSWER_BYTES = 256 * 1024
HIDDEN = "hidden"
"""Stands for the token."""


class Pause(errors.TelegramError):
    """Telegram asks for a pause."""

    def __init__(self, pause_s: float) -> None:
        super().__init__("too many requests")
        self.pause_s = pause_s


class TokenRequest(BaseRequest):
    """How the library reaches Telegram, for one bot."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._token = token

    @property
    def read_timeout(self) -> float | None:
        return self._client.timeout.read

    async def initialize(self) -> None:
        """The client is made and closed by the channel."""

    async def shutdown(self) -> None:
        """The client is made and closed by the channel."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:  # fmt: skip
        data = request_data.json_parameters if request_data else None
        try:
            answer = await self._client.request(method, url, data=data, extensions={"token": self._token})
        except httpx.HTTPError as error:
            raise errors.NetworkError(type(error).__name__) from None
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise Pause(_read_pause(answer))
        return answer.status_code, answer.content

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """As the library does it, without logging what cannot be read."""
        answer = _read_object(payload)
        if answer is None:
            raise errors.NetworkError("no answer of Telegram's")
        return answer


class TokenTransport(httpx.AsyncHTTPTransport):
    """Puts the token into the address, and breaks off an answer that is longer than MAX_ANSWER_BYTES."""

    def __init__(self) -> None:
        super().__init__(verify=trusted())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        extensions = dict(request.extensions)
        url = httpx.URL(str(request.url).replace(f"/bot{HIDDEN}/", f"/bot{extensions.pop('token')}/", 1))
        # An encoded answer could be far longer than what is counted here.
        request.headers["Accept-Encoding"] = "identity"
        inner = httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
        response = await super().handle_async_request(inner)
        assert isinstance(response.stream, httpx.AsyncByteStream)  # as of an asynchronous transport
        if response.headers.get("Content-Encoding", "identity") != "identity":
            await response.aclose()
            raise httpx.DecodingError("the answer is compressed, which was not asked for")
        return httpx.Response(
            response.status_code, headers=response.headers, stream=_Bounded(response.stream), extensions=response.extensions
        )


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count = 0
        async for piece in self._inner:
            count += len(piece)
            if count > MAX_ANSWER_BYTES:
                raise httpx.ReadError("the answer is too long")
            yield piece

    async def aclose(self) -> None:
        await self._inner.aclose()


def _read_pause(answer: httpx.Response) -> float:
    said = (_read_object(answer.content) or {}).get("parameters")
    seconds = said.get("retry_after") if isinstance(said, dict) else None
    return outcomes.read_pause(answer.headers.get("Retry-After") if seconds is None else seconds)


def _read_object(payload: bytes) -> dict[str, object] | None:
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None
