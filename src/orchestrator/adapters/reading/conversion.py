"""Converting each file type to Markdown: only what a reader of the file sees. A heavy library is imported when the first
file needs it.

The converters of `markitdown` that are used are called directly and not through `markitdown.MarkItDown`, which would also
fetch addresses, load plug-ins and a model that guesses file types, and try converters that call programs on the machine.
"""

import re
import zipfile
import zlib
from collections.abc import Callable

from orchestrator.adapters.reading.converted import Converted
from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.filetypes import FileType
from orchestrator.adapters.reading.refusing import too_large, unreadable
from orchestrator.adapters.reading.texts.records import read_array, read_lines, render_records
from orchestrator.adapters.reading.titles import title_from_name
from orchestrator.domain.errors import OrchestratorError

_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_PICTURE_NUMBER = re.compile(r"(?:\w+ ?)?\d*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def convert(name: str, file_type: FileType, data: bytes) -> Converted:
    """Raises Invalid `unreadable_document` and TooLarge `too_large_document`."""
    from orchestrator.adapters.reading.texts.rows import TooManyCells

    try:
        return _CONVERTERS[file_type](name, data)
    except OrchestratorError:
        raise
    except TooManyCells as error:
        raise too_large(name, "its table has more than 2,000,000 cells") from error
    except Exception as error:  # on a broken file the parsers raise anything from KeyError to RecursionError
        raise unreadable(name, _reason(error)) from error


def _reason(error: Exception) -> str:
    kind = type(error).__name__
    if kind == "TooDeep":
        return "its parts are nested more than 2,000 deep"
    if kind == "NoFeed":
        return "it is an XML file that is no export of a blog; save what it says as HTML, Markdown or text"
    return "it is protected by a password" if kind in ("PDFEncryptionError", "PDFPasswordIncorrect") else "it is damaged or incomplete"


def _convert_markdown(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.texts.markdown_source import read_markdown

    title, markdown = read_markdown(clean(decode(data)), is_mdx=name.lower().endswith(".mdx"))
    return Converted(markdown, title)


def _convert_plain(name: str, data: bytes) -> Converted:
    # Passages are shown as Markdown, in which a comment is not seen.
    return Converted(_COMMENT.sub("", clean(decode(data))))


def _convert_rst(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.texts.restructured import read_restructured

    return Converted(read_restructured(clean(decode(data))).markdown)


def _convert_asciidoc(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.texts.light_markup import read_asciidoc

    return Converted(*read_asciidoc(clean(decode(data))))


def _convert_org(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.texts.light_markup import read_org

    return Converted(*read_org(clean(decode(data))))


def _convert_tex(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.texts.light_markup import read_tex

    return Converted(*read_tex(clean(decode(data))))


def _convert_mail(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.texts.mail import read_mail

    return Converted(*read_mail(data))


def _convert_json(name: str, data: bytes) -> Converted:
    records = render_records(read_array(decode(data)))
    if records is not None:
        return Converted(_read_marked(records), title_from_name(name))
    text = clean(decode(data)).strip()
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Converted(f"{fence}json\n{text}\n{fence}" if text else "")


def _convert_jsonl(name: str, data: bytes) -> Converted:
    records = render_records(read_lines(decode(data)))
    return Converted(_read_marked(records), title_from_name(name)) if records is not None else _convert_plain(name, data)


def _read_marked(markdown: str) -> str:
    from orchestrator.adapters.reading.texts.markdown_source import read_marked
    from orchestrator.adapters.reading.texts.template_comments import remove_template_comments

    return read_marked(remove_template_comments(markdown))


def _convert_csv(name: str, data: bytes) -> Converted:
    import csv

    from orchestrator.adapters.reading.texts.rows import read_csv

    try:
        return Converted(_COMMENT.sub("", read_csv(clean(decode(data)))))
    except csv.Error as error:
        raise unreadable(name, "its table is broken") from error


def _convert_html(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.pages.page import read_page
    from orchestrator.adapters.reading.pages.tree import decode_html
    from orchestrator.adapters.reading.texts.template_comments import remove_template_comments

    page = read_page(remove_template_comments(clean(decode_html(data))))
    return Converted(page.markdown, page.headline, page.title)


def _convert_feed(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.texts.feeds import read_feed

    return Converted(*read_feed(data))


def _convert_pdf(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.pdf.printed import describe_empty_pages, read_printed

    printed = read_printed(data)
    empty = describe_empty_pages(printed.pages, printed.empty_pages)
    if len(printed.empty_pages) == printed.pages:
        return Converted("", empty_reason=empty or "it has no pages")
    return Converted(printed.markdown, page_title=printed.title, warning=empty)


def _convert_docx(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.office.word import read_word

    page, title = read_word(data)
    return Converted(_without_pictures(page.markdown), title, _office_title(data))


def _convert_pptx(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.office.slides import read_slides

    markdown, warning = read_slides(data)
    return Converted(_without_pictures(clean(markdown)), page_title=_office_title(data), warning=warning)


def _convert_xlsx(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.office.sheets import read_sheets

    return Converted(clean(read_sheets(data)), page_title=_office_title(data))


def _convert_epub(name: str, data: bytes) -> Converted:
    from orchestrator.adapters.reading.office.book import read_book

    markdown, title = read_book(data)
    return Converted(_without_pictures(markdown), clean(title))


def _without_pictures(markdown: str) -> str:
    """Replaces each picture, whose address is of no use, by its description; a description that is just a number is
    dropped."""
    return _PICTURE.sub(lambda match: "" if _PICTURE_NUMBER.fullmatch(match[1].strip()) else match[1], markdown)


def _office_title(data: bytes) -> str:
    """The title in the metadata; '' when the metadata is missing or broken, because the document can be read without
    it."""
    from lxml import etree

    from orchestrator.adapters.reading.office.xml_parts import read_part

    try:
        core = read_part(data, "docProps/core.xml")
    except (KeyError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError):
        return ""
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    return clean(title or "")


_CONVERTERS: dict[FileType, Callable[[str, bytes], Converted]] = {
    FileType.markdown: _convert_markdown,
    FileType.plain: _convert_plain,
    FileType.rst: _convert_rst,
    FileType.asciidoc: _convert_asciidoc,
    FileType.org: _convert_org,
    FileType.tex: _convert_tex,
    FileType.mail: _convert_mail,
    FileType.feed: _convert_feed,
    FileType.html: _convert_html,
    FileType.csv: _convert_csv,
    FileType.json: _convert_json,
    FileType.jsonl: _convert_jsonl,
    FileType.pdf: _convert_pdf,
    FileType.docx: _convert_docx,
    FileType.pptx: _convert_pptx,
    FileType.xlsx: _convert_xlsx,
    FileType.epub: _convert_epub,
}
