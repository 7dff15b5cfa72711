"""The stream of the signed-in person's events. It can be resumed with Last-Event-ID."""

import asyncio
import contextlib
import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Response
from starlette.types import Receive, Scope, Send

from orchestrator.http.auth import TheCaller
from orchestrator.ports.live import Batch, Stream

router = APIRouter(tags=["events"])

STREAM = "text/event-stream"
RECONNECT_MS = 2000
SLOWEST_SEND_S = 20.0
"""Seconds after which a client that accepts no data is disconnected. It can resume from its last position."""
OPENAPI = {
    "description": "Each event has `event` (its kind), `data` (JSON: id, kind, payload of ids, created_at) and `id` (for Last-Event-ID). "
    "`ready` opens the stream. `reset` says that events were lost: load everything again. A comment is sent every 15 s.",
    "content": {STREAM: {"schema": {"type": "string"}}},
}


class EventStream(Response):
    """Sends a stream's batches until the stream ends, the client disconnects, or the client is too slow."""

    media_type = STREAM

    def __init__(self, stream: Stream, slowest_send_s: float = SLOWEST_SEND_S) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._stream, self._slowest_send_s = stream, slowest_send_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        disconnect = asyncio.create_task(self._close_on_disconnect(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            is_first = True
            async for batch in self._stream.batches():
                text = "".join(render_batch(batch, is_first))
                is_first = is_first and not batch.position
                await self._send_in_time(send, {"type": "http.response.body", "body": text.encode(), "more_body": True})
            await self._send_in_time(send, {"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            # The response stays incomplete, so the server closes the connection.
            return
        finally:
            self._stream.close()
            disconnect.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await disconnect

    async def _close_on_disconnect(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._stream.close()

    async def _send_in_time(self, send: Send, message: dict[str, object]) -> None:
        async with asyncio.timeout(self._slowest_send_s):
            await send(message)


@router.get("/events", response_class=Response, responses={200: OPENAPI})
async def follow_events(caller: TheCaller, last_event_id: Annotated[str | None, Header()] = None) -> Response:
    """Events that concern the signed-in person, from now on or from `Last-Event-ID` on. Each is sent at least once.

    The stream ends with the session or token that opened it.
    """
    return EventStream(caller.services.live.open(caller.person.user_id, last_event_id, caller.person.secret_id))


def render_batch(batch: Batch, is_first: bool) -> Iterator[str]:
    """A batch as server-sent events.

    Only its last event has an id, so that a batch that was cut off is sent again whole.
    """
    if is_first:
        yield f"retry: {RECONNECT_MS}\n\n"
    if batch.is_reset:
        yield _render("reset", {}, batch.position)
    elif is_first and not batch.events and batch.position:
        yield _render("ready", {}, batch.position)
    elif not batch.events:
        yield ": still here\n\n"
    for index, event in enumerate(batch.events, 1):
        data = {"id": event.id, "kind": event.kind, "payload": event.payload, "created_at": event.created_at.isoformat()}
        yield _render(event.kind, data, batch.position if index == len(batch.events) else None)


def _render(kind: str, data: dict[str, object], position: str | None) -> str:
    line = f"id: {position}\n" if position else ""
    return f"event: {kind}\n{line}data: {json.dumps(data)}\n\n"
