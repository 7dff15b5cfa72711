"""Slack's own notation, mrkdwn: Markdown into it, and what people wrote in it into plain text."""

import re

from orchestrator.adapters.channels.markup import render

MAX_SECTION_CHARACTERS = 3_000
MAX_SECTIONS = 45
"""Slack takes 50 blocks; buttons need some."""
MAX_LINK_CHARACTERS = 2_000
"""A longer one is written as text, which can be cut."""
MAX_READ_CHARACTERS = 40_000
"""Slack cuts longer messages."""
FENCE = "```"

# What must not be cut in two: a link, and an escaped sign.
_PIECE = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|[^<&]|[<&]")
_LINK = re.compile(r"<[^<>|]*\|([^<>]*)>")
_CODE = re.compile(r"(```[^`]{0,20000}```|`[^`\n]{1,4000}`)")
_FORMAT = re.compile(r"(?<![\w*_~])([*_~])(?![\s*_~])([^*_~\n]{1,1000})(?<!\s)\1(?![\w*_~])")
_REFERENCE = re.compile(r"<([^<>\n]{1,4000})>")


class _Mrkdwn:
    def escape(self, text: str) -> str:
        return escape(text)

    def strong(self, inner: str) -> str:
        return _around("*", inner)

    def emphasis(self, inner: str) -> str:
        return _around("_", inner)

    def struck(self, inner: str) -> str:
        return _around("~", inner)

    def code(self, text: str) -> str:
        return f"`{escape(text)}`" if text.strip() and "`" not in text else escape(text)

    def block(self, text: str) -> str:
        return f"{FENCE}\n{escape(text.replace(FENCE, chr(0x2019) * 3))}\n{FENCE}"

    def link(self, address: str, inner: str) -> str:
        # An image inside a link is a link inside a link, which cannot be written.
        label = _LINK.sub(r"\1", inner).replace("\n", " ").replace("|", "¦")
        written = f"<{escape(address).replace('|', '%7C')}|{label}>"
        return written if len(written) <= MAX_LINK_CHARACTERS else f"{label} ({escape(address)})"

    def quote(self, inner: str) -> str:
        return "\n".join(f"> {line.removeprefix('> ')}" for line in inner.split("\n"))


def escape(text: str) -> str:
    """So that Slack reads no mention, link or channel in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render_sections(text: str) -> list[str]:
    """A message as texts of 1 to 3,000 characters, which follow each other. However much longer it becomes by escaping, it is cut, not shortened."""
    sections: list[str] = []
    for block in render(text, _Mrkdwn()) or [escape(text)]:
        if sections and len(sections[-1]) + 2 + len(block) <= MAX_SECTION_CHARACTERS:
            sections[-1] += f"\n\n{block}"
        else:
            sections += _cut(block)
    return [section for section in sections if section.strip()][:MAX_SECTIONS]


def read_text(text: str, bot: str) -> str:
    """What somebody wrote, without formats and without the mention of the bot. Of a text longer than people write, only the signs are read."""
    if len(text) > MAX_READ_CHARACTERS:
        return unescape(text).strip()
    return unescape("".join(_read_piece(piece, bot) for piece in _CODE.split(text))).strip()


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read_piece(piece: str, bot: str) -> str:
    if not piece.startswith("`"):
        piece = _FORMAT.sub(r"\2", piece)
    read = _REFERENCE.sub(lambda found: _read_reference(found[1], bot), piece)
    return re.sub(r"[ \t]{0,9}\0[ \t]{0,9}[,:]?[ \t]{0,9}", " ", read)


def _read_reference(inside: str, bot: str) -> str:
    """<@U1>, <#C1|name>, <!here>, <!subteam^S1|@name>, <https://…|label>. The bot's own mention becomes a NUL, which no text has."""
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            return "\0" if target[1:] == bot else f"@{label.removeprefix('@') or target[1:]}"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            address = target.removeprefix("mailto:")
            return f"{label} ({address})" if label and label not in (address, target) else address


def _around(sign: str, inner: str) -> str:
    """Slack reads no format around several lines, around spaces, or around the same format."""
    return "\n".join(f"{sign}{line}{sign}" if line.strip() == line and line and sign not in line else line for line in inner.split("\n"))


def _cut(block: str) -> list[str]:
    if len(block) <= MAX_SECTION_CHARACTERS:
        return [block]
    if not block.startswith(FENCE):
        return _cut_lines(block, MAX_SECTION_CHARACTERS)
    lines = block.removeprefix(f"{FENCE}\n").removesuffix(f"\n{FENCE}")
    return [f"{FENCE}\n{piece}\n{FENCE}" for piece in _cut_lines(lines, MAX_SECTION_CHARACTERS - 8)]


def _cut_lines(text: str, limit: int) -> list[str]:
    """Pieces that end with a line or a word where one ends in their second half."""
    pieces: list[str] = []
    piece = ""
    for sign in _PIECE.findall(text):
        while piece and len(piece) + len(sign) > limit:
            end = max(piece.rfind("\n", limit // 2), piece.rfind(" ", limit // 2)) + 1 or len(piece)
            pieces.append(piece[:end])
            piece = piece[end:]
        piece += sign
    return [each for each in (*pieces, piece) if each.strip()]
