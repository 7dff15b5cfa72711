"""Reading an Update of Telegram: who wrote what in which thread, and whether it was meant for the bot.

A thread is `chat:topic:person`; the topic is 0 outside of forums, and the person is 0 in a private chat.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orchestrator.domain.channels.events import InboundEvent, InboundKind

Number = Annotated[int, Field(strict=True, gt=-(2**63), lt=2**63)]
Text = Annotated[str, Field(strict=True)]

MAX_NAME_CHARACTERS = 200
ASK = "ask"
HELP = "/help"
"""Stands for a message that only addresses the bot."""
CONTENTS = frozenset(
    "animation audio checklist contact dice document game location paid_media photo poll sticker story venue video video_note voice".split()
)
"""What makes a message without text one of a person's. All others are the service's: somebody joined, a title was changed."""
_VALUE = re.compile(r"[A-Za-z0-9:-]{1,60}")
_THREAD = re.compile(r"(-?\d{1,19}):(\d{1,19}):\d{1,19}")


class _User(BaseModel):
    id: Number
    is_bot: bool = False
    first_name: Text = ""
    last_name: Text = ""
    username: Text = ""

    @property
    def name(self) -> str:
        name = f"{self.first_name} {self.last_name}".strip() or self.username
        return " ".join(name.replace("\0", "").split())[:MAX_NAME_CHARACTERS]


class _Chat(BaseModel):
    id: Number
    type: Text

    @property
    def is_private(self) -> bool:
        return self.type == "private"


class _Entity(BaseModel):
    type: Text
    offset: Annotated[int, Field(strict=True, ge=0, le=2_000_000)]
    length: Annotated[int, Field(strict=True, ge=0, le=2_000_000)]
    url: Text = ""
    user: _User | None = None


class _Placed(BaseModel):
    """A message as far as it has a place: one whose button is pressed may be too old for Telegram to tell more."""

    message_id: Number
    chat: _Chat
    message_thread_id: Number = 0
    is_topic_message: bool = False

    def thread_of(self, person: int) -> str:
        topic = self.message_thread_id if self.is_topic_message else 0
        return f"{self.chat.id}:{topic}:{0 if self.chat.is_private else person}"


class _Replied(BaseModel):
    message_id: Number
    sender: _User | None = Field(None, alias="from")


class _Message(_Placed):
    model_config = ConfigDict(extra="allow")

    sender: _User | None = Field(None, alias="from")
    text: Text | None = None
    caption: Text | None = None
    entities: Annotated[list[_Entity], Field(max_length=1_000)] = []
    caption_entities: Annotated[list[_Entity], Field(max_length=1_000)] = []
    reply_to_message: _Replied | None = None
    is_automatic_forward: bool = False
    media_group_id: Annotated[str, Field(strict=True, max_length=100)] = ""

    @property
    def is_of_a_person(self) -> bool:
        has_content = self.written is not None or not CONTENTS.isdisjoint(self.model_extra or ())
        return self.sender is not None and not self.sender.is_bot and not self.is_automatic_forward and has_content

    @property
    def written(self) -> str | None:
        return self.text if self.text is not None else self.caption


class _Press(BaseModel):
    id: Annotated[str, Field(strict=True, min_length=1, max_length=200)]
    sender: _User = Field(alias="from")
    message: _Placed | None = None
    data: Text = ""


class _Update(BaseModel):
    update_id: Number
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot itself, as `connect` found it."""

    id: str
    username: str
    """Without the @; '' for one that was never connected, which is addressed by nobody in a group."""


def read_update(body: bytes, bot: Bot) -> tuple[InboundEvent, ...]:
    """What concerns the bot. Raises pydantic's ValidationError for a body that is no Update."""
    update = _Update.model_validate_json(body)
    if update.message is not None:
        return _read_message(update.message, bot, f"update:{update.update_id}", InboundKind.message)
    if update.edited_message is not None:
        return _read_message(update.edited_message, bot, f"update:{update.update_id}", InboundKind.edited)
    if update.callback_query is not None:
        return _read_press(update.callback_query, f"update:{update.update_id}")
    return ()


def read_place(thread: str) -> tuple[int, int | None]:
    """Chat and topic of a thread; None where it has no topic. Raises ValueError."""
    found = _THREAD.fullmatch(thread)
    if found is None:
        raise ValueError("no thread of Telegram")
    return int(found[1]), int(found[2]) or None


def _read_message(message: _Message, bot: Bot, event: str, kind: InboundKind) -> tuple[InboundEvent, ...]:
    if message.sender is None or not message.is_of_a_person:
        return ()
    entities = message.entities if message.text is not None else message.caption_entities
    text, is_addressed = _read_text((message.written or "").replace("\0", " "), entities, bot)
    replied = message.reply_to_message
    if replied is not None and message.is_topic_message and replied.message_id == message.message_thread_id:
        replied = None  # the beginning of the topic, which every message in it replies to
    is_answer = replied is not None and replied.sender is not None and str(replied.sender.id) == bot.id
    if not (message.chat.is_private or is_addressed or is_answer):
        return ()
    if message.written is None:
        if kind is InboundKind.edited:
            return ()  # such as a place that moves
        # The pictures of an album come as messages of their own; to us they are one.
        event = f"album:{message.media_group_id}" if message.media_group_id else event
    return (
        InboundEvent(
            id=event,
            kind=kind,
            sender=str(message.sender.id),
            sender_name=message.sender.name,
            thread=message.thread_of(message.sender.id),
            message=str(message.message_id),
            text=text,
            reply_to=str(replied.message_id) if replied else "",
            is_private=message.chat.is_private,
        ),
    )


def _read_press(press: _Press, event: str) -> tuple[InboundEvent, ...]:
    if press.message is None or not _VALUE.fullmatch(press.data):
        return ()
    return (
        InboundEvent(
            id=event,
            kind=InboundKind.pressed,
            sender=str(press.sender.id),
            sender_name=press.sender.name,
            thread=press.message.thread_of(press.sender.id),
            message=str(press.message.message_id),
            value=press.data,
            is_private=press.message.chat.is_private,
            handle=press.id,
        ),
    )


def _read_text(text: str, entities: Sequence[_Entity], bot: Bot) -> tuple[str, bool]:
    """The text without the bot's name and with the addresses of its links, and whether it addresses the bot.

    Telegram counts places in UTF-16 units.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    pieces: list[str] = []
    done, is_addressed = 0, False
    for entity in sorted(entities, key=lambda each: each.offset):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if start < done or end > len(units):
            continue
        replaced = _replace(entity, _decode(units[start:end]), bot)
        if replaced is not None:
            # A link says nothing of who is addressed.
            is_addressed = is_addressed or entity.type != "text_link"
            pieces += [_decode(units[done:start]), replaced]
            done = end
    read = _tidy("".join([*pieces, _decode(units[done:])])) if pieces else text.strip()
    return (HELP if text.strip() and not read else read), is_addressed


def _replace(entity: _Entity, text: str, bot: Bot) -> str | None:
    """What stands for the text of an entity; None where it stays as it is."""
    match entity.type:
        case "mention" if bot.username and text.lower() == f"@{bot.username}".lower():
            return ""
        case "text_mention" if entity.user is not None and str(entity.user.id) == bot.id:
            return ""
        case "bot_command" if entity.offset == 0:
            command, _, name = text[1:].partition("@")
            if name and name.lower() != bot.username.lower():
                return None
            if command.lower() == ASK:
                return ""
            return f"/{command}" if name else None
        case "text_link" if entity.url and entity.url != text:
            return f"{text} ({entity.url})"
        case _:
            return None


def _tidy(text: str) -> str:
    """Without the spaces and the comma that the bot's name leaves behind."""
    return re.sub(r"(?<=\S)[ \t]{2,20}(?=\S)", " ", text.strip()).removeprefix(",").removeprefix(":").strip()


def _decode(units: bytes) -> str:
    return units.decode("utf-16-le", "ignore")
