"""Notion's export: a zip of Markdown and CSV files, and sometimes of zips of those."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from orchestrator.adapters.reading.archives import read_archive
from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.refusing import too_large, unreadable
from orchestrator.adapters.reading.texts.markdown_source import read_markdown
from orchestrator.adapters.reading.texts.rows import read_csv
from orchestrator.ports.sources import ReadExport, ReadItem

MOST_FILES = 5_000
MOST_BYTES = 60_000_000
"""Of the texts of an export, unpacked."""
_ID = re.compile(r" ?[0-9a-f]{32}(?=$|[./_])")
_LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")


def read_notion(name: str, data: bytes) -> ReadExport:
    """A document for each page and each table. Raises Invalid `unreadable_document`, TooLarge `too_large_document`."""
    if not data.startswith(b"PK\x03\x04"):
        raise unreadable(name, "it is no zip; export from Notion as Markdown and CSV")
    items = list(_read_zip(name, data, is_inner=False, room=[MOST_BYTES]))
    if not items:
        raise unreadable(name, "no Markdown or CSV is in it; export from Notion as Markdown and CSV")
    return ReadExport(tuple({item.key: item for item in items}.values())[:MOST_FILES], is_whole=True)


def _read_zip(name: str, data: bytes, is_inner: bool, room: list[int]) -> Iterator[ReadItem]:
    read_archive(name, data)  # checks all sizes, and unpacks nothing that lies about its own
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            path = PurePosixPath(member.filename.replace("\\", "/"))
            ending = path.suffix.lower()
            if member.is_dir() or ending not in (".md", ".csv", ".zip") or "__MACOSX" in path.parts:
                continue
            if ending == ".zip" and is_inner:
                continue
            room[0] -= member.file_size
            if room[0] < 0:
                raise too_large(name, f"its texts have more than {MOST_BYTES // 10**6} MB")
            inner = archive.read(member)
            if ending == ".zip":
                yield from _read_zip(name, inner, True, room)
            elif item := _read_file(name, path, inner):
                yield item


def _read_file(name: str, path: PurePosixPath, data: bytes) -> ReadItem | None:
    # Notion writes a table twice: as it is filtered, and whole.
    if path.suffix.lower() == ".csv" and path.stem.endswith("_all"):
        return None
    shown = _ID.sub("", path.as_posix())
    text = clean(decode(data))
    if path.suffix.lower() == ".csv":
        title, body = "", read_csv(text)
    else:
        title, body = read_markdown(text)
    body = _LINK.sub(r"\1", body).strip()
    heading = next((line[2:].strip() for line in body.split("\n", 3)[:3] if line.startswith("# ")), "")
    # What is stored is Markdown, also of a table.
    named = f"{name}/{PurePosixPath(shown).with_suffix('.md')}"[-300:]
    return ReadItem(path.as_posix()[-500:], title or heading or PurePosixPath(shown).stem, body, named) if body else None
