"""Which old questions and answers of an export may be proposed as canonical answers, and with which words."""

from dataclasses import dataclass

from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.safety.privacy import find_personal_data
from orchestrator.domain.texts import MAX_ANSWER_CHARACTERS, MAX_MESSAGE_CHARACTERS, UNREADABLE

LEFT_OUT = "…"
"""What stands where something personal was left out."""
MIN_QUESTION_CHARACTERS, MIN_ANSWER_CHARACTERS = 8, 8
MOST_QUESTION_CHARACTERS = 2_000
"""Longer messages of an export are stories more than questions."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question with its answer, as the creator is shown them."""

    question: str
    answer: str
    left_out: int
    """Pieces of the question that looked like personal data of the asker, >= 0."""


def propose(question: str, answer: str, asker: str = "") -> Proposal | None:
    """None where one of them says too little, or more than a canonical answer may.

    Greetings and signatures around the question are set aside, and addresses, numbers and the asker's name in it are left out.
    """
    asked, said = _clean(question), _clean(answer)
    if len(asked) > MOST_QUESTION_CHARACTERS or len(said) > MAX_ANSWER_CHARACTERS:
        return None
    kept, left_out = leave_out(read_core(asked), asker)
    if len(kept) < MIN_QUESTION_CHARACTERS or len(said) < MIN_ANSWER_CHARACTERS or not any(sign.isalpha() for sign in said):
        return None
    if sum(sign.isalpha() for sign in kept) < MIN_QUESTION_CHARACTERS // 2 or len(kept) > MAX_MESSAGE_CHARACTERS:
        return None
    return Proposal(kept, said, left_out)


def leave_out(text: str, asker: str) -> tuple[str, int]:
    """(the text with '…' for each piece that looks like personal data of the asker, how many there were)."""
    kept, at, pieces = list[str](), 0, 0
    for piece in find_personal_data(text, [asker] if asker else []):
        end = piece.start + len(piece.text)
        # A name may be part of an address: what they cover together is one piece.
        if piece.start >= at:
            kept += [text[at : piece.start], LEFT_OUT]
            pieces += 1
        at = max(at, end)
    return "".join([*kept, text[at:]]).strip(), pieces


def _clean(text: str) -> str:
    return UNREADABLE.sub("", text.replace("\r\n", "\n")).strip()
