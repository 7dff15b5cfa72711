"""Detecting the type of a file from its first bytes and, for text, from the extension of its name. Nothing is
converted here."""

import re
from enum import StrEnum
from pathlib import PurePosixPath

from orchestrator.adapters.reading.archives import read_archive
from orchestrator.adapters.reading.refusing import unreadable


class FileType(StrEnum):
    """The types that can be converted to Markdown."""

    markdown = "markdown"
    plain = "plain"
    rst = "rst"
    asciidoc = "asciidoc"
    org = "org"
    tex = "tex"
    mail = "mail"
    feed = "feed"
    html = "html"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    pdf = "pdf"
    docx = "docx"
    pptx = "pptx"
    xlsx = "xlsx"
    epub = "epub"


_TEXT_ENDINGS = {
    ".md": FileType.markdown,
    ".markdown": FileType.markdown,
    ".mdx": FileType.markdown,
    ".rst": FileType.rst,
    ".adoc": FileType.asciidoc,
    ".asciidoc": FileType.asciidoc,
    ".org": FileType.org,
    ".tex": FileType.tex,
    ".eml": FileType.mail,
    ".xml": FileType.feed,
    ".rss": FileType.feed,
    ".atom": FileType.feed,
    ".qmd": FileType.markdown,
    ".rmd": FileType.markdown,
    ".html": FileType.html,
    ".htm": FileType.html,
    ".xhtml": FileType.html,
    **dict.fromkeys(
        (".liquid", ".njk", ".jinja", ".jinja2", ".j2", ".twig", ".hbs", ".handlebars", ".mustache", ".erb", ".ejs"), FileType.html
    ),
    ".csv": FileType.csv,
    ".tsv": FileType.csv,
    ".json": FileType.json,
    ".jsonl": FileType.jsonl,
    ".ndjson": FileType.jsonl,
}

_UNSUPPORTED = (
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"RIFF", "it is a picture, a sound or a video"),
    (b"ID3", "it is a sound"),
    (b"{\\rtf", "it is a rich text file; save it as DOCX or PDF"),
    (b"Rar!", "it is an archive; add the files in it one by one"),
    (b"7z\xbc\xaf", "it is an archive; add the files in it one by one"),
    (b"\x1f\x8b", "it is an archive; add the files in it one by one"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b") + b"\x7f"
_CONTROL_SHARE = 0.05  # largest share of control characters in a text; random bytes have about 0.11


def detect(name: str, data: bytes) -> FileType:
    """Decides by the content; for text without a clear sign, by the extension of the name, else plain text.

    Raises Invalid `unreadable_document`, and TooLarge `too_large_document` for an archive that unpacks into far more
    than a person writes.
    """
    if data.lstrip()[:5] == b"%PDF-" or (name.lower().endswith(".pdf") and b"%PDF-" in data[:1024]):
        return FileType.pdf
    if data.startswith(b"PK\x03\x04"):
        return _detect_zipped(name, data)
    if data.startswith(_OLE):
        raise unreadable(name, _ole_reason(data))
    for magic, reason in _UNSUPPORTED:
        if data.startswith(magic):
            raise unreadable(name, reason)
    if _is_binary(data):
        raise unreadable(name, "it is not a document of a known type")
    if _HTML.match(data):
        return FileType.html
    return _TEXT_ENDINGS.get(PurePosixPath(name.lower()).suffix, FileType.plain)


def _is_binary(data: bytes) -> bool:
    if data.startswith(_UTF16):
        return False
    head = data[:8192]
    return len(head) - len(head.translate(None, _CONTROL)) > 3 + _CONTROL_SHARE * len(head)


def _ole_reason(data: bytes) -> str:
    """Says which one it is: Office stores documents with a password and documents from before 2007 in the same
    container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "it is protected by a password"
    return "it is in an Office format from before 2007; save it as DOCX, PPTX or PDF"


def _detect_zipped(name: str, data: bytes) -> FileType:
    archive = read_archive(name, data)
    if "word/document.xml" in archive.names:
        return FileType.docx
    if "ppt/presentation.xml" in archive.names:
        return FileType.pptx
    if archive.mimetype == "application/epub+zip":
        return FileType.epub
    if "xl/workbook.xml" in archive.names:
        return FileType.xlsx
    if archive.mimetype.startswith("application/vnd.oasis.opendocument"):
        raise unreadable(name, "it is an OpenDocument file; save it as DOCX, XLSX, PPTX or PDF")
    raise unreadable(name, "it is an archive; add the files in it one by one")
