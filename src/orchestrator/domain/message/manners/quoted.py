"""Quoted mail: the lines of an earlier mail, what announces them, and signatures. Found by their form, in any language."""

import re

MAX_LINE_CHARACTERS = 300
"""No line that announces or heads a quoted mail is longer; longer lines are not looked at."""
MIN_HEADERS = 3
"""Lines such as 'From: …' in a row that make the head of a mail. Two may be a list that the asker wrote."""

_ADDRESS = re.compile(r"[^\s@]@[^\s@]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_DATE = re.compile(r"\d{1,4}[./年-]|\b(?:19|20)\d\d\b")
_HEADER = re.compile(r"[*\s]{0,3}[^\W\d_][^:\n]{0,24}:[*\s]*\S")
_RULE = re.compile(r"\s*[-_]{5,}(?:[^-_\n]{1,60}[-_]{5,})?\s*")
_DEVICE = re.compile(
    r"(?:sent|get|gesendet|von meine[mr]|envoyé|enviado|inviato|verzonden|wysłane|отправлено|skickat|sendt|gönderildi)\b[^\n]{0,50}"
    r"\b(?:iphone|ipad|android|outlook|samsung|galaxy|thunderbird|proton|mail|blackberry|huawei|smartphone|phone|handy|mobile?l?)\b[^\n?]{0,30}",
    re.IGNORECASE,
)


def find_own_lines(text: str) -> tuple[int, int]:
    """(start, end) of the lines between quoted mail before and after them; equal where nothing else is left.

    Quoted lines between own lines stay.
    """
    lines = _lines(text)
    first = _skip_quoted(lines)
    last = next((at for at in range(first, len(lines)) if _ends_here(lines, at)), len(lines))
    while last > first and _is_blank_or_quoted(lines[last - 1][2]):
        last -= 1
    if first >= last:
        return 0, 0
    return lines[first][0], lines[last - 1][1]


def _lines(text: str) -> list[tuple[int, int, str]]:
    """(start, end, content) of each line; the content of an over-long line is empty only in its form, it is cut."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line), line[:MAX_LINE_CHARACTERS]))
        start += len(line) + 1
    return found


def _is_quoted(line: str) -> bool:
    return line.lstrip(" ").startswith(">")


def _is_blank_or_quoted(line: str) -> bool:
    return not line.strip() or _is_quoted(line)


def _skip_quoted(lines: list[tuple[int, int, str]]) -> int:
    """The first line after a quotation that the text begins with, with what announces it; 0 where it begins otherwise."""
    at = 0
    while at < len(lines) and not lines[at][2].strip():
        at += 1
    if at < len(lines) and not _is_quoted(lines[at][2]) and _announces(lines, at):
        at += 1 if _is_announcement(lines[at][2]) else 2
    after = at
    while after < len(lines) and _is_blank_or_quoted(lines[after][2]):
        after += 1
    return after if any(_is_quoted(line) for _, _, line in lines[at:after]) and after < len(lines) else 0


def _ends_here(lines: list[tuple[int, int, str]], at: int) -> bool:
    """Whether everything from this line on is quoted mail or a signature."""
    line = lines[at][2]
    if not line.strip():
        return False
    if line.rstrip() == "--" or _DEVICE.fullmatch(line.strip()):
        return True
    if _RULE.fullmatch(line):
        return _count_headers(lines, at + 1) >= 2 or (at + 1 < len(lines) and any(map(str.isalpha, line)))
    return _count_headers(lines, at) >= MIN_HEADERS or _announces(lines, at)


def _count_headers(lines: list[tuple[int, int, str]], at: int) -> int:
    """Header lines in a row from here. One of them must hold an address or a date."""
    count, is_mail = 0, False
    while at + count < len(lines) and count < 8 and _is_header(lines[at + count][2]):
        line = lines[at + count][2]
        is_mail = is_mail or bool(_ADDRESS.search(line) or _CLOCK.search(line) or _DATE.search(line))
        count += 1
    return count if is_mail or count > MIN_HEADERS else 0


def _is_header(line: str) -> bool:
    return ":" in line[:30] and _HEADER.match(line) is not None


def _announces(lines: list[tuple[int, int, str]], at: int) -> bool:
    """Whether this line, alone or with the next, says who wrote the mail that is quoted after it."""
    line = lines[at][2]
    if _is_announcement(line):
        return _is_followed_by_quotation(lines, at + 1) or bool(_ADDRESS.search(line) and _DATE.search(line))
    if at + 1 == len(lines) or line.rstrip().endswith((".", "?", "!")):
        return False
    return _is_announcement(f"{line} {lines[at + 1][2]}") and _is_followed_by_quotation(lines, at + 2)


def _is_announcement(line: str) -> bool:
    """Whether it ends with a colon and holds a date, with a time or an address."""
    if not line.rstrip().endswith((":", "：")):
        return False
    has_clock = _CLOCK.search(line) is not None
    return (has_clock or _DATE.search(line) is not None) and (has_clock or _ADDRESS.search(line) is not None)


def _is_followed_by_quotation(lines: list[tuple[int, int, str]], at: int) -> bool:
    following = next((line for _, _, line in lines[at : at + 3] if line.strip()), "")
    return _is_quoted(following)
