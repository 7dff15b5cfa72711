"""PDFs: what returns on each page is left out, broken words are joined, and pages without text are told."""

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.adapters.reading.pdf.hyphens import join_hyphens
from orchestrator.domain.errors import Invalid
from support.office import lines, pdf, together
from support.scans import draw_scan

READER = MarkitdownReader()


def page(number: int, *texts: str) -> Callable[[Canvas], object]:
    return together(
        lines("The Bee Handbook", top=810, size=9),
        lines(*texts),
        lines(f"Page {number} of 4", top=30, size=9),
    )


def test_running_heads_feet_and_page_numbers_are_left_out() -> None:
    data = pdf(*(page(n, f"Rule {n} says something.", "It is 20 degrees.") for n in range(1, 5)))
    text = READER.read("a.pdf", data).text
    assert "Handbook" not in text
    assert "Page" not in text
    assert [f"Rule {n} says something." in text for n in range(1, 5)] == [True] * 4
    assert text.count("It is 20 degrees.") == 4


def test_a_line_at_the_edge_that_does_not_return_is_kept() -> None:
    data = pdf(*(together(lines(f"Chapter about {name}", top=800), lines("Text.")) for name in ("wax", "honey", "mites")))
    text = READER.read("a.pdf", data).text
    assert all(f"Chapter about {name}" in text for name in ("wax", "honey", "mites"))


def test_numbered_headings_at_the_top_of_pages_are_kept() -> None:
    data = pdf(*(together(lines(f"Step {n}", top=800, size=20), lines("Do it.", "And more text of the usual size.")) for n in (1, 2, 3)))
    assert [each.heading for each in READER.split(READER.read("a.pdf", data).text)] == ["Step 1", "Step 2", "Step 3"]


def test_a_sentence_over_two_pages_is_put_together() -> None:
    data = pdf(page(1, "Bees need warm and"), page(2, "dry hives in winter."), page(3, "Next."), page(4, "Last."))
    assert "Bees need warm and\ndry hives in winter." in READER.read("a.pdf", data).text


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("Give infor-\nmation to bees.", "Give information to bees."),
        ("A well-\nknown hive.", "A well-known hive."),
        ("The long-\nterm plan.", "The long-term plan."),
        ("Use a self-\nmade hive.", "Use a self-made hive."),
        ("A varroxx-\nate and another varroxxate.", "A varroxxate and another varroxxate."),
        ("A foo-\nbar and a foo-bar.", "A foo-bar and a foo-bar."),
        ("Jean-\nPaul came.", "Jean-Paul came."),
        ("COVID-\n19 came.", "COVID-\n19 came."),
        (
            "Die Bienen sind in der Bienen-\nkönigin und das ist die Königin der Bienen.",
            "Die Bienen sind in der Bienenkönigin und das ist die Königin der Bienen.",
        ),
        ("Der Bundes-\nTrainer ist das nicht und die Bienen auch nicht.", "Der Bundes-Trainer ist das nicht und die Bienen auch nicht."),
        ("soft\xad\nware", "software"),
        ("no break - here\nor there", "no break - here\nor there"),
    ],
)
def test_words_broken_at_the_end_of_a_line(broken: str, joined: str) -> None:
    assert join_hyphens(broken) == joined


def test_pages_without_text_are_told() -> None:
    document = READER.read("a.pdf", pdf(lines("Only this page has text."), *[draw_scan] * 3))
    assert document.warning == "3 of 4 pages have no text (scanned?): pages 2–4."
    assert READER.read("a.pdf", pdf(lines("One."), draw_scan, lines("Three."))).warning == "1 of 3 pages has no text (scanned?): page 2."
    assert READER.read("a.pdf", pdf(lines("One."), lines("Two."))).warning == ""


def test_a_scan_with_nothing_but_page_numbers_has_no_text() -> None:
    stamped = [together(draw_scan, lines(f"{n}", top=30)) for n in range(1, 5)]
    with pytest.raises(Invalid, match=r"has no text: 4 of 4 pages have no text \(scanned\?\)\."):
        READER.read("a.pdf", pdf(*stamped))


def test_lists_and_headings_by_the_size_of_print() -> None:
    data = pdf(
        together(
            lines("The Hive Book", top=780, size=24),
            lines("Feeding", top=720, size=16),
            lines("Feed in autumn and not in spring:", "• sugar", "• water", "# no heading", top=680),
        )
    )
    document = READER.read("a.pdf", data)
    assert document.text.startswith("# The Hive Book\n\n## Feeding\n\nFeed in autumn and not in spring:\n- sugar\n- water\n\\# no heading")
    assert [each.heading for each in READER.split(document.text)] == ["The Hive Book > Feeding"]
