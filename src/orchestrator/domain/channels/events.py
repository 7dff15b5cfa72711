"""What comes in from a service, and what leaves to it, told in the same words for all services."""

from dataclasses import dataclass
from enum import StrEnum


class InboundKind(StrEnum):
    message = "message"
    pressed = "pressed"
    """A button of ours was pressed."""
    edited = "edited"
    deleted = "deleted"
    returned = "returned"
    """A message of ours, `reply_to`, cannot be delivered to `sender`, now or later; `text` says why."""


class SetAside(StrEnum):
    """Why something that came in is kept and shown to the owner, and not answered."""

    machine = "machine"
    """A machine wrote it, or it went to many: a list, an answering machine, a notification."""
    own = "own"
    """An agent wrote it, this one or another."""
    forged = "forged"
    """The server that took it says that somebody else wrote it than it claims."""
    unreadable = "unreadable"
    """Nobody to answer is named, or it cannot be read."""
    too_many = "too_many"
    """Too much left for this sender within an hour."""
    returned = "returned"
    """A message of ours came back. Nothing is sent to that address until somebody writes from there."""


@dataclass(frozen=True, slots=True)
class InboundEvent:
    """One thing that somebody did at the service."""

    id: str
    """The service's own id of the event; the same event delivered twice has the same one. 1 to 200 characters."""
    kind: InboundKind
    sender: str
    """The service's id of the person. 1 to 200 characters."""
    sender_name: str
    """How the person is called there; may be ''."""
    thread: str
    """Where replies to this go, in a notation of the adapter's own: a chat, or a channel and the first message of a thread in it.
    Equal for all messages of one exchange of one person. 1 to 500 characters."""
    message: str
    """The service's id of the message that was written, changed, deleted, or whose button was pressed. 1 to 200 characters."""
    text: str = ""
    """What was written, as plain text or Markdown, without the mention of the agent. '' for a press and a deletion."""
    value: str = ""
    """The value of the pressed button; '' for everything else."""
    reply_to: str = ""
    """The service's id of the message that this one replies to; '' where it replies to none or the service does not say."""
    is_private: bool = True
    """Whether nobody but the sender reads the thread."""
    handle: str = ""
    """What the service gave for answering this very event, such as a token that lives some minutes; '' where it needs none. What
    leaves into the thread until the next event is sent with it."""
    is_proven: bool = True
    """Whether the service vouches for the sender. One who is only claimed asks, and presses, answers and connects nothing."""
    unread: tuple[str, ...] = ()
    """Names of the files that came with it and were not read."""
    is_cut: bool = False
    """Whether only its beginning was read."""
    set_aside: SetAside | None = None
    """Why it is not answered; None where it is."""


@dataclass(frozen=True, slots=True)
class Button:
    """A choice below a message."""

    label: str
    """Plain text; an adapter shortens it to what the service shows."""
    value: str
    """Comes back when it is pressed: at most 60 ASCII letters, digits, colons and hyphens."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to a service, short enough for it."""

    text: str
    """Markdown; the adapter turns it into the service's own notation. Never empty."""
    buttons: tuple[Button, ...] = ()
    """() also for services without buttons."""
    reply_to: str = ""
    """The service's id of the message that this one answers; '' where there is none."""
    key: str = ""
    """Equal in every try to send this message, for services that recognise repetitions."""
    subject: str = ""
    """What the thread is about, for services whose messages have a subject; plain text in one line."""
