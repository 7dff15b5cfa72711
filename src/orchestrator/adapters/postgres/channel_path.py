"""The way of a message through a channel: one statement for each step, which names the agent's owner itself."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from orchestrator.adapters.postgres.codecs.channels import decode_channel, decode_taken, decode_waiting
from orchestrator.adapters.postgres.connecting import LimitedConnection, Limits
from orchestrator.domain.channels.events import Button, InboundEvent
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.channels import FoundChannel, TakenEvent, WaitingThread

BATCH_DELIVERIES = 50

# sql/functions/channels/ says what these functions do and which indexes serve them.
FIND = b"SELECT find_channel(%s)"
KEEP = b"SELECT keep_channel_events(%s, %s)"
TAKE = b"SELECT take_channel_event(%s, %s, %s, %s, %s)"
BEGIN = b"SELECT begin_channel_sending(%s, %s, %s, %s, %s, %s)"
NOTE = b"SELECT note_channel_piece(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
END = b"SELECT end_channel_sending(%s, %s, %s, %s, %s)"


class PostgresChannelPath:
    """A `ports.stores.channels.ChannelPath` on a psycopg connection in autocommit mode."""

    def __init__(self, driver: LimitedConnection, limits: Limits) -> None:
        self._driver = driver
        self._limits = limits

    async def find(self, channel_id: UUID) -> FoundChannel | None:
        return decode_channel(await self._call(FIND, [channel_id]))

    async def keep_events(self, channel_id: UUID, events: Sequence[InboundEvent]) -> None:
        await self._call(KEEP, [channel_id, _dump([asdict(event) for event in events])])

    async def take_event(self, channel_id: UUID, event_id: str, by: UUID) -> TakenEvent | None:
        return decode_taken(await self._call(TAKE, [channel_id, event_id, new_id(), new_id(), by]))

    async def begin_sending(self, owner: UUID, avee_id: UUID, thread_id: UUID, by: UUID, event_id: str | None) -> WaitingThread | None:
        return decode_waiting(await self._call(BEGIN, [str(owner), avee_id, thread_id, by, event_id, BATCH_DELIVERIES]))

    async def note_piece(
        self, waiting: WaitingThread, by: UUID, delivery_id: UUID, ref: str | None, buttons: Sequence[Button] | None, about: UUID | None,
        *, is_done: bool,
    ) -> None:  # fmt: skip
        shown = None if buttons is None else _dump([asdict(button) for button in buttons])
        channel = waiting.channel
        await self._call(
            NOTE, [str(channel.owner_id), channel.avee_id, waiting.thread.id, by, delivery_id, ref, shown, about, is_done]
        )  # fmt: skip

    async def end_sending(self, owner: UUID, avee_id: UUID, thread_id: UUID, by: UUID, last: int) -> None:
        await self._call(END, [str(owner), avee_id, thread_id, by, last])

    async def _call(self, statement: bytes, values: Sequence[Any]) -> Any:
        row = await self._driver.execute_alone(statement, values, self._limits)
        assert row is not None  # a function returns one row
        return row[0]


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
