"""Reading in this process: turns an uploaded file into one Markdown text with a title, and that text into passages."""

import re
from collections.abc import Sequence

from orchestrator.adapters.reading.conversion import convert
from orchestrator.adapters.reading.decoding import clean
from orchestrator.adapters.reading.filetypes import FileType, detect
from orchestrator.adapters.reading.page_sizes import check_pdf
from orchestrator.adapters.reading.passages import split_passages
from orchestrator.adapters.reading.refusing import too_large
from orchestrator.adapters.reading.titles import choose_title
from orchestrator.domain.errors import Invalid
from orchestrator.ports.reading import Passage, ReadDocument

_TEXT_LIMIT = 10_000_000  # characters, about 20 thick books
_BLANK_BYTES = b"\x00 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"


class MarkitdownReader:
    """Uses the converters of markitdown. `processes.ReadingProcesses` runs it in processes with limits."""

    def read(self, name: str, data: bytes) -> ReadDocument:
        """Does not use the network. Raises the errors of the port, and TooLarge `too_large_document`."""
        is_extracted = name.startswith(("https://", "http://"))
        name = clean(name).replace("\\", "/").rsplit("/", 1)[-1].strip() or "document"
        if not data.strip(_BLANK_BYTES):
            raise _empty(name, "the file is empty")
        # What is stored under an address is the Markdown that was read from the page there.
        file_type = FileType.markdown if is_extracted else detect(name, data)
        if file_type is FileType.pdf:
            check_pdf(name, data)
        converted = convert(name, file_type, data)
        if len(converted.markdown) > _TEXT_LIMIT:
            raise too_large(name, f"it holds more than {_TEXT_LIMIT:,} characters of text")
        text = _tidy(converted.markdown)
        if not text:
            raise _empty(name, converted.empty_reason or _empty_reason(file_type))
        return ReadDocument(choose_title(name, converted, text), text, converted.warning)

    def split(self, text: str) -> Sequence[Passage]:
        return split_passages(text)


def _tidy(markdown: str) -> str:
    """Removes blank lines at both ends and shortens longer gaps to one blank line; the first line keeps its
    indentation."""
    return re.sub(r"\n[ \t]*(?:\n[ \t]*){2,}(?=\n)", "\n\n", markdown.rstrip()).lstrip("\n") if markdown.strip() else ""


def _empty(name: str, reason: str) -> Invalid:
    return Invalid("empty_document", f"'{name}' has no text: {reason}.", file=name, reason=reason)


def _empty_reason(file_type: FileType) -> str:
    if file_type in (FileType.pdf, FileType.docx, FileType.pptx, FileType.epub):
        return "it seems to hold only pictures"
    return "it holds only white space"
