"""Which documents are taken for versions of each other by their titles."""

import pytest

from orchestrator.domain.answering.documents.versions import is_same_title


@pytest.mark.parametrize(
    ("title", "source", "other_title", "other_source", "same"),
    [
        ("Price list", "prices-2026.pdf", "Price list", "prices-2025.pdf", True),
        ("price  LIST", "a.pdf", "Price list", "b.pdf", True),
        ("Price-list", "a.pdf", "Price_list", "b.pdf", True),
        ("Price list 2026", "a.pdf", "Price list 2025", "b.pdf", False),
        ("Prices", "prices.docx", "Prices", "prices.pdf", True),
        ("Index", "guide/index.md", "Index", "faq/index.md", False),
        ("Beekeeping", "guide/index.md", "Beekeeping", "faq/index.md", True),
        ("Index", "guide/index.md", "Index", "faq/index.txt", True),
    ],
)
def test_the_same_title_from_different_files(title: str, source: str, other_title: str, other_source: str, same: bool) -> None:
    assert is_same_title(title, source, other_title, other_source) is same
    assert is_same_title(other_title, other_source, title, source) is same
