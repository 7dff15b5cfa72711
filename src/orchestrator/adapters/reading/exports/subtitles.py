"""Subtitles of a film, as YouTube exports them: SubRip (.srt) and WebVTT (.vtt)."""

import re
from pathlib import PurePosixPath

from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.refusing import unreadable
from orchestrator.adapters.reading.titles import title_from_name
from orchestrator.ports.sources import ReadExport, ReadItem

_TIMES = re.compile(r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}\s*-->")
_TAG = re.compile(r"<[^<>\n]{0,100}>|\{\\[^{}\n]{0,40}\}")
_NOISE = re.compile(r"^\[[^\[\]\n]{0,60}\]$|^[♪♫\s]+$")
_PARAGRAPH = 600
"""Characters after which a sentence's end begins a new paragraph."""


def read_subtitles(name: str, data: bytes) -> ReadExport:
    """One document: what is said, in paragraphs. Lines that roll on in automatic subtitles are said once.

    Raises Invalid `unreadable_document`.
    """
    lines, has_times = _read_lines(clean(decode(data)))
    if not has_times:
        raise unreadable(name, "it holds no subtitles in the form of SubRip or WebVTT")
    text, named = _join(lines), f"{PurePosixPath(name).stem}.md"
    return ReadExport((ReadItem("subtitles", title_from_name(name), text, named),) if text else (), is_whole=True)


def _read_lines(text: str) -> tuple[list[str], bool]:
    lines, has_times, is_said = list[str](), False, False
    for raw in text.split("\n"):
        if _TIMES.match(raw):
            has_times = is_said = True
            continue
        line = " ".join(_TAG.sub("", raw).replace("&nbsp;", " ").replace("&amp;", "&").split())
        if not raw.strip():
            is_said = False
        elif is_said and line and not _NOISE.match(line) and line not in lines[-2:]:
            lines.append(line)
    return lines, has_times


def _join(lines: list[str]) -> str:
    paragraphs, current, size = list[str](), list[str](), 0
    for line in lines:
        current.append(line)
        size += len(line) + 1
        if size > 2 * _PARAGRAPH or (size > _PARAGRAPH and line.endswith((".", "!", "?", "…", "。", "！", "？"))):
            paragraphs.append(" ".join(current))
            current, size = [], 0
    return "\n\n".join([*paragraphs, " ".join(current)]).strip()
