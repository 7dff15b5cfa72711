"""The two clients: `Client` waits, `AsyncClient` is awaited. Each has every operation of the API as a method."""

from collections.abc import AsyncGenerator, Generator
from types import TracebackType
from typing import Self

import httpx

from orchestrator.client.calls import Call
from orchestrator.client.generated import models
from orchestrator.client.generated.async_operations import AsyncOperations
from orchestrator.client.generated.operations import Operations
from orchestrator.client.streams import FrameReader, LiveEvent, MessageEvent, read_live_event, read_message_event

TIMEOUT_S = 30.0
EVENT_STREAM = {"Accept": "text/event-stream"}
QUIET_S = 60.0
"""A stream of events says something every 15 seconds; one that is quiet for longer is broken."""


class Client(Operations):
    """A client of one person, or of nobody without a token. Close it, or use it in a `with`.

    `transport` replaces the network, in tests. Every call raises Unreachable, ProblemError or UnreadableAnswer.
    """

    def __init__(
        self, url: str, token: str | None = None, *, timeout_s: float = TIMEOUT_S, transport: httpx.BaseTransport | None = None
    ) -> None:
        super().__init__(httpx.Client(base_url=url, timeout=timeout_s, transport=transport), token)

    def with_token(self, token: str | None) -> "Client":
        """The same connections for somebody else. Closing one of the clients closes both."""
        other = Client.__new__(Client)
        Operations.__init__(other, self._http, token)
        return other

    def signed_in(self, email: str, password: str) -> "Client":
        """A client of the person, on the same connections. Raises as `sign_in`."""
        return self.with_token(self.sign_in(models.SessionIn(email=email, password=password)).token)

    def stream_message(self, body: models.AskIn) -> Generator[MessageEvent, None, None]:
        """Routes a message as `route_message`, and yields the decision, the reply piece by piece, and at last the whole."""
        reader = FrameReader()
        with self._lines(Call("POST", "/orchestrator/message", body=body, headers=EVENT_STREAM)) as lines:
            for line in lines:
                frame = reader.take(line)
                event = read_message_event(frame) if frame else None
                if event is not None:
                    yield event

    def follow_events(self, position: str | None = None) -> Generator[LiveEvent, None, None]:
        """What concerns the person, from now on or from a `position` on, until the connection breaks. Each comes at least once."""
        reader = FrameReader()
        with self._lines(_follow(position)) as lines:
            for line in lines:
                frame = reader.take(line)
                if frame:
                    yield read_live_event(frame)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class AsyncClient(AsyncOperations):
    """As `Client`, with methods that are awaited; use it in an `async with`."""

    def __init__(
        self, url: str, token: str | None = None, *, timeout_s: float = TIMEOUT_S, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        super().__init__(httpx.AsyncClient(base_url=url, timeout=timeout_s, transport=transport), token)

    def with_token(self, token: str | None) -> "AsyncClient":
        """The same connections for somebody else. Closing one of the clients closes both."""
        other = AsyncClient.__new__(AsyncClient)
        AsyncOperations.__init__(other, self._http, token)
        return other

    async def signed_in(self, email: str, password: str) -> "AsyncClient":
        """A client of the person, on the same connections. Raises as `sign_in`."""
        return self.with_token((await self.sign_in(models.SessionIn(email=email, password=password))).token)

    async def stream_message(self, body: models.AskIn) -> AsyncGenerator[MessageEvent, None]:
        """Routes a message as `route_message`, and yields the decision, the reply piece by piece, and at last the whole."""
        reader = FrameReader()
        async with self._lines(Call("POST", "/orchestrator/message", body=body, headers=EVENT_STREAM)) as lines:
            async for line in lines:
                frame = reader.take(line)
                event = read_message_event(frame) if frame else None
                if event is not None:
                    yield event

    async def follow_events(self, position: str | None = None) -> AsyncGenerator[LiveEvent, None]:
        """What concerns the person, from now on or from a `position` on, until the connection breaks. Each comes at least once."""
        reader = FrameReader()
        async with self._lines(_follow(position)) as lines:
            async for line in lines:
                frame = reader.take(line)
                if frame:
                    yield read_live_event(frame)

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


def _follow(position: str | None) -> Call:
    return Call("GET", "/events", headers=EVENT_STREAM | ({"Last-Event-ID": position} if position else {}), quiet_s=QUIET_S)
