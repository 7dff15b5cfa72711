"""What a reader of a file does not see is in no text, no title and no passage. SECRET50 is hidden in every file here."""

import contextlib
import time
from collections.abc import Callable
from typing import Any

import openpyxl.comments
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.shared import Pt, RGBColor

from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.domain.errors import OrchestratorError
from support.office import add_slide, add_word_xml, book, lines, pdf, sheets, slides, together, word
from support.scans import draw_scan

READER = MarkitdownReader()
SECRET = "SECRET50"


def everything(name: str, data: bytes) -> str:
    """Title, text, warning and passages of a file."""
    document = READER.read(name, data)
    passages = READER.split(document.text)
    return "\n".join([document.title, document.text, document.warning, *(f"{each.heading}\n{each.content}" for each in passages)])


MARKDOWN = {
    "comment": "Fee 20.\n\n<!-- SECRET50 -->\n\nKept.",
    "comment in a line": "Fee <!-- SECRET50 --> 20.\nKept.",
    "comment over paragraphs": "Fee 20.\n\n<!--\n\nSECRET50\n\n# SECRET50\n\n-->\n\nKept.",
    "comment in a heading": "# Kept <!-- SECRET50 -->\n\nFee 20.",
    "comment in a list and a table": "- Fee 20 <!-- SECRET50 -->\n\n| a | b |\n|---|---|\n| Kept | <!-- SECRET50 --> |",
    "unclosed comment": "Fee 20. Kept.\n\n<!-- SECRET50\n\nSECRET50",
    "conditional comment": "Fee 20. <!--[if mso]> SECRET50 <![endif]-->\n\nKept.",
    "processing instruction": "Fee 20. <?php SECRET50 ?>\n\nKept.",
    "Liquid": "Fee 20. {% comment %}SECRET50{% endcomment %}\n\n{%- comment -%}\n```\nSECRET50\n```\n{%- endcomment -%}\nKept.",
    "unclosed Liquid": "Fee 20. Kept. {% comment %} SECRET50\n\nSECRET50",
    "inline Liquid": "Fee 20. {% # SECRET50 %} Kept.",
    "Jinja": "Fee 20. {# SECRET50 #} {#- SECRET50\nSECRET50 -#} Kept.",
    "Handlebars": "Fee 20. {{!-- SECRET50 }} --}} {{! SECRET50 }} Kept.",
    "Blade, Go": "Fee 20. {{-- SECRET50 --}} {{/* SECRET50 */}} {{- /* SECRET50 */ -}} Kept.",
    "JSP, ERB": "Fee 20. <%-- SECRET50 --%> <%# SECRET50 %> Kept.",
    "MDX": "Fee 20. {/* SECRET50 */} Kept.",
    "kramdown": "Fee 20. {::comment}SECRET50{:/comment} Kept.",
    "Obsidian": "Fee 20. %% SECRET50 %%\n\n%%\nSECRET50\n\nSECRET50\n%%\n\nKept.",
    "CriticMarkup": "Fee 20. {>> SECRET50 <<} Kept.",
    "link definitions as comments": 'Fee 20.\n\n[//]: # (SECRET50)\n[comment]: <> (SECRET50)\n[//]: # "SECRET50"\n[SECRET50]: #\n\nKept.',
    "title of a definition": 'Fee 20, [see][1].\n\n[1]: http://example.org "SECRET50"\n\nKept.',
    "front matter": "---\ntitle: Fees\ndraft_note: SECRET50\n---\n\nFee 20. Kept.",
    "TOML front matter": '+++\ntitle = "Fees"\nnote = "SECRET50"\n+++\n\nFee 20. Kept.',
    "hidden HTML": '<div style="display:none">\n\nSECRET50 **bold**\n\n</div>\n\nFee 20. <span hidden>SECRET50</span>Kept.',
}
HTML = {
    "attribute": "<p hidden>SECRET50</p><p hidden=until-found>SECRET50</p>",
    "display": "<div STYLE='Display : NONE !important'><p>SECRET50</p></div>",
    "visibility": "<p style='visibility:hidden'>SECRET50</p><tr style='visibility:collapse'><td>SECRET50</td></tr>",
    "rule of a class": "<style>.x, #y > p {display:none}</style><p class='a x'>SECRET50</p><div id=y><p>SECRET50</p></div>",
    "rule in a media query": "<style>@media screen { .x { visibility: hidden } }</style><p class=x>SECRET50</p>",
    "rule with an attribute": "<style>[data-role=note]{display:none}</style><p data-role=note>SECRET50</p>",
    "inside": "<style>.x{display:none}</style><div class=x><div><p>SECRET50</p></div></div>",
    "template": "<template><p>SECRET50</p></template><noscript>SECRET50</noscript><script>SECRET50</script><noframes>SECRET50</noframes>",
    "dialog": "<dialog><p>SECRET50</p></dialog><div popover>SECRET50</div>",
    "site": "<nav>SECRET50</nav><header>SECRET50</header><footer>SECRET50</footer><div role=navigation>SECRET50</div>",
    "a wide window": "<style>@media (min-width:600px){.h{display:none}}</style><p class=h>SECRET50</p>",
    "visitors' comments": "<div id=comments>SECRET50</div><div class='footer'>SECRET50</div>",
    "cookie bar": "<div class='cookie-banner'>SECRET50</div><div id=onetrust-consent-sdk>SECRET50</div><section id=cookieConsent>SECRET50</section>",
    "form": "<input type=hidden value=SECRET50><input value=SECRET50><select><option>SECRET50</select><textarea>SECRET50</textarea>",
    "tool tip": "<a href='/x' title=SECRET50>link</a><abbr title=SECRET50>FAQ</abbr><img alt=hive title=SECRET50 src=x.png>",
    "off screen": "<p style='position:absolute;left:-9999px'>SECRET50</p><p style='text-indent:-9999px'>SECRET50</p>",
    "clipped": "<style>.sr-only{position:absolute;clip:rect(0,0,0,0);width:1px;height:1px;overflow:hidden}</style><p class=sr-only>SECRET50</p>",
    "too small": "<p style='font-size:0'>SECRET50</p><p style='opacity:0'>SECRET50</p><p style='height:0;overflow:hidden'>SECRET50</p>",
    "colour": "<p style='color:#fff'>SECRET50</p><p style='color:red;background-color:red'>SECRET50</p><p style='color:transparent'>SECRET50</p>",
    "comments": "<!-- SECRET50 --><!--[if IE]><p>SECRET50</p><![endif]--><p>a<!-- SECRET50 --!></p>",
    "template comments": "{% comment %}SECRET50{% endcomment %}{# SECRET50 #}{{!-- SECRET50 --}}<%-- SECRET50 --%>",
    "fallbacks": "<object>SECRET50</object><iframe>SECRET50</iframe><video>SECRET50</video><canvas>SECRET50</canvas><svg><title>SECRET50</title></svg>",
    "office": "<p><span style='mso-hide:all'>SECRET50</span></p><div style='mso-element:comment-list'>SECRET50</div>",
    "remarks of Google Docs": "<p>x<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p><div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a>SECRET50</p></div>",
    "in a title": "<h1>Fees <span style='display:none'>SECRET50</span></h1>",
    "unclosed": "<p>Fee 20. Kept.</p><!-- SECRET50 <p>SECRET50</p>",
    "data": "<p data-x=SECRET50 id=SECRET50 class=SECRET50 aria-label=SECRET50>x</p><meta name=description content=SECRET50>",
}
OTHERS = {
    "a.rst": "Fee 20. Kept.\n\n.. SECRET50\n\n..\n   SECRET50\n\n.. SECRET50\n   SECRET50\n\n.. _SECRET50: http://x.org\n\n.. raw:: html\n\n   SECRET50\n",
    "a.adoc": "= Fees\n:note: SECRET50\n// SECRET50\n\nFee 20. Kept.\n\n////\nSECRET50\n////\n",
    "a.org": "#+TITLE: Fees\n# SECRET50\n\nFee 20. Kept.\n\n#+BEGIN_COMMENT\nSECRET50\n#+END_COMMENT\n* COMMENT SECRET50\nSECRET50\n",
    "a.tex": "\\title{Fees}% SECRET50\nSECRET50\n\\begin{document}\nFee 20. Kept.\n\\iffalse SECRET50\\fi\n\\end{document}\nSECRET50",
    "a.txt": "Fee 20. Kept. <!-- SECRET50 -->\n\n<!-- SECRET50",
    "a.csv": "part,fee\nKept <!-- SECRET50 -->,Fee 20.\n",
    "a.jsonl": '{"question": "Fee?", "answer": "Fee 20. <!-- SECRET50 --> <p hidden>SECRET50</p> Kept."}',
    "a.eml": "From: x@example.org\nX-Note: SECRET50\nSubject: Fees\nContent-Type: text/html\n\n<p>Fee 20. Kept.</p><p hidden>SECRET50</p>",
    "a.njk": "{# SECRET50 #}<p>Fee 20. Kept.</p>",
    "a.xml": "<rss xmlns:content='c:content' xmlns:wp='w'><channel><title>Blog</title><item><title>Fees</title><wp:status>publish</wp:status>"
    "<content:encoded><![CDATA[<p>Fee 20. Kept.</p><!-- SECRET50 -->]]></content:encoded><wp:comment>SECRET50</wp:comment></item>"
    "<item><title>SECRET50</title><wp:status>draft</wp:status><content:encoded>SECRET50</content:encoded></item></channel></rss>",
}


@pytest.mark.parametrize("kind", MARKDOWN)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_markdown(kind: str, ending: str) -> None:
    found = everything("fees.md", MARKDOWN[kind].replace("\n", ending).encode())
    assert SECRET not in found
    assert "Fee" in found
    assert "Kept" in found


@pytest.mark.parametrize("kind", HTML)
def test_html(kind: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>Fees</title></head><body><main><p>Fee 20.</p></main>{HTML[kind]}<p>Kept.</p></body></html>"
    if kind == "unclosed":
        page = HTML[kind]
    found = everything("fees.html", page.encode())
    assert SECRET not in found
    assert "Fee 20." in found
    assert "Kept." in found
    # The same inside a Markdown file.
    within = everything("fees.md", f"Fee 20. Kept.\n\n{HTML[kind]}".encode())
    assert SECRET not in within
    assert "Fee 20. Kept." in within


@pytest.mark.parametrize("name", OTHERS)
def test_other_texts(name: str) -> None:
    found = everything(name, OTHERS[name].encode())
    assert SECRET not in found
    assert "Fee 20." in found
    assert "Kept" in found


VISIBLE = {
    "a fence": "```html\n<!-- SECRET50 -->\n{# SECRET50 #}\n```",
    "a tilde fence": "~~~~\n{% comment %}SECRET50{% endcomment %}\n~~~~",
    "an indented block": "Text:\n\n    <!-- SECRET50 -->",
    "inline code": "Write `<!-- SECRET50 -->` or `` {# SECRET50 #} ``.",
    "an escaped sign": "Write \\<!-- SECRET50 -->",
    "an open details": "<details><summary>More</summary>\n\nSECRET50\n\n</details>",
    "an open dialog": "<dialog open>SECRET50</dialog>",
    "an article's header": "<article><header><h2>SECRET50</h2></header></article>",
    "a shown state": "<style>.x{display:none}.x.open{display:block}</style><p class='x open'>SECRET50</p>",
    "a narrow window only": "<style>@media (max-width:600px){p{display:none}}</style><p>SECRET50</p>",
    "a wide window": "<style>.h{display:none}@media (min-width:48rem){.h{display:block}}</style><p class=h>SECRET50</p>",
    "print only": "<style>@media print{p{display:none}}</style><p>SECRET50</p>",
    "white on black": "<div style='background:#000'><p style='color:white'>SECRET50</p></div>",
    "an article about cookies": "<div class='cookie-recipes'>SECRET50</div>",
    "aria-hidden": "<p aria-hidden=true>SECRET50</p>",
    "a placeholder": "Run `cd` <SECRET50> now.",
    "an id of a heading": "## Fees {#SECRET50}\n\n{# closed #}",
    "per cent signs": "50%% or more, 60%% SECRET50.",
    "the question of an accordion": "<h3><button aria-expanded=false>SECRET50</button></h3>",
}


@pytest.mark.parametrize("kind", VISIBLE)
def test_what_a_reader_sees_is_kept(kind: str) -> None:
    assert SECRET in everything("fees.md", f"Fee 20.\n\n{VISIBLE[kind]}".encode())


def hidden_word() -> bytes:
    def build(document: Any) -> None:
        document.add_paragraph("Fee 20.").add_run("SECRET50").font.hidden = True
        style = document.styles.add_style("Aside", WD_STYLE_TYPE.PARAGRAPH)
        style.font.hidden = True
        below = document.styles.add_style("Below", WD_STYLE_TYPE.PARAGRAPH)
        below.base_style = style
        document.add_paragraph("SECRET50", style="Aside")
        document.add_paragraph("SECRET50", style="Below")
        letters = document.styles.add_style("Letters", WD_STYLE_TYPE.CHARACTER)
        letters.font.hidden = True
        document.add_paragraph("Kept.").add_run("SECRET50", style="Letters")
        document.add_paragraph().add_run("SECRET50").font.color.rgb = RGBColor(255, 255, 255)
        document.add_paragraph().add_run("SECRET50").font.size = Pt(1)
        add_word_xml(document, '<w:del w:id="1" w:author="a"><w:r><w:delText>SECRET50</w:delText></w:r></w:del>')
        add_word_xml(document, '<w:moveFrom w:id="2" w:author="a"><w:r><w:t>SECRET50</w:t></w:r></w:moveFrom>')
        add_word_xml(document, '<w:ins w:id="3" w:author="a"><w:r><w:t>Inserted.</w:t></w:r></w:ins>')
        add_word_xml(
            document, '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>SECRET50</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
        )
        add_word_xml(
            document, "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>SECRET50</w:t></w:r></w:sdtContent></w:sdt>"
        )
        table = document.add_table(rows=2, cols=1)
        table.cell(0, 0).text, table.cell(1, 0).text = "Row kept.", "SECRET50"
        table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
        document.add_comment(document.paragraphs[0].runs, "SECRET50", "a")
        document.sections[0].header.paragraphs[0].text = "SECRET50"
        document.core_properties.comments = "SECRET50"

    return word(build)


def hidden_slides() -> bytes:
    def build(deck: Any) -> None:
        first: Any = add_slide(deck, "Fees", "Fee 20. Kept.")
        first.notes_slide.notes_text_frame.text = "SECRET50"
        box = first.shapes.add_textbox(0, 0, 99, 99)
        box.text_frame.text = "SECRET50"
        box._element.nvSpPr.cNvPr.set("hidden", "1")
        add_slide(deck, "SECRET50", "SECRET50")._element.set("show", "0")

    return slides(build)


def hidden_sheets() -> bytes:
    def build(table: Any) -> None:
        sheet = table.active
        for row in (("Part", "Fee", "Note"), ("Kept", "Fee 20.", "SECRET50"), ("SECRET50", "SECRET50", "SECRET50"), ("Hat", "5", "")):
            sheet.append(row)
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet["A2"].comment = openpyxl.comments.Comment("SECRET50", "a")
        sheet["D2"] = "SECRET50"
        sheet["D2"].number_format = ";;;"
        for state in ("hidden", "veryHidden"):
            other = table.create_sheet(f"{state} SECRET50")
            other.append(("SECRET50",))
            other.sheet_state = state

    return sheets(build)


def hidden_pdf() -> bytes:
    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 500, "SECRET50")
        canvas.setFillColorRGB(0, 0, 0)
        text = canvas.beginText(72, 480)
        text.setTextRenderMode(3)
        text.textLine("SECRET50")
        text.setTextRenderMode(0)
        canvas.drawText(text)
        canvas.drawString(-500, 300, "SECRET50")
        canvas.drawString(72, 250, "SECRET50")
        canvas.rect(70, 245, 200, 20, fill=1)
        canvas.setFont("Helvetica", 0.5)
        canvas.drawString(72, 200, "SECRET50")
        canvas.textAnnotation("SECRET50", Rect=[10, 10, 50, 50])

    return pdf(together(lines("Fee 20. Kept."), draw))


OFFICE: dict[str, Callable[[], bytes]] = {
    "a.docx": hidden_word,
    "a.pptx": hidden_slides,
    "a.xlsx": hidden_sheets,
    "a.pdf": hidden_pdf,
    "a.epub": lambda: book("<p>Fee 20. Kept.</p><p hidden='hidden'>SECRET50</p><!-- SECRET50 -->"),
}


@pytest.mark.parametrize("name", OFFICE)
def test_office_files(name: str) -> None:
    data = OFFICE[name]()
    found = everything(name, data)
    assert SECRET not in found
    assert "Fee 20." in found
    assert "Kept" in found


def test_a_text_that_was_inserted_as_a_tracked_change_is_seen() -> None:
    assert "Inserted." in everything("a.docx", hidden_word())
    assert "Row kept." in everything("a.docx", hidden_word())


def test_the_recognised_text_of_a_scan_is_kept() -> None:
    """It is written under the picture in a mode that is not painted."""

    def draw(canvas: Any) -> None:
        text = canvas.beginText(72, 480)
        text.setTextRenderMode(3)
        text.textLine("Recognised words of a scan.")
        canvas.drawText(text)
        draw_scan(canvas)

    assert "Recognised words" in everything("scan.pdf", pdf(draw))


@pytest.mark.parametrize(
    "sign",
    [
        "{# ", "`", "``` ", "~~~\n", "{% comment %}", "{%", "%% ", "<!--", "{{!", "{{!--", "[a]: ", "[", "<a ", "a ", "(", ".", "`` ` ", "<%# ",
        "{/*", "> ", "- ", "|", "---\n", "+++\n", "\\", "&", "<p hidden>", "<style>", "@*", "{{ ", "<b><i>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_no_text_takes_more_than_linear_time(name: str, sign: str) -> None:
    """Ten thousand characters take far less than a second; a pattern that backtracks would take minutes."""
    data = (sign * 10_000)[:10_000].encode()
    start = time.thread_time()
    with contextlib.suppress(OrchestratorError):  # refused with a reason is as good as read
        everything(name, data)
    assert time.thread_time() - start < 5
