"""Removing the comments of template languages, which a reader of the finished page never sees. Code is left as it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST_SPAN = 2_000  # characters of an inline code span


@dataclass(frozen=True, slots=True)
class _Comment:
    """How a comment begins and ends."""

    opener: str
    """A pattern that needs no text before it."""
    closer: str
    """A pattern; the first match after the opener ends the comment."""
    ends_with_text: bool = True
    """Whether a comment that is never closed reaches to the end of the text; else only to the end of its paragraph."""


_COMMENTS = (
    _Comment(r"\{%-?\s*comment\b[^%]{0,200}%\}", r"\{%-?\s*endcomment\s*-?%\}"),  # Liquid, Django, Twig's relatives
    _Comment(r"\{%-?\s*doc\s*-?%\}", r"\{%-?\s*enddoc\s*-?%\}"),  # Liquid
    _Comment(r"\{%-?\s*#", r"%\}", False),  # Liquid, inline
    _Comment(r"\{#(?=[\s#-])", r"#\}", False),  # Jinja, Twig, Django, Nunjucks
    _Comment(r"\{\{~?!--", r"--~?\}\}"),  # Handlebars
    _Comment(r"\{\{~?!", r"\}\}", False),  # Mustache
    _Comment(r"\{\{--", r"--\}\}"),  # Blade
    _Comment(r"\{\{-?\s*/\*", r"\*/\s*-?\}\}"),  # Go, Hugo
    _Comment(r"\{\{[<%]\s*comment\s*[%>]\}\}", r"\{\{[<%]\s*/\s*comment\s*[%>]\}\}"),  # Hugo, as a shortcode
    _Comment(r"<%--", r"--%>"),  # JSP, ASP, ERB
    _Comment(r"<%[#!]", r"%>"),  # ERB, EJS
    _Comment(r"<%doc>", r"</%doc>"),  # Mako
    _Comment(r"\{/\*", r"\*/\}"),  # MDX
    _Comment(r"\{::comment\}", r"\{:/(?:comment)?\}"),  # kramdown
    _Comment(r"\{>>", r"<<\}", False),  # CriticMarkup
    _Comment(r"(?:(?<=\s)|(?<![\s\S]))%%(?!\w)", r"%%", False),  # Obsidian
    _Comment(r"(?m:^@\*|(?<=\s)@\*)", r"\*@", False),  # Razor
)
_RAW = (r"\{%-?\s*(?:raw|verbatim)\s*-?%\}", re.compile(r"\{%-?\s*end(?:raw|verbatim)\s*-?%\}"))
_OPENERS = re.compile(
    r"(?P<line>(?m:^)[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*)|(?P<ticks>`+)|(?P<raw>"
    + _RAW[0]
    + ")|"
    + "|".join(f"(?P<c{number}>{comment.opener})" for number, comment in enumerate(_COMMENTS))
)
_CLOSERS = tuple(re.compile(comment.closer) for comment in _COMMENTS)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


def remove_template_comments(text: str) -> str:
    """The text without comments, in time linear in its length. A comment that is never closed is removed too."""
    return "".join(_visible(text)) if any(sign in text for sign in ("{", "<%", "%%", "@*")) else text


def _visible(text: str) -> Iterator[str]:
    at, kept_from = 0, 0
    unclosed: set[int] = set()
    while found := _OPENERS.search(text, at):
        if found["fence"]:
            at = _end_of_fence(text, found)
        elif found["ticks"]:
            at = _end_of_span(text, found)
        elif found["raw"]:
            closed = _RAW[1].search(text, found.end())
            at = closed.end() if closed else len(text)
        else:
            number = int((found.lastgroup or "c0")[1:])
            yield text[kept_from : found.start()]
            at = kept_from = _end_of_comment(text, found.end(), number, unclosed)
    yield text[kept_from:]


def _end_of_comment(text: str, start: int, number: int, unclosed: set[int]) -> int:
    """`unclosed` remembers for which comments no closer follows, so that the rest of the text is searched once for each."""
    comment = _COMMENTS[number]
    closed = None if number in unclosed else _CLOSERS[number].search(text, start)
    if closed:
        return closed.end()
    unclosed.add(number)
    paragraph = None if comment.ends_with_text else _PARAGRAPH_END.search(text, start)
    return paragraph.start() if paragraph else len(text)


def _end_of_fence(text: str, opened: re.Match[str]) -> int:
    fence = opened["fence"]
    at = opened.end()
    while at < len(text):
        end = text.find("\n", at + 1)
        line = text[at + 1 : end if end >= 0 else len(text)]
        at = end if end >= 0 else len(text)
        bare = line.strip()
        if len(bare) >= len(fence) and set(bare) == {fence[0]} and len(line) - len(line.lstrip(" ")) < 4:
            break
    return at


def _end_of_span(text: str, opened: re.Match[str]) -> int:
    """The end of an inline code span, which a run of as many ticks closes in the same paragraph; else of the ticks."""
    ticks = opened["ticks"]
    limit = min(len(text), opened.end() + _LONGEST_SPAN)
    at = opened.end()
    while (at := text.find(ticks, at, limit)) >= 0:
        end = at + len(ticks)
        while end < len(text) and text[end] == "`":
            end += 1
        if end - at == len(ticks):
            return opened.end() if _PARAGRAPH_END.search(text, opened.end(), at) else end
        at = end
    return opened.end()
