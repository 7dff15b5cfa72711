"""Files made to hold or to fill the process that reads them, written here and never kept. Also used by
`benchmarks/attack/documents.py`.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def pdf(pages: Sequence[bytes], count: int | None = None) -> bytes:
    """A PDF with these content streams; `count` is what its page tree says. Equal pages share one stream."""
    streams = list(dict.fromkeys(pages))
    first_stream = 4 + len(pages)
    kids = " ".join(f"{4 + number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages) if count is None else count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    places = {content: first_stream + number for number, content in enumerate(streams)}
    for content in pages:
        resources = b"/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R " + resources + b" /Contents %d 0 R >>" % places[content])
    for content in streams:
        packed = zlib.compress(content, 9)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream")
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, each in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + each + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))
    return out.getvalue()


def line_of_text(text: str = "Bees fly at ten degrees.") -> bytes:
    return b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (" + text.encode() + b") Tj ET"


def overlapping_text(texts: int, mark: int = 0) -> bytes:
    """A PDF of one page on which texts lie over each other: laying them out takes time in their square and more."""
    lines = (b"1 0 0 1 %d.%02d 500 Tm (overlapping words here %d %d) Tj\n" % (100 + n % 7, n % 100, n, mark) for n in range(texts))
    return pdf([b"BT /F1 9 Tf\n" + b"".join(lines) + b"ET"])


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_huge_member(name: str, size: int) -> bytes:
    """A Word file one member of which has `size` equal bytes: about a thousandth of that in the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for each, data in DOCX.items():
            archive.writestr(each, data)
        with archive.open(name, "w") as member:
            for _ in range(size // 1_000_000):
                member.write(b"a" * 1_000_000)
    return out.getvalue()


def with_lying_directory(size: int, said: int = 1_000) -> bytes:
    """As `with_huge_member` for the text, but the directory says that it has `said` bytes."""
    data = bytearray(with_huge_member("docProps/core.xml", size))
    for entry in _entries(data):
        if data[entry + 46 : entry + 46 + 17] == b"docProps/core.xml":
            struct.pack_into("<I", data, entry + 24, said)
    return bytes(data)


def _entries(data: bytes | bytearray) -> list[int]:
    found, at = [], bytes(data).rfind(b"PK\x05\x06")
    place = struct.unpack_from("<I", data, at + 16)[0]
    while bytes(data[place : place + 4]) == b"PK\x01\x02":
        found.append(place)
        lengths = struct.unpack_from("<HHH", data, place + 28)
        place += 46 + sum(lengths)
    return found


def with_many_members(number: int) -> bytes:
    return zipped(DOCX | {f"word/media/{each}": b"" for each in range(number)})


def word_xml(body: str) -> bytes:
    """A Word file with this body."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    document = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": types.encode(), "_rels/.rels": relations.encode(), "word/document.xml": document.encode()})


def paragraphs(number: int) -> str:
    return "".join(f"<w:p><w:r><w:t>Bees {each}</w:t></w:r></w:p>" for each in range(number))


def with_entities(levels: int = 9) -> bytes:
    """A Word file whose few entities stand for ten to the power of `levels` words."""
    entities = '<!ENTITY e0 "bees ">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels + 1))
    body = f"<!DOCTYPE d [{entities}]>"
    good = word_xml(f"<w:p><w:r><w:t>&e{levels};</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {"word/document.xml": body.encode() + members["word/document.xml"]})
