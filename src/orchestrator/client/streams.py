"""Server-sent events, as values. Reads lines that somebody else received."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from pydantic import ValidationError

from orchestrator.client.errors import ProblemError, UnreadableAnswer
from orchestrator.client.generated import models
from orchestrator.client.model import Model


class Decided(Model):
    """How the message was routed; the text of the reply follows."""

    id: UUID
    """Of the decision."""
    message_id: UUID
    path: str
    """A to F."""
    action: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the reply's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The complete result. Where it differs from what came before, it counts."""

    routing: models.RoutingOut


MessageEvent: TypeAlias = Decided | Delta | Done


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """Something that concerns the person happened."""

    kind: str
    """Such as `message.added`. `ready` opens the stream; `reset` says that events were lost: load everything again."""
    data: Mapping[str, Any]
    """`id`, `kind`, `payload` (ids) and `created_at`; empty for `ready` and `reset`."""
    position: str | None
    """Where to go on after a break; of several events at once, the last one has it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An event as it came."""

    event: str
    data: str
    id: str | None


class FrameReader:
    """Puts events together from lines, as the standard of server-sent events says. Comments and `retry` are passed over."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def take(self, line: str) -> Frame | None:
        """The event that this line ends; None where it ends none."""
        if line:
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            self._fields[name] = f"{self._fields[name]}\n{value}" if name == "data" and name in self._fields else value
            return None
        fields, self._fields = self._fields, {}
        return Frame(fields.get("event", "message"), fields["data"], fields.get("id")) if "data" in fields else None


def read_message_event(frame: Frame) -> MessageEvent | None:
    """None for an event that is not known here. Raises ProblemError for an error, UnreadableAnswer."""
    try:
        match frame.event:
            case "decision":
                return Decided.model_validate_json(frame.data)
            case "delta":
                return Delta(str(json.loads(frame.data)["text"]))
            case "done":
                return Done(models.RoutingOut.model_validate_json(frame.data))
            case "error":
                found = json.loads(frame.data)
                raise ProblemError(200, str(found["code"]), str(found["detail"]), dict(found["fields"]))
            case _:
                return None
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        raise UnreadableAnswer(f"An event {frame.event!r} cannot be read.") from error


def read_live_event(frame: Frame) -> LiveEvent:
    """Raises UnreadableAnswer."""
    try:
        return LiveEvent(frame.event, dict(json.loads(frame.data)), frame.id)
    except (ValueError, TypeError) as error:
        raise UnreadableAnswer(f"An event {frame.event!r} cannot be read.") from error
