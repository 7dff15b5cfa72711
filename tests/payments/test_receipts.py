"""A receipt as people get it: the text of the PDF, read by another library."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pdfplumber
import pytest

from orchestrator.adapters.papers.pdf import render_receipt
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.receipt import Receipt, number_of

PAID = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)
RECEIPT = Receipt(
    number=number_of(42, PAID),
    paid_at=PAID,
    seller="Mara Lindqvist",
    seller_details="Honey Lane 1\nVAT 123",
    buyer="Žofie Ивановна (@zofie)",
    subject="A question to Mara Lindqvist (@mara)",
    price=Money(500, "EUR"),
    refunded_at=None,
    payment_id=UUID(int=7),
)


def read(receipt: Receipt) -> str:
    with pdfplumber.open(io.BytesIO(render_receipt(receipt))) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_a_receipt_says_who_paid_whom_how_much_and_when() -> None:
    text = read(RECEIPT)
    for words in ("2026-000042", "November 3, 2026", "Mara Lindqvist", "VAT 123", "Žofie Ивановна (@zofie)", "€5.00", str(UUID(int=7))):
        assert words in text
    assert "Given back" not in text


@pytest.mark.parametrize(
    ("price", "shown"), [(Money(500, "JPY"), "¥500"), (Money(1_234_567, "USD"), "$12,345.67"), (Money(15_000, "KRW"), "₩15,000")]
)
def test_amounts_have_the_digits_of_their_currency(price: Money, shown: str) -> None:
    assert shown in read(replace(RECEIPT, price=price))


def test_what_was_given_back_says_so() -> None:
    assert "€5.00 on November 5, 2026" in read(replace(RECEIPT, refunded_at=datetime(2026, 11, 5, tzinfo=UTC)))


def test_letters_that_the_typeface_lacks_break_nothing() -> None:
    assert "(@haru)" in read(replace(RECEIPT, buyer="はるか 🐝 (@haru)", seller_details="x" * 3000))


def test_the_same_receipt_gives_the_same_bytes() -> None:
    assert render_receipt(RECEIPT) == render_receipt(RECEIPT)
