"""The process that reads one picture: bytes on its standard input, a square WebP on its standard output.

Exit statuses say what was wrong. It opens only what is a PNG, JPEG, WebP or GIF by its contents, whatever it is called.
"""

import contextlib
import io
import os
import resource
import sys
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from orchestrator.adapters.pictures.statuses import NOT_A_PICTURE, TOO_LARGE

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
MOST_SIDE = 16_384
SIDE = 256
"""Pixels of the square that is shown."""
QUALITY = 85
CPU_S, MEMORY_MB = 10, 1_024


def main() -> None:
    confine()
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(render(data))
    sys.stdout.buffer.flush()


def confine() -> None:
    """Seconds of computing, memory, and no files; the system ends a process that needs more."""
    most = MEMORY_MB * 2**20
    for kind, limit in ((resource.RLIMIT_CPU, CPU_S), (resource.RLIMIT_DATA, most), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))
    with contextlib.suppress(OSError):
        os.nice(5)


def render(data: bytes) -> bytes:
    """The picture as it is shown. Ends the process where it is none, or one too large to decode."""
    # The size is asked before anything is decoded, so the library's own limit is not needed.
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                sys.exit(TOO_LARGE)
            # JPEG is decoded at a smaller scale; the first frame of an animation is the one that is open.
            image.draft("RGB", (2 * SIDE, 2 * SIDE))
            image.load()
            return encode(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        sys.exit(NOT_A_PICTURE)


def encode(image: Image.Image) -> bytes:
    """Upright, square, without anything but pixels: EXIF, colour profiles, comments and text are left behind."""
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    # Cut first: what is converted and scaled is then no more than what is shown.
    side = min(upright.size)
    left, top = (upright.width - side) // 2, (upright.height - side) // 2
    square = upright.crop((left, top, left + side, top + side)).convert(mode).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    bare = Image.frombytes(mode, square.size, square.tobytes())
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


if __name__ == "__main__":
    main()
