"""The size of a PDF, checked before its text is laid out. How long a page takes is not told by its size: the time limit
of the reading process bounds that."""

import io
from itertools import islice

from orchestrator.adapters.reading.refusing import too_large

MOST_PAGES = 3_000
MOST_OBJECTS = 500_000


def check_pdf(name: str, data: bytes) -> None:
    """Raises TooLarge `too_large_document`. A broken file passes: its converter says what is wrong with it."""
    pages, objects = _count(data)
    if pages > MOST_PAGES:
        raise too_large(name, f"it has more than {MOST_PAGES:,} pages; split it")
    if objects > MOST_OBJECTS:
        raise too_large(name, f"it consists of more than {MOST_OBJECTS:,} objects; print it to a new PDF")


def count_pages(data: bytes) -> int:
    """The pages of a PDF, at most one more than may be; 0 where it is broken."""
    return _count(data)[0]


def _count(data: bytes) -> tuple[int, int]:
    """(pages, objects); counting the pages stops above the limit."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        objects = sum(len(list(xref.get_objids())) for xref in document.xrefs)
        if objects > MOST_OBJECTS:
            return 0, objects
        return sum(1 for _ in islice(PDFPage.create_pages(document), MOST_PAGES + 1)), objects
    except MemoryError:
        raise
    except Exception:  # on a broken file the parser raises anything from KeyError to RecursionError
        return 0, 0
