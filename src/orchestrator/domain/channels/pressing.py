"""What a pressed button does: its value names the action and the delivery below which it stood, so that it means the same whatever a
service does with its messages."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.channels.events import Button


class Action(StrEnum):
    accept = "accept"
    """The asker wants the creator to be asked."""
    decline = "decline"
    choose = "choose"
    """The asker chose one of several readings: what the button says is sent."""
    send = "send"
    """Somebody of the team sends the answer that they wrote."""
    send_once = "once"
    """The same, for this asker alone."""
    discard = "discard"
    reply = "r"
    """Opens a form for an answer, where a service has no replies."""


@dataclass(frozen=True, slots=True)
class Pressed:
    action: Action
    delivery: UUID


def make_button(label: str, action: Action, delivery: UUID, index: int = 0) -> Button:
    """A button below the delivery; `index` keeps several of one action apart."""
    return Button(label, f"{action.value}:{delivery.hex}:{index}")


def read_pressed(value: str) -> Pressed | None:
    """None for a value that is none of ours."""
    action, _, rest = value[:80].partition(":")
    try:
        return Pressed(Action(action), UUID(rest.partition(":")[0]))
    except ValueError:
        return None


def number_choices(text: str, buttons: tuple[Button, ...]) -> str:
    """The text with its buttons as a numbered list, for services without buttons."""
    return text if not buttons else text + "\n\n" + "\n".join(f"{number}. {each.label}" for number, each in enumerate(buttons, 1))


def read_number(text: str, buttons: tuple[Button, ...]) -> Button | None:
    """The button whose number, or whose whole label, the text is; None for any other text."""
    said = text.strip().rstrip(".)").casefold()
    numbered = {str(number): each for number, each in enumerate(buttons, 1)}
    return numbered.get(said) or next((each for each in buttons if each.label.casefold() == said), None)
