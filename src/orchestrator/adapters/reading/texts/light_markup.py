"""AsciiDoc, Org and TeX as Markdown: headings, code, and no comments. Other marks stay as they are written."""

import re
from collections.abc import Callable, Iterator

_ASCIIDOC_HEADING = re.compile(r"^(={1,6})\s+(\S.*?)(?:\s+=+)?$")
_ASCIIDOC_FENCE = re.compile(r"^(-{4,}|\.{4,})\s*$")
_ASCIIDOC_ATTRIBUTE = re.compile(r"^:!?[\w-]+!?:(?:\s.*)?$")
_ORG_HEADING = re.compile(r"^(\*{1,6})\s+(?:(?:TODO|DONE|NEXT|WAITING)\s+)?(?:\[#\w\]\s+)?(\S.*?)(?:\s+:[\w@#%:]+:)?\s*$")
_ORG_BLOCK = re.compile(r"^\s*#\+(begin|end)_(\w+)[ \t]*(\S*)", re.IGNORECASE)
_ORG_TITLE = re.compile(r"^#\+title:\s*(\S.*)$", re.IGNORECASE)
_ORG_DRAWER = re.compile(r"^\s*:[A-Z_]+:\s*$")
_TEX_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*$")
_TEX_HEADING = re.compile(r"^\s*\\(part|chapter|section|subsection|subsubsection|paragraph)\*?(?:\[[^\]]*\])?\{([^{}]*)\}")
_TEX_RANKS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_TEX_TITLE = re.compile(r"\\title(?:\[[^\]]{0,300}\])?\{([^{}]{1,300})\}")
_TEX_HIDDEN = ((r"\begin{comment}", r"\end{comment}"), (r"\iffalse", r"\fi"))


def read_asciidoc(text: str) -> tuple[str, str]:
    """(Markdown, title)."""
    return _read(text, _asciidoc_lines)


def read_org(text: str) -> tuple[str, str]:
    """(Markdown, title)."""
    return _read(text, _org_lines)


def read_tex(text: str) -> tuple[str, str]:
    """(Markdown, title). Only what stands between the beginning and the end of the document is shown."""
    bare = "\n".join(_TEX_COMMENT.sub(r"\1", line) for line in text.split("\n"))
    for opener, closer in _TEX_HIDDEN:
        bare = _cut_out(bare, opener, closer)
    title = _TEX_TITLE.search(bare)
    body = bare.partition(r"\begin{document}")[2] or bare
    lines = (_TEX_HEADING.sub(lambda found: f"\n{'#' * _TEX_RANKS[found[1]]} {found[2]}\n", line) for line in body.split("\n"))
    return "\n".join(lines).partition(r"\end{document}")[0], title[1].strip() if title else ""


def _read(text: str, lines: Callable[[list[str], list[str]], Iterator[str]]) -> tuple[str, str]:
    titles: list[str] = []
    markdown = "\n".join(lines(text.split("\n"), titles))
    return markdown, titles[0] if titles else ""


def _asciidoc_lines(lines: list[str], titles: list[str]) -> Iterator[str]:
    hidden, fence = "", ""
    for line in lines:
        bare = line.rstrip()
        if fence:
            yield "```" if bare == fence else line
            fence = "" if bare == fence else fence
        elif hidden:
            hidden = "" if bare == hidden else hidden
        elif len(bare) >= 4 and set(bare) == {"/"}:
            hidden = bare
        elif (bare.startswith("//") and not bare.startswith("///")) or _ASCIIDOC_ATTRIBUTE.match(bare):
            continue
        elif found := _ASCIIDOC_FENCE.match(bare):
            fence = found[1]
            yield "```"
        elif found := _ASCIIDOC_HEADING.match(bare):
            if len(found[1]) == 1 and not titles:
                titles.append(found[2])
            yield f"{'#' * len(found[1])} {found[2]}"
        else:
            yield line
    if fence:
        yield "```"


def _org_lines(lines: list[str], titles: list[str]) -> Iterator[str]:
    block, in_drawer, hidden_below = "", False, 0
    for line in lines:
        found = _ORG_BLOCK.match(line)
        heading = None if block else _ORG_HEADING.match(line)
        if block:
            if found and found[1].lower() == "end" and found[2].lower() == block:
                yield "" if block == "comment" else "```"
                block = ""
            elif block != "comment":
                yield line
        elif heading and not (hidden_below and len(heading[1]) > hidden_below):
            # A heading with COMMENT is not exported, nor is what stands below it.
            hidden_below = len(heading[1]) if heading[2].startswith("COMMENT") else 0
            if not hidden_below:
                yield f"{'#' * len(heading[1])} {heading[2]}"
        elif hidden_below:
            continue
        elif found and found[1].lower() == "begin":
            block = found[2].lower()
            if block != "comment":
                yield f"```{found[3] if block == 'src' else ''}"
        elif title := _ORG_TITLE.match(line):
            titles.append(title[1].strip())
        elif _ORG_DRAWER.match(line):
            in_drawer = line.strip() != ":END:"
        elif not in_drawer and not line.lstrip().startswith(("# ", "#+")) and line.strip() != "#":
            yield line
    if block and block != "comment":
        yield "```"


def _cut_out(text: str, opener: str, closer: str) -> str:
    kept, at = [], 0
    while (start := text.find(opener, at)) >= 0:
        kept.append(text[at:start])
        end = text.find(closer, start)
        at = end + len(closer) if end >= 0 else len(text)
    return "".join([*kept, text[at:]])
