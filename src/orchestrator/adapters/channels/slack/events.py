"""Reading what Slack posts: events, pressed buttons and commands.

A thread is the person in a private chat with the app, and `channel:first message:person` elsewhere. A message is
`channel/time`. Slack takes a person's id for the private chat with them, wherever they asked.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, Field

from orchestrator.adapters.channels.slack.mrkdwn import read_text
from orchestrator.domain.channels.events import InboundEvent, InboundKind

Text = Annotated[str, Field(strict=True)]
Id = Annotated[str, Field(strict=True, pattern=r"^[A-Za-z0-9_.-]{1,100}$")]
MaybeId = Annotated[str, Field(strict=True, pattern=r"^[A-Za-z0-9_.-]{0,100}$")]

OF_PEOPLE = frozenset(("", "file_share", "thread_broadcast", "me_message"))
"""Subtypes of messages that a person wrote; all others are about the channel, or of programs."""
SLACKBOT = "USLACKBOT"
HELP = "/help"
"""Stands for a message that only addresses the bot."""
MAX_NAME_CHARACTERS = 200
_VALUE = re.compile(r"[A-Za-z0-9:-]{1,60}")


class Challenge(BaseModel):
    """Slack asks whether the address is ours."""

    type: Literal["url_verification"]
    challenge: Annotated[str, Field(strict=True, max_length=1_000)]


class _Written(BaseModel):
    """A message, alone or inside an event that tells what became of it."""

    user: MaybeId = ""
    bot_id: MaybeId = ""
    subtype: Text = ""
    text: Text = ""
    ts: MaybeId = ""
    thread_ts: MaybeId = ""
    edited: object = None


class _Event(_Written):
    type: Text
    channel: object = ""
    """Not of every event a text; see `place`."""
    channel_type: Text = ""
    message: _Written | None = None
    previous_message: _Written | None = None

    @property
    def place(self) -> str:
        return self.channel if isinstance(self.channel, str) and re.fullmatch(r"[A-Z0-9]{1,40}", self.channel) else ""

    @property
    def is_private(self) -> bool:
        return self.channel_type == "im" or self.place.startswith("D")


class _Kind(BaseModel):
    type: Text = ""


class _Envelope(BaseModel):
    type: Literal["event_callback"]
    event_id: Id
    team_id: MaybeId = ""
    event: _Kind


class _MessageEnvelope(BaseModel):
    event: _Event


class _Person(BaseModel):
    id: Id
    name: Text = ""
    username: Text = ""


class _Channel(BaseModel):
    id: Annotated[str, Field(strict=True, pattern=r"^[A-Z0-9]{1,40}$")]


class _Team(BaseModel):
    id: MaybeId = ""


class _Action(BaseModel):
    type: Text = ""
    value: Text = ""
    action_ts: MaybeId = ""


class _Press(BaseModel):
    type: Literal["block_actions"]
    user: _Person
    team: _Team | None = None
    channel: _Channel | None = None
    message: _Written | None = None
    actions: Annotated[list[_Action], Field(max_length=100)] = []


class _Command(BaseModel):
    command: Text
    text: Text = ""
    user_id: Id
    user_name: Text = ""
    team_id: MaybeId = ""
    trigger_id: Id


class App:
    """Whom an app is in its workspace, as `connect` found it."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.user = settings.get("bot_user_id", "")
        self.team = settings.get("team_id", "")

    def is_of_team(self, team: str) -> bool:
        """An app may be installed in several workspaces; the token is of one. An installation for a whole organisation has ids with E."""
        return not team or not self.team.startswith("T") or team == self.team

    def is_mentioned(self, text: str) -> bool:
        return bool(self.user) and (f"<@{self.user}>" in text or f"<@{self.user}|" in text)


def read_json(body: bytes, app: App) -> tuple[InboundEvent, ...] | Challenge:
    """Events, or a challenge. Raises pydantic's ValidationError for a body that is none of Slack's."""
    kind = _Kind.model_validate_json(body).type
    if kind == "url_verification":
        return Challenge.model_validate_json(body)
    if kind != "event_callback":
        return ()
    told = _Envelope.model_validate_json(body)
    if told.event.type not in ("message", "app_mention") or not app.is_of_team(told.team_id):
        return ()
    event = _MessageEnvelope.model_validate_json(body).event
    return _read_event(event, f"event:{told.event_id}", app) if event.place else ()


def read_form(body: bytes, app: App) -> tuple[InboundEvent, ...]:
    """A pressed button or a command. Raises ValueError, of which pydantic's ValidationError is one, for a body that is neither."""
    fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100))
    if "payload" in fields:
        payload = fields["payload"].encode("utf-8", "replace")
        return _read_press(_Press.model_validate_json(payload), app) if _Kind.model_validate_json(payload).type == "block_actions" else ()
    if "ssl_check" in fields:
        return ()
    return _read_command(_Command.model_validate(fields), app)


def read_place(thread: str) -> tuple[str, str]:
    """The channel or person, and the first message of the thread, '' where there is none. Raises ValueError."""
    found = re.fullmatch(r"([A-Z0-9]{1,40})(?::([0-9.]{1,40}):[A-Za-z0-9_.-]{1,100})?", thread, re.ASCII)
    if found is None:
        raise ValueError("no thread of Slack")
    return found[1], found[2] or ""


def read_message(message: str) -> tuple[str, str]:
    """Channel and time of a message. Raises ValueError."""
    found = re.fullmatch(r"([A-Z0-9]{1,40})/([0-9.]{1,40})", message, re.ASCII)
    if found is None:
        raise ValueError("no message of Slack")
    return found[1], found[2]


def _read_event(event: _Event, event_id: str, app: App) -> tuple[InboundEvent, ...]:
    if event.type == "app_mention":
        # In a private chat the same message comes as `message`.
        kind = InboundKind.edited if event.edited else InboundKind.message
        return () if event.is_private else _read_written(event, event, event_id, app, kind)
    match event.subtype:
        case "message_changed" if event.message is not None:
            return _read_change(event, event.message, event_id, app)
        case "message_deleted":
            return _read_deletion(event, event_id, app)
        case _ if event.is_private:
            return _read_written(event, event, event_id, app, InboundKind.message)
        case _:
            # Elsewhere the bot must be mentioned, which comes as `app_mention`; also in a thread in which it was before.
            return ()


def _read_change(event: _Event, message: _Written, event_id: str, app: App) -> tuple[InboundEvent, ...]:
    if message.subtype == "tombstone":
        return _read_deletion(event, event_id, app)
    was = event.previous_message
    if was is not None and was.text == message.text:
        return ()  # such as a preview of a link
    return _read_written(event, message, event_id, app, InboundKind.edited)


def _read_deletion(event: _Event, event_id: str, app: App) -> tuple[InboundEvent, ...]:
    was = event.previous_message
    return _read_written(event, was, event_id, app, InboundKind.deleted) if was is not None else ()


def _read_written(event: _Event, written: _Written, event_id: str, app: App, kind: InboundKind) -> tuple[InboundEvent, ...]:
    is_ours = written.user in (app.user, SLACKBOT) or bool(written.bot_id)
    if not written.user or not written.ts or is_ours or written.subtype not in OF_PEOPLE:
        return ()
    if not event.is_private and not app.is_mentioned(written.text):
        return ()
    text = "" if kind is InboundKind.deleted else read_text(written.text.replace("\0", " "), app.user)
    is_reply = bool(written.thread_ts) and written.thread_ts != written.ts
    return (
        InboundEvent(
            id=event_id,
            kind=kind,
            sender=written.user,
            sender_name="",
            thread=_thread(event.place, written, written.user, event.is_private),
            message=f"{event.place}/{written.ts}",
            text=text or (HELP if written.text.strip() and kind is not InboundKind.deleted else ""),
            reply_to=f"{event.place}/{written.thread_ts}" if is_reply else "",
            is_private=event.is_private,
            # The thread of a private chat is all of it; an answer still goes where the question was.
            handle=written.thread_ts if is_reply and event.is_private and kind is InboundKind.message else "",
        ),
    )


def _read_press(press: _Press, app: App) -> tuple[InboundEvent, ...]:
    message, channel = press.message, press.channel
    if message is None or channel is None or not message.ts or not app.is_of_team(press.team.id if press.team else ""):
        return ()
    is_private = channel.id.startswith("D")
    return tuple(
        InboundEvent(
            id=f"press:{channel.id}/{message.ts}:{action.action_ts}",
            kind=InboundKind.pressed,
            sender=press.user.id,
            sender_name=_name(press.user.name or press.user.username),
            thread=_thread(channel.id, message, press.user.id, is_private),
            message=f"{channel.id}/{message.ts}",
            value=action.value,
            is_private=is_private,
        )
        for action in press.actions
        if action.type == "button" and action.action_ts and _VALUE.fullmatch(action.value)
    )


def _read_command(command: _Command, app: App) -> tuple[InboundEvent, ...]:
    """Nobody else sees what is written in a command, so that it is answered in the private chat."""
    if not app.is_of_team(command.team_id):
        return ()
    return (
        InboundEvent(
            id=f"command:{command.trigger_id}",
            kind=InboundKind.message,
            sender=command.user_id,
            sender_name=_name(command.user_name),
            thread=command.user_id,
            message=f"command/{command.trigger_id}",
            text=read_text(command.text.replace("\0", " "), app.user) or HELP,
        ),
    )


def _thread(channel: str, message: _Written, person: str, is_private: bool) -> str:
    return person if is_private else f"{channel}:{message.thread_ts or message.ts}:{person}"


def _name(name: str) -> str:
    return " ".join(name.replace("\0", "").split())[:MAX_NAME_CHARACTERS]
