"""Requests and responses about channels."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from orchestrator.domain.channels.events import SetAside
from orchestrator.domain.channels.kinds import ChannelKind, ChannelState
from orchestrator.http.wire import In, Out, Storable

Fields = Annotated[dict[Annotated[Storable, Field(max_length=50)], Annotated[Storable, Field(max_length=2_000)]], Field(max_length=10)]


class ChannelIn(In):
    kind: ChannelKind
    settings: Fields = Field(
        description="What the service gave you: `GET /channel-kinds` lists the names for each kind.", examples=[{"bot_token": "12345:AbC"}]
    )


class ChannelPatch(In):
    settings: Fields = Field(default_factory=dict, description="New tokens or settings; what is left out stays.", examples=[{}])
    active: bool | None = Field(None, description="false switches the channel off: nothing comes in, and nothing leaves.")
    version: int | None = Field(None, ge=0, le=999_999_999, description="The version that the change was made from, without If-Match.")


class ChannelOut(Out):
    id: UUID
    kind: ChannelKind
    name: str = Field(description="How it is called at the service.", examples=["@mara_bot"])
    settings: dict[str, str] = Field(description="Without what is secret.")
    state: ChannelState = Field(
        description="needs_token: the service no longer takes the token, and what waits leaves when you give a new one. failing: it cannot "
        "be reached or objects, and is tried again."
    )
    last_error: str | None
    failing_since: datetime | None
    last_received_at: datetime | None
    last_sent_at: datetime | None
    waiting: int = Field(description="Messages that have not left yet.")
    is_connected: bool = Field(description="Whether you are told there of questions, and answer in place.")
    inbound_url: str = Field(description="Where the service posts to; where it cannot be told that, enter it there.")
    created_at: datetime
    version: int


class NewChannelOut(ChannelOut):
    secret: str | None = Field(description="Of kind `webhook`: signs in both directions. It is shown only in this response.")


class ChannelsOut(Out):
    items: list[ChannelOut]
    next_cursor: None = None


class AsideOut(Out):
    id: str
    reason: SetAside = Field(
        description="machine: an answering machine, a list, a notification. own: an agent wrote it. forged: the receiving server says that the "
        "sender is false. unreadable: nobody to answer is named, or it cannot be read. too_many: too much was said to this sender within an "
        "hour. returned: a mail came back, and nothing is sent to that address until somebody writes from there."
    )
    sender: str = Field(description="Who wrote it, as it says itself; of what came back, whom it could not be delivered to.")
    text: str = Field(description="The beginning of it.")
    received_at: datetime


class AsidesOut(Out):
    items: list[AsideOut]
    next_cursor: None = None


class ChannelCodeOut(Out):
    code: str = Field(description="Write `/connect CODE` to the agent in the channel, in private, within a quarter of an hour.")


class ChannelFieldOut(Out):
    name: str
    label: str
    is_secret: bool
    is_required: bool


class ChannelKindOut(Out):
    kind: ChannelKind
    fields: list[ChannelFieldOut]
    max_characters: int
    buttons: bool = Field(description="Without buttons, choices are numbered, and the asker sends a number.")
    edits: bool
    replies: bool
    groups: bool
    is_available: bool = Field(description="Whether this installation offers it.")


class ChannelKindsOut(Out):
    items: list[ChannelKindOut]
    next_cursor: None = None


class ChannelLinkOut(Out):
    kind: ChannelKind
    name: str
    person: str = Field(description="How whoever wrote there is called.")
    agent: str
    handle: str
