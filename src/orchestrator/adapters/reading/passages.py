"""Cutting a Markdown text into passages along its structure. This module finds the sections; `filling` cuts a
section into pieces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.filling import BLOCKS, fill
from orchestrator.ports.reading import Passage

_LONGEST_PASSAGE = 900  # characters
_LONGEST_HEADING = 120  # characters; a longer 'heading' is a paragraph that happens to stand above a line
_LONGEST_QUESTION = 300  # characters
_TITLE_WINDOW = 50_000  # characters at the start of a text in which its title is looked for

_INLINE = MarkdownIt("commonmark")
_QUESTION_RANK = 7
_NO_WORDS = re.compile(r"[\s*_|:=-]*")


@dataclass(frozen=True, slots=True)
class _SectionStart:
    """The start of a section: a heading, or a question that stands alone above its answer."""

    first: int
    """Number of its first line."""
    last: int
    """Number of the line after it."""
    rank: int
    """1 to 6 for a heading, 7 for a question."""
    text: str
    """Without markup."""


def split_passages(text: str) -> Sequence[Passage]:
    """The passages in order. A heading without text below becomes a passage itself; a question is kept with its
    answer."""
    lines = clean(text).split("\n")
    starts = [*_read_section_starts(lines), _SectionStart(len(lines), len(lines), 1, "")]
    passages = list(_fill(lines[: starts[0].first], []))
    path: list[_SectionStart] = []
    for start, following in pairwise(starts):
        path = [above for above in path if above.rank < start.rank]
        body = lines[start.last : following.first]
        if start.rank == _QUESTION_RANK:
            passages += _fill_answer(lines[start.first : start.last], body, path, start)
        elif start.text and not "".join(body).strip() and following.rank <= start.rank:
            passages.append(Passage(content=start.text, heading=_render_path(path)))
        else:
            passages += _fill(body, [*path, start])
        path.append(start)
    return passages


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text."""

    rank: int
    """1 to 6."""
    text: str
    """Without markup."""
    is_at_top: bool
    """Whether nothing stands above it."""


def read_headings(text: str) -> Sequence[Heading]:
    """The headings at the beginning of a text, in order."""
    lines = text[:_TITLE_WINDOW].split("\n")
    starts = [start for start in _read_section_starts(lines) if start.rank < _QUESTION_RANK and start.text]
    return [Heading(start.rank, start.text, not "".join(lines[: start.first]).strip()) for start in starts]


def _read_section_starts(lines: Sequence[str]) -> list[_SectionStart]:
    tokens = BLOCKS.parse("\n".join(lines))
    # The text of a heading or a paragraph is in the token after its opening token.
    blocks = [(token, inside.content) for token, inside in pairwise([*tokens, Token("", "", 0)]) if token.level == 0 and token.map]
    starts = []
    after_question = False
    for (token, content), (following, _) in pairwise([*blocks, (Token("heading_open", "", 1), "")]):
        is_question = token.type == "paragraph_open" and _is_question(content)
        if token.type == "heading_open" and len(content) <= _LONGEST_HEADING and "\n" not in content:
            starts.append(_start_at(token, int(token.tag[1]), content))
        elif is_question and not after_question and following.type != "heading_open":
            starts.append(_start_at(token, _QUESTION_RANK, content))
        after_question = is_question
    return starts


def _is_question(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_QUESTION and "\n" not in paragraph and paragraph.rstrip(" *_").endswith(("?", "\uff1f"))


def _start_at(token: Token, rank: int, content: str) -> _SectionStart:
    first, last = token.map or (0, 0)
    return _SectionStart(first, last, rank, _render_plain(content))


def _render_plain(content: str) -> str:
    inline = _INLINE.parseInline(content)[0].children or []
    return " ".join("".join(token.content for token in inline if token.type in ("text", "code_inline", "image")).split())


def _render_path(path: Sequence[_SectionStart]) -> str:
    """A heading that repeats the one above it is named once."""
    names = [start.text for start in path if start.text]
    return " > ".join(name for at, name in enumerate(names) if not at or name.casefold() != names[at - 1].casefold())


def _fill(lines: Sequence[str], path: Sequence[_SectionStart], most: int = _LONGEST_PASSAGE) -> Iterator[Passage]:
    body = "\n".join(lines)
    for content in fill(body, most):
        if not _NO_WORDS.fullmatch(content):
            yield Passage(content=content, heading=_render_path(path))


def _fill_answer(question: Sequence[str], answer: Sequence[str], path: Sequence[_SectionStart], start: _SectionStart) -> Iterator[Passage]:
    question_text = "\n".join(question).strip()
    pieces = list(_fill(answer, [*path, start], most=_LONGEST_PASSAGE - len(question_text) - 2))
    first = f"{question_text}\n\n{pieces[0].content}" if pieces else question_text
    yield Passage(content=first, heading=_render_path(path))
    yield from pieces[1:]
