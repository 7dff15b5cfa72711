"""Long Markdown in pieces that a service takes."""

import re

FENCE = re.compile(r"^ {0,3}(```+|~~~+)", re.MULTILINE)
BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a piece may end, best first."""


def split(text: str, longest: int) -> tuple[str, ...]:
    """The text in pieces of at most `longest` characters, >= 50, cut at a paragraph, else a line, a sentence or a word; no character is
    lost but the white space at a cut. A code block that is cut is closed in one piece and opened again in the next."""
    pieces, rest, fence = list[str](), text.strip(), ""
    while rest:
        opening = f"{fence}\n" if fence else ""
        room = longest - len(opening) - 8
        if len(opening) + len(rest) <= longest:
            pieces.append(opening + rest)
            break
        end = next((found for each in BREAKS if (found := rest.rfind(each, room // 2, room)) > 0), room)
        head, rest = rest[: end + 1].rstrip(), rest[end + 1 :].lstrip("\n") if end < room else rest[end + 1 :]
        marks = FENCE.findall(opening + head)
        fence = marks[-1] if len(marks) % 2 else ""
        pieces.append(opening + head + (f"\n{fence}" if fence else ""))
    return tuple(pieces)
