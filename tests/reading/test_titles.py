"""The title of a document: what its author called it, before any other heading, metadata, or the file's name."""

import pytest
from docx.document import Document

from orchestrator.adapters.reading.markdown import MarkitdownReader
from support.office import add_slide, book, lines, pdf, slides, together, word

READER = MarkitdownReader()


def titled_word(document: Document) -> None:
    document.add_paragraph("Read this first.")
    document.add_heading("The Hive Book", 0)
    document.add_heading("Feeding", 1)
    document.add_paragraph("Sugar.")


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("a.md", b"---\ntitle: 'Front: matter'\n---\n\n# Heading\n\nText.", "Front: matter"),
        ("a.md", b"---\nlayout: post\nTitle: Upper\n---\n# Heading\n\nText.", "Upper"),
        ("a.md", b'+++\ntitle = "Toml"\n+++\n# Heading\n\nText.', "Toml"),
        ("a.md", b'---\ntitle: {{ broken }} "x\n---\nText.', '{{ broken }} "x'),
        ("a.md", b"---\ntags: [a]\n---\nText.\n\n# Only\n\n## Part", "Only"),
        ("a.md", b"# First\n\nText.\n\n# Second\n\nText.", "First"),
        ("bee-faq.md", b"## When?\n\nNow.\n\n## How?\n\nSo.", "Bee faq"),
        ("bee-faq.md", b"Hello.\n\n# One\n\nText.\n\n# Two\n\nText.", "Bee faq"),
        ("a.md", b"<h1 align=center>\n  <img alt='' src=l.png>\n  Hive Kit\n</h1>\n\nText.\n\n## Use\n\nSo.", "Hive Kit"),
        ("a.md", b"Title\n=====\n\nText.", "Title"),
        ("a.html", b"<title>Feeding | Site</title><h1>Feeding</h1><p>x</p>", "Feeding"),
        ("a.html", b"<title>Feeding | Site</title><meta property=og:title content=Feeding><h2>Other</h2><p>x</p>", "Feeding"),
        ("a.html", b"<title>Feeding</title><h1>One</h1><p>x</p><h1>Two</h1><p>x</p>", "Feeding"),
        ("a.html", b"<title>Untitled Document</title><h3>Later</h3><p>x</p>", "Later"),
        ("a.html", b"<header><h1>In the header</h1><nav>x</nav></header><p>x</p>", "In the header"),
        ("a.html", b"<header><h1><a href=/>Site</a></h1></header><h1>Part</h1><p>x</p>", "Part"),
        ("a.html", b"<title>x</title><header><h1 class=title>Whole</h1></header><h1>Part</h1><p>x</p>", "Whole"),
        ("a.html", b"<p class=title>Google</p><h1>Part</h1><p>x</p>", "Google"),
        ("a.htm", b"<p class=MsoTitle>Word</p><h1>Part</h1><p>x</p>", "Word"),
        ("a.rst", b"Guide\n=====\n\nText.\n\nPart\n----\n\nText.", "Guide"),
        ("a.adoc", b"= Guide\n\n== Part\n\nText.", "Guide"),
        ("a.org", b"#+TITLE: Guide\n\n* Part\nText.", "Guide"),
        ("a.tex", b"\\title{Guide}\\begin{document}\\section{Part}Text.\\end{document}", "Guide"),
        ("a.eml", b"Subject: =?utf-8?q?F=C3=BCttern?=\n\nText.", "Füttern"),
        ("a.docx", word(titled_word, title="Old template"), "The Hive Book"),
        ("a.docx", word(lambda d: (d.add_heading("Only", 1), d.add_paragraph("x")), title="Old template"), "Only"),
        ("a.docx", word(lambda d: (d.add_paragraph("x"), d.add_heading("Part", 2)), title="Hives"), "Hives"),
        ("hive-book.docx", word(lambda d: d.add_paragraph("x"), title="Microsoft Word - hive.doc"), "Hive book"),
        ("a.pptx", slides(lambda deck: (add_slide(deck, "Hives"), add_slide(deck, "Feeding"))), "Hives"),
        ("a.epub", book("<h1>Chapter 1</h1><p>x</p>"), "Small Hives"),
        ("a.pdf", pdf(lines("Text."), title="Flying weather"), "Flying weather"),
        ("a.pdf", pdf(together(lines("Hives for all", top=760, size=24), lines("Text of a page.", "And more."))), "Hives for all"),
        *(
            ("bee-guide.pdf", pdf(lines("Text."), title=title), "Bee guide")
            for title in ("(anonymous)", "untitled", "Microsoft Word - x.doc", "x.indd", "PowerPoint Presentation", "Document1", "()", "Dokument 2")
        ),
    ],
)  # fmt: skip
def test_the_title(name: str, data: bytes, title: str) -> None:
    assert READER.read(name, data).title == title


def test_a_heading_that_repeats_the_one_above_is_named_once() -> None:
    passages = READER.split("# Hive FAQ\n\n## Hive FAQ\n\n### When?\n\nNow.")
    assert [each.heading for each in passages] == ["Hive FAQ > When?"]
