"""Receipts as PDF, by fpdf2 with a typeface that has Latin, Greek and Cyrillic letters."""

import asyncio
import logging
from typing import TYPE_CHECKING

from babel.dates import format_date

from orchestrator.domain.payments.currencies import render_money
from orchestrator.domain.payments.receipt import Receipt

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = "Source Sans Pro"
LOCALE = "en"
MARGIN_MM, LABEL_MM, LINE_MM = 22, 34, 6.5


class PdfPapers:
    """`ports.papers.PaperWriter`. Rendering takes a third of a second of a thread."""

    async def write_receipt(self, receipt: Receipt) -> bytes:
        return await asyncio.to_thread(render_receipt, receipt)


def render_receipt(receipt: Receipt) -> bytes:
    """As `PaperWriter.write_receipt`."""
    page = _page(receipt)
    page.set_font(FONT, "B", 22)
    page.cell(0, 12, "Receipt", new_x="LMARGIN", new_y="NEXT")
    page.ln(4)
    _row(page, "Number", receipt.number)
    _row(page, "Date", _day(receipt))
    _row(page, "From", "\n".join(part for part in (receipt.seller, receipt.seller_details) if part))
    _row(page, "To", receipt.buyer or "an account that no longer exists")
    _row(page, "For", receipt.subject)
    page.ln(4)
    page.line(MARGIN_MM, page.get_y(), page.w - MARGIN_MM, page.get_y())
    page.ln(4)
    _row(page, "Paid", render_money(receipt.price, LOCALE), is_strong=True)
    if receipt.refunded_at is not None:
        _row(
            page,
            "Given back",
            f"{render_money(receipt.price, LOCALE)} on {format_date(receipt.refunded_at, 'long', LOCALE)}",
            is_strong=True,
        )
    page.ln(8)
    page.set_font(FONT, "", 9)
    page.cell(0, LINE_MM, f"Payment {receipt.payment_id}")
    return bytes(page.output())


def _page(receipt: Receipt) -> "FPDF":
    # Both are imported with the first receipt: fpdf2 brings a library of typefaces along.
    from font_source_sans_pro import font_files_ttf
    from fpdf import FPDF

    # It names the letters that the typeface lacks, and they are of somebody's name.
    logging.getLogger("fpdf.output").setLevel(logging.ERROR)
    page = FPDF(format="A4")
    page.add_font(FONT, "", font_files_ttf["SourceSansPro"])
    page.add_font(FONT, "B", font_files_ttf["SourceSansProBold"])
    page.set_margins(MARGIN_MM, MARGIN_MM)
    page.set_title(f"Receipt {receipt.number}")
    page.set_creation_date(receipt.paid_at)
    page.add_page()
    return page


def _row(page: "FPDF", label: str, text: str, is_strong: bool = False) -> None:
    page.set_font(FONT, "", 11)
    page.cell(LABEL_MM, LINE_MM, label)
    page.set_font(FONT, "B" if is_strong else "", 11)
    page.multi_cell(0, LINE_MM, text, new_x="LMARGIN", new_y="NEXT")


def _day(receipt: Receipt) -> str:
    return format_date(receipt.paid_on, "long", LOCALE)
