"""A thought in several messages: which of those that wait are answered together, and what they say as one."""

from collections.abc import Sequence

from orchestrator.domain.message.follow_ups import stands_alone
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.small_talk import small_talk
from orchestrator.domain.texts import MAX_MESSAGE_LETTERS


def joined(waiting: Sequence[str], text: str) -> tuple[str, int]:
    """What `text` says together with the messages before it that nobody answered yet, and how many of those belong to it.

    `waiting` is oldest first; what belongs to it are always the last ones. Small talk and what was said twice add no words,
    and no more is joined than one message may hold.
    """
    parts, whole, taken = [text], text, 0
    for earlier in reversed(waiting):
        if not one_thought(earlier, whole) or len(earlier) + len(whole) >= MAX_MESSAGE_LETTERS:
            break
        taken += 1
        parts.insert(0, earlier)
        whole = _as_one(parts)
    return whole, taken


def _as_one(parts: Sequence[str]) -> str:
    said = [part.strip() for part in parts if small_talk(read_text(part)) is None] or [parts[-1]]
    return " ".join(dict.fromkeys(said))


def one_thought(earlier: str, later: str) -> bool:
    """Whether two messages, the later sent without waiting for an answer, are to be answered as one.

    They are, unless each is a question that stands alone: then each deserves an answer of its own.
    """
    return not (stands_alone(read_text(earlier)) and stands_alone(read_text(later)))
