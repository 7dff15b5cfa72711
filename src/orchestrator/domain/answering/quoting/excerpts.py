"""A part of a passage that somebody marked, found again in the passage."""

import re

RUN = re.compile(r"\s+")


def find_excerpt(content: str, marked: str) -> str | None:
    """The marked part as it stands in `content`; None where it does not. White space may differ: a window breaks lines elsewhere.

    Linear in both lengths. A blank mark is no part.
    """
    wanted = " ".join(marked.split())
    if not wanted:
        return None
    plain, places, last = list[str](), list[int](), 0
    for run in RUN.finditer(content):
        plain += (content[last : run.start()], " ")
        places += range(last, run.start() + 1)
        last = run.end()
    plain.append(content[last:])
    places += range(last, len(content))
    at = "".join(plain).find(wanted)
    return content[places[at] : places[at + len(wanted) - 1] + 1] if at >= 0 else None
