"""What the functions of channels return, as JSON of the database's own types, read into the records of the port."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from orchestrator.adapters.postgres.codecs.scalars import decode_optional_uuid
from orchestrator.domain.channels.events import Button, InboundEvent, InboundKind
from orchestrator.domain.channels.kinds import ChannelKind, ChannelState
from orchestrator.ports.stores.channels import ChannelDelivery, ChannelMessage, ChannelThread, FoundChannel, TakenEvent, WaitingThread

Row = Mapping[str, Any]


def decode_channel(row: Row | None) -> FoundChannel | None:
    return _channel(row) if row is not None else None


def decode_message(row: Row | None) -> ChannelMessage | None:
    return ChannelMessage(**{**row, "in_reply_to": decode_optional_uuid(row["in_reply_to"])}) if row is not None else None


def decode_taken(row: Row | None) -> TakenEvent | None:
    if row is None:
        return None
    thread = _thread(row["thread"]) if row["thread"] is not None else None
    return TakenEvent(_event(row["event"]), _channel(row["channel"]), thread, row["hears"])


def decode_waiting(row: Row | None) -> WaitingThread | None:
    if row is None:
        return None
    return WaitingThread(_channel(row["channel"]), _thread(row["thread"]), [_delivery(each) for each in row["waiting"]])


def _event(row: Row) -> InboundEvent:
    """One that waits, so that it is not set aside. It may have been kept by an older release, without the newest fields."""
    read = {"kind": InboundKind(row["kind"]), "unread": tuple(row.get("unread", ())), "set_aside": None}
    return InboundEvent(**{**row, **read})


def _channel(row: Row) -> FoundChannel:
    avee_id, owner_id, id_ = (UUID(row[name]) for name in ("avee_id", "owner_id", "id"))
    return FoundChannel(avee_id, owner_id, id_, ChannelKind(row["kind"]), row["settings"], row["secrets"], ChannelState(row["state"]))


def _thread(row: Row) -> ChannelThread:
    id_, channel_id, person_id, user_id = (UUID(row[name]) for name in ("id", "channel_id", "person_id", "user_id"))
    conversation_id = decode_optional_uuid(row["conversation_id"])
    return ChannelThread(
        id_, channel_id, person_id, user_id, row["thread"], row["is_private"], conversation_id, row["handle"], row["refused"]
    )


def _delivery(row: Row) -> ChannelDelivery:
    return ChannelDelivery(
        id=UUID(row["id"]),
        number=row["number"],
        thread_id=UUID(row["thread_id"]),
        kind=row["kind"],
        message_id=decode_optional_uuid(row["message_id"]),
        topic=row["topic"],
        thing_id=decode_optional_uuid(row["thing_id"]),
        content=row["content"],
        draft=row["draft"],
        buttons=[Button(**button) for button in row["buttons"]],
        refs=row["refs"],
        attempts=row["attempts"],
        created_at=datetime.fromisoformat(row["created_at"]),
        message=decode_message(row["message"]),
    )
