"""Documents that the product writes for people to keep."""

from typing import Protocol

from orchestrator.domain.payments.receipt import Receipt

PAPER_TYPE = "application/pdf"
"""The media type of every paper."""


class PaperWriter(Protocol):
    """Renders papers."""

    async def write_receipt(self, receipt: Receipt) -> bytes:
        """The receipt as PAPER_TYPE, on A4. The same receipt gives the same bytes."""
        ...
