"""The front matter of Markdown files, which is not shown: only its title is read."""

import re
import tomllib
from typing import Any

import yaml

_LONGEST = 100_000  # characters
_YAML = re.compile(r"\A---[ \t]*\n(?=[ \t]*(?:#[^\n]*)?\n|[A-Za-z_\"'][^\n]{0,200}?:)")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_TITLE_LINE = re.compile(r"^title[ \t]*[:=][ \t]*(\S[^\n]*)$", re.MULTILINE | re.IGNORECASE)


def split_front_matter(text: str) -> tuple[str, str]:
    """(title, the text below). The title is '' where there is none."""
    if opened := _YAML.match(text):
        closed = _YAML_END.search(text, opened.end() - 1, _LONGEST)
        if closed:
            return _read_title(text[opened.end() : closed.start()], yaml.safe_load), text[closed.end() :]
    if text.startswith("+++\n"):
        closed = _TOML_END.search(text, 4, _LONGEST)
        if closed:
            return _read_title(text[4 : closed.start()], tomllib.loads), text[closed.end() :]
    return "", text


def _read_title(front: str, load: Any) -> str:
    """Read as data, or, where templates or mistakes make that impossible, from the line of the title."""
    try:
        values = load(front)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        found = _TITLE_LINE.search(front)
        return found[1].strip().strip("'\"") if found else ""
    found = {str(name).lower(): value for name, value in values.items()}.get("title") if isinstance(values, dict) else None
    return " ".join(str(found).split()) if isinstance(found, str | int | float) else ""
