"""Reading real files of each type, and the errors for files that cannot be read."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable

import docx
import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.domain.errors import Invalid, OrchestratorError, TooLarge

READER = MarkitdownReader()
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "0000030101001898d04d0000000049454e44ae426082"
)


def pdf(*lines: str, title: str = "", password: str = "") -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=pdfencrypt.StandardEncryption(password) if password else None)
    page.setTitle(title)
    for row, line in enumerate(lines):
        page.drawString(72, 760 - 20 * row, line)
    page.showPage()
    page.save()
    return out.getvalue()


def word(build: Callable[[docx.document.Document], object], title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def epub() -> bytes:
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>',
            "c.opf": b'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Small Hives</dc:title></metadata>'
            b'<manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "a.xhtml": b"<html><body><h1>Chapter 1</h1><p>Bees fly at ten degrees.</p></body></html>",
        }
    )


def slides() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Spring check"
    slide.shapes.add_textbox(0, 0, 99, 99).text_frame.text = "Look for eggs first."
    slide.shapes.add_picture(io.BytesIO(PNG), 0, 0)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def code_of(name: str, data: bytes) -> str:
    with pytest.raises(OrchestratorError) as refused:
        READER.read(name, data)
    assert name in refused.value.detail
    assert refused.value.detail.endswith(".")
    return refused.value.code


def reason_of(name: str, data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        READER.read(name, data)
    return str(refused.value.fields["reason"])


@pytest.mark.parametrize(
    ("name", "data", "title", "contained"),
    [
        ("guide.md", b"Hello.\n\n# The *real* `title`\n\nText.", "The real title", "# The *real* `title`"),
        ("guide.md", b"---\ntitle: 'Front'\ntags: [a]\n---\n\nBody only.", "Front", "Body only."),
        ("winter-prep_2.txt", b"Wrap nothing.\r\nVentilate.\r", "Winter prep 2", "Wrap nothing.\nVentilate."),
        ("README", b"No ending at all.", "README", "No ending at all."),
        ("folder/sub\\log.xyz", b"Unknown ending, plain text.", "Log", "Unknown ending"),
        ("a.txt", "\ufeffHonig aus Röhrn".encode(), "A", "Honig aus Röhrn"),
        ("a.txt", "Bienenkönigin für Größe".encode("latin-1"), "A", "Bienenkönigin für Größe"),
        ("a.txt", "Åke säljer på ön".encode("latin-1"), "A", "Åke säljer på ön"),
        ("a.txt", ("Пчёлы живут в улье и собирают мёд летом. " * 3).encode("cp1251"), "A", "Пчёлы живут в улье"),
        ("a.txt", "Bee 蜂 notes".encode("utf-16"), "A", "Bee 蜂 notes"),
        ("a.txt", "Grüße, Königin, Wärme, Stöße, Fäule, Öl".encode() + b"\xff!", "A", "Grüße, Königin"),
        ("a.txt", b"Honey\x00 is\x07 18\x1b %", "A", "Honey is 18 %"),
        ("a.txt", "Bee\u0301s".encode(), "A", "Beés"),
        ("a.rst", b"=====\nGuide\n=====\n\nIntro.\n\nFeeding\n~~~~~~~\n\nSugar.\n", "Guide", "## Feeding"),
        ("a.html", b"<title>T</title><body><h2>Hi</h2><p>Bee<script>x</script></p>", "T", "## Hi\n\nBee"),
        ("a.html", b"<title>Only a title</title><body><p>Bee</p>", "Only a title", "Bee"),
        ("a.html", '<meta charset="latin-1"><p>Bienenkönigin'.encode("latin-1"), "A", "Bienenkönigin"),
        ("saved.md", b"<!DOCTYPE html><html><body><h1>Page</h1><p>Text</p></body></html>", "Page", "# Page"),
        (
            "costs.csv",
            "Teil;Preis\nHut;20 €\n\nA|B;1".encode(),
            "Costs",
            "| Teil | Preis |\n| --- | --- |\n| Hut | 20 € |\n| A\\|B | 1 |",
        ),
        ("one.csv", b"name\nhat\n", "One", "| name |\n| --- |\n| hat |"),
        ("a.json", b'{"hive": 1}', "A", '```json\n{"hive": 1}\n```'),
        ("a.pdf", pdf("Bees fly at ten degrees."), "A", "Bees fly at ten degrees."),
        ("a.pdf", pdf("Bees fly.", title="Flying weather"), "Flying weather", "Bees fly."),
        ("no ending", pdf("Bees fly."), "No ending", "Bees fly."),
        ("b.docx", word(lambda d: (d.add_heading("Käse", 1), d.add_paragraph("Wärme."))), "Käse", "# Käse\n\nWärme."),
        ("b.docx", word(lambda d: d.add_paragraph("Text."), title="Tom &amp; Bee"), "Tom &amp; Bee", "Text."),
        ("b.pdf", word(lambda d: d.add_paragraph("A Word file in disguise.")), "B", "A Word file in disguise."),
        ("c.pptx", slides(), "Spring check", "Look for eggs first."),
        ("d.epub", epub(), "Small Hives", "# Chapter 1\n\nBees fly at ten degrees."),
    ],
)
def test_reads(name: str, data: bytes, title: str, contained: str) -> None:
    document = READER.read(name, data)
    assert document.title == title
    assert contained in document.text


def test_word_tables_and_lists_become_markdown() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("Smoker", style="List Bullet")
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Hat", "20"
        document.add_picture(io.BytesIO(PNG))

    text = READER.read("list.docx", word(build)).text
    assert "* Smoker" in text
    assert "| Hat | 20 |" in text
    assert "base64" not in text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7\nnot really", "it is damaged or incomplete"),
        ("a.pdf", pdf("Whole")[:400], "it is damaged or incomplete"),
        ("a.pdf", pdf("Secret", password="x"), "it is protected by a password"),
        ("a.pdf", PNG, "it is a picture"),
        ("a.md", PNG, "it is a picture"),
        ("a.docx", word(lambda d: d.add_paragraph("Cut off"))[:900], "it is damaged or incomplete"),
        ("a.docx", zipped({"word/document.xml": b"<w:broken"}), "it is damaged or incomplete"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "it is protected by a password",
        ),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<x/>"}), "it is damaged or incomplete"),
        (
            "a.odt",
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
            "it is an OpenDocument file; save it as DOCX, XLSX, PPTX or PDF",
        ),
        (
            "a.xml",
            b"<config><a>1</a></config>",
            "it is an XML file that is no export of a blog; save what it says as HTML, Markdown or text",
        ),
        ("a.zip", zipped({"a.txt": b"hello"}), "it is an archive; add the files in it one by one"),
        ("a.bin", bytes(range(256)) * 8, "it is not a document of a known type"),
        ("a.html", b"<div>" * 10_000 + b"deep", "its parts are nested more than 2,000 deep"),
        ("a.md", b"<div>\n\n" * 10_000 + b"deep", "its parts are nested more than 2,000 deep"),
    ],
)
def test_the_error_says_why_a_file_cannot_be_read(name: str, data: bytes, reason: str) -> None:
    assert reason_of(name, data) == reason
    assert code_of(name, data) == "unreadable_document"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "the file is empty"),
        ("a.pdf", b"", "the file is empty"),
        ("a.txt", b" \r\n\t\x00 ", "the file is empty"),
        ("a.txt", "\u2003\u00a0".encode(), "it holds only white space"),
        ("a.html", b"<html><body><script>x</script></body></html>", "it holds only white space"),
        ("a.csv", b",,\n,,", "it holds only white space"),
        ("scan.pdf", pdf(), "its only page has no text (scanned?)"),
        ("scan.docx", word(lambda d: d.add_picture(io.BytesIO(PNG))), "it seems to hold only pictures"),
    ],
)
def test_the_error_says_that_a_file_is_empty(name: str, data: bytes, reason: str) -> None:
    assert reason_of(name, data) == reason
    assert code_of(name, data) == "empty_document"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"ten bytes " * 1_000_001),
        ("a.csv", b"," * 2000 + b"x\n" + b"y\n" * 2000),
        ("bomb.docx", zipped({"word/document.xml": b"0" * 41_000_000})),
    ],
)
def test_a_file_that_is_too_large_is_refused(name: str, data: bytes) -> None:
    assert code_of(name, data) == "too_large_document"
    with pytest.raises(TooLarge):
        READER.read(name, data)


def test_never_opens_a_connection() -> None:
    program = (
        "import sys; from orchestrator.adapters.reading.markdown import MarkitdownReader as R;"
        "sys.addaudithook(lambda event, _: sys.exit(event) if event in ('socket.connect', 'socket.getaddrinfo') else None);"
        'page = b\'<html><link href="http://example.org/a.css"><body><img src="http://example.org/a.png">Bee</body></html>\';'
        "print('example.org' in R().read('a.html', page).text, R().read('a.txt', b'http://example.org/a.pdf').text)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True http://example.org/a.pdf"


def test_plain_texts_import_no_heavy_library() -> None:
    program = (
        "import sys; from orchestrator.adapters.reading.markdown import MarkitdownReader as R;"
        "[R().split(R().read(n, b'# A\\n\\ntext').text) for n in ('a.md', 'a.txt', 'a.csv', 'a.adoc')];"
        "print([m for m in ('markitdown', 'magika', 'onnxruntime', 'numpy', 'bs4') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@given(
    name=st.sampled_from(["a.md", "a.txt", "a.csv", "a.json", "a.rst", "a"]),
    data=st.binary(max_size=400) | st.text().map(str.encode),
)
def test_any_bytes_are_read_or_refused_with_a_reason(name: str, data: bytes) -> None:
    text, code = outcome(name, data)
    assert text.strip() or code in {"unreadable_document", "empty_document"}
    assert not {"\x00", "\r"} & set(text)
    text.encode()


def outcome(name: str, data: bytes) -> tuple[str, str]:
    """(text, error code), one of them empty."""
    try:
        return READER.read(name, data).text, ""
    except OrchestratorError as refused:
        return "", refused.code
