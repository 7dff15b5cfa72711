"""A page of a PDF that is a picture, as a scanner makes it."""

import io

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def picture() -> ImageReader:
    """A small grey picture."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), (200, 200, 200)).save(out, "PNG")
    return ImageReader(io.BytesIO(out.getvalue()))


def draw_scan(canvas: Canvas) -> None:
    """Fills the page with the picture."""
    canvas.drawImage(picture(), 0, 0, 500, 800)
