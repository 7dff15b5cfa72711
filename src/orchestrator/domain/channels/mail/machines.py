"""Mails that no person wrote, told by what their senders say of them. None is answered: an answer could be answered, for ever."""

import re

from orchestrator.domain.channels.mail.letters import ReadLetter

OURS = "x-orchestrator-channel"
"""The header of our own mails."""
MARKS = (
    OURS, "auto-submitted", "precedence", "list-id", "list-unsubscribe", "x-auto-response-suppress", "x-autoreply", "x-autorespond",
    "feedback-id", "x-loop",
)  # fmt: skip
"""The headers that are read of a mail for this. RFC 3834 defines Auto-Submitted; the others are what mail programs and lists do."""
BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
NOBODY = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?|auto-?reply|noreply[.+_-].*)(?:[+._-].*)?")
LONGEST_USER = 100


def is_ours(letter: ReadLetter, own: str) -> bool:
    """Whether an agent of this program wrote it, this one or another."""
    return any(name == OURS for name, _ in letter.headers) or any(address == own for _, address in letter.senders)


def is_of_machine(letter: ReadLetter) -> bool:
    """Whether the mail, or the server that took it, says that a machine wrote it or that it went to many."""
    if letter.is_empty_sender or letter.is_to_many or letter.content_type in ("multipart/report", "message/delivery-status"):
        return True
    if any(NOBODY.fullmatch(address.partition("@")[0][:LONGEST_USER]) for _, address in letter.senders):
        return True
    return any(_says_machine(name, value.strip().lower()) for name, value in letter.headers)


def _says_machine(name: str, value: str) -> bool:
    match name:
        case "auto-submitted":
            return value.partition(";")[0].strip() != "no"
        case "precedence":
            return value in BULK
        case "x-auto-response-suppress":
            return value not in ("", "none")
        case _:
            return name in MARKS
