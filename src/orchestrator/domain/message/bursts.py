"""Bursts: which waiting messages belong together, so that they are answered as one."""

from collections.abc import Sequence

from orchestrator.domain.message.follow_ups import stands_alone
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.small_talk import small_talk
from orchestrator.domain.texts import MAX_MESSAGE_CHARACTERS


def join_burst(waiting: Sequence[str], text: str) -> tuple[str, int]:
    """(text of the burst that ends with `text`, number of waiting messages that belong to it).

    `waiting` are the messages before it that were not answered yet, oldest first; only the last ones can belong to it.
    The text leaves out small talk and repetitions, and is no longer than one message may be.
    """
    parts, whole, count = [text], text, 0
    for earlier in reversed(waiting):
        if not _belong_together(earlier, whole) or len(earlier) + len(whole) >= MAX_MESSAGE_CHARACTERS:
            break
        count += 1
        parts.insert(0, earlier)
        whole = _join(parts)
    return whole, count


def _join(parts: Sequence[str]) -> str:
    without_small_talk = [part.strip() for part in parts if small_talk(read_text(part)) is None] or [parts[-1]]
    return " ".join(dict.fromkeys(without_small_talk))


def _belong_together(earlier: str, later: str) -> bool:
    """Whether two messages, the later one sent before the earlier one was answered, are answered as one.

    They are, unless each is a question that stands alone: then each gets its own answer.
    """
    return not (stands_alone(read_text(earlier)) and stands_alone(read_text(later)))
