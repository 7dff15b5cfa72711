"""What the writer of a mail wrote: without the mails that it quotes and without the signature."""

import re

from mailparser_reply import EmailMessage
from mailparser_reply.constants import MAIL_LANGUAGES

from orchestrator.domain.message.manners.quoted import find_own_lines

LONGEST = 4_000
"""Characters that are looked through for where an answer ends; the library's time grows faster than they do. Text behind them stays."""
LANGUAGES = sorted(set(MAIL_LANGUAGES) - {"david"})
LONGEST_SIGNATURE, LONGEST_CLOSING = 400, 30
"""Characters of a signature, and of its first line: 'Thanks, that helped. And in winter?' is none."""
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_QUOTED_LINE = re.compile(r"(?m)^[ \t]{0,10}>.*\n?")


def find_own_part(text: str, *, is_reply: bool) -> str:
    """The writer's own words; where none are left, such as of a mail that only forwards another, '' for a reply and else the whole text."""
    text = _BLANK_LINES.sub("\n\n", text).strip()
    first, last = find_own_lines(text)
    start, rest = text[first:last][:LONGEST], text[first:last][LONGEST:]
    message = EmailMessage(text=start, languages=[*LANGUAGES], keep_hyphen_lists=True).read()
    own = message.replies[0].content
    if rest and len(message.replies) == 1:
        own = text[first:last]
    else:
        signature = message.replies[0].signatures or ""
        if signature and own.endswith(signature) and _is_signature(signature):
            own = own[: -len(signature)].rstrip()
        # The library takes the spaces that a line begins with.
        own = "\n".join(start.split("\n")[: own.count("\n") + 1]) if own else ""
    if is_reply:
        own = _QUOTED_LINE.sub("", own)
    return own.strip() or ("" if is_reply else text)


def _is_signature(text: str) -> bool:
    first = text.strip().partition("\n")[0]
    is_marked = first.strip() in ("--", "__")
    return len(text) <= LONGEST_SIGNATURE and (is_marked or (len(first) <= LONGEST_CLOSING and "?" not in first))
