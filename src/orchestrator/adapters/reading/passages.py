"""A Markdown text cut into passages along its structure. Here are the sections; a section is filled next door."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.filling import BLOCKS, fill
from orchestrator.ports.reading import Passage

_MOST = 900  # characters a passage may have
_HEADING_MOST = 120  # characters; a longer 'heading' is a paragraph that happens to stand above a line
_QUESTION_MOST = 300
_TITLE_WINDOW = 50_000

_INLINE = MarkdownIt("commonmark")
_QUESTION_RANK = 7
_NO_WORDS = re.compile(r"[\s*_|:=-]*")


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a section begins: a heading, or a question that stands alone above its answer."""

    first: int
    """Its first line; `last` is the line after it."""
    last: int
    rank: int
    """1 to 6 for a heading, 7 for a question."""
    text: str
    """Without markup."""


def split_passages(text: str) -> Sequence[Passage]:
    """A heading with nothing under it becomes a passage itself; a question is quoted with its answer."""
    lines = clean(text).split("\n")
    cuts = [*_read_cuts(lines), _Cut(len(lines), len(lines), 1, "")]
    passages = list(_fill(lines[: cuts[0].first], []))
    path: list[_Cut] = []
    for cut, following in pairwise(cuts):
        path = [above for above in path if above.rank < cut.rank]
        body = lines[cut.last : following.first]
        if cut.rank == _QUESTION_RANK:
            passages += _fill_answer(lines[cut.first : cut.last], body, path, cut)
        elif cut.text and not "".join(body).strip() and following.rank <= cut.rank:
            passages.append(Passage(content=cut.text, heading=_render_path(path)))
        else:
            passages += _fill(body, [*path, cut])
        path.append(cut)
    return passages


def read_first_heading(text: str) -> str:
    """The text of the first heading, or ''."""
    cuts = _read_cuts(text[:_TITLE_WINDOW].split("\n"))
    return next((cut.text for cut in cuts if cut.rank < _QUESTION_RANK), "")


def _read_cuts(lines: Sequence[str]) -> list[_Cut]:
    tokens = BLOCKS.parse("\n".join(lines))
    # the text of a heading or a paragraph is in the token after its opening
    blocks = [(token, inside.content) for token, inside in pairwise([*tokens, Token("", "", 0)]) if token.level == 0 and token.map]
    cuts = []
    after_question = False
    for (token, content), (following, _) in pairwise([*blocks, (Token("heading_open", "", 1), "")]):
        is_question = token.type == "paragraph_open" and _is_question(content)
        if token.type == "heading_open" and len(content) <= _HEADING_MOST and "\n" not in content:
            cuts.append(_cut_at(token, int(token.tag[1]), content))
        elif is_question and not after_question and following.type != "heading_open":
            cuts.append(_cut_at(token, _QUESTION_RANK, content))
        after_question = is_question
    return cuts


def _is_question(paragraph: str) -> bool:
    return len(paragraph) <= _QUESTION_MOST and "\n" not in paragraph and paragraph.rstrip(" *_").endswith(("?", "\uff1f"))


def _cut_at(token: Token, rank: int, content: str) -> _Cut:
    first, last = token.map or (0, 0)
    return _Cut(first, last, rank, _render_plain(content))


def _render_plain(content: str) -> str:
    inline = _INLINE.parseInline(content)[0].children or []
    return " ".join("".join(token.content for token in inline if token.type in ("text", "code_inline", "image")).split())


def _render_path(path: Sequence[_Cut]) -> str:
    return " > ".join(cut.text for cut in path if cut.text)


def _fill(lines: Sequence[str], path: Sequence[_Cut], most: int = _MOST) -> Iterator[Passage]:
    body = "\n".join(lines)
    for content in fill(body, most):
        if not _NO_WORDS.fullmatch(content):
            yield Passage(content=content, heading=_render_path(path))


def _fill_answer(question: Sequence[str], answer: Sequence[str], path: Sequence[_Cut], cut: _Cut) -> Iterator[Passage]:
    asked = "\n".join(question).strip()
    pieces = list(_fill(answer, [*path, cut], most=_MOST - len(asked) - 2))
    told = f"{asked}\n\n{pieces[0].content}" if pieces else asked
    yield Passage(content=told, heading=_render_path(path))
    yield from pieces[1:]
