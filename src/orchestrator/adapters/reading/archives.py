"""The sizes of a zip-based document, checked against its directory before anything is unpacked, and then against what
is really in it. Office documents and EPUB books are zip archives."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.adapters.reading.refusing import too_large, unreadable

_TEXT_ENDINGS = (".xml", ".rels", ".html", ".xhtml", ".htm", ".opf", ".ncx")
_TEXT_BYTES = 40_000_000  # of XML and HTML in one document; its tree in memory is about 20 times that
_ALL_BYTES = 300_000_000  # of everything in it
_MEMBERS = 10_000  # a presentation of 500 slides has about 3,000
_RATIO = 250  # unpacked to packed bytes of a large member; long tables in XML reach about 100, deflate allows 1,032
_LARGE_MEMBER_BYTES = 1_000_000
_MIMETYPE_BYTES = 100
_CHUNK_BYTES = 65_536
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones that the formats allow; the others have no bound
_DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, ValueError, EOFError)


@dataclass(frozen=True, slots=True)
class Archive:
    """What a checked archive holds."""

    names: frozenset[str]
    mimetype: str
    """The text of its member 'mimetype', at most 100 characters, or ''."""


def read_archive(name: str, data: bytes) -> Archive:
    """Checks all sizes. Memory is bounded by the directory; time by 300 MB of unpacking.

    Raises Invalid `unreadable_document` and TooLarge `too_large_document`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(name, members)
            for member in members:
                _check_content(archive, member)
            return Archive(frozenset(member.filename for member in members), _read_mimetype(archive, members))
    except _DAMAGE as error:
        raise unreadable(name, "it is damaged or incomplete") from error


def _check_directory(name: str, members: Sequence[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise unreadable(name, "it is protected by a password")
    if any(member.compress_type not in _METHODS for member in members):
        raise unreadable(name, "it is packed in a way that its format does not allow")
    if len(members) > _MEMBERS:
        raise too_large(name, f"it consists of more than {_MEMBERS:,} parts")
    written = sum(member.file_size for member in members if member.filename.lower().endswith(_TEXT_ENDINGS))
    everything = sum(member.file_size for member in members)
    if written > _TEXT_BYTES or everything > _ALL_BYTES or any(map(_is_inflated, members)):
        raise too_large(name, "it unpacks into more than can be read")


def _is_inflated(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(_LARGE_MEMBER_BYTES, _RATIO * member.compress_size)


def _check_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpacks the member in small pieces and drops them. A member that is longer than the directory says ends with a
    wrong checksum; read at once, it would be unpacked to its true size first."""
    with archive.open(member) as content:
        while content.read(_CHUNK_BYTES):
            pass


def _read_mimetype(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> str:
    found = next((member for member in members if member.filename == "mimetype"), None)
    if found is None or found.file_size > _MIMETYPE_BYTES:
        return ""
    return archive.read(found).decode("ascii", errors="replace").strip()
