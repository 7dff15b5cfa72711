"""`ports.pictures.PictureReader`: each picture is read by a process of its own, which ends with it."""

import asyncio
import os
import subprocess
import sys

from orchestrator.adapters.pictures.statuses import NOT_A_PICTURE, TOO_LARGE
from orchestrator.domain.errors import Invalid, TooLarge, Unavailable

COMMAND = (sys.executable, "-P", "-m", "orchestrator.adapters.pictures.child")
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR")
"""The variables that a process gets. Passwords and keys are in others."""
AT_ONCE = 2
WALL_S = 60.0
"""Longest that reading one picture takes by the clock; it needs a second, on a machine with much other work several."""


class ConfinedPictures:
    """Reads AT_ONCE pictures at the same time; the others wait in their order."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    async def read_square(self, data: bytes) -> bytes:
        """Raises the errors of the port. Cancelling it kills the process."""
        async with self._free:
            status, out = await _run(data)
        if status == TOO_LARGE:
            raise TooLarge("picture_too_large", "The image has too many pixels: at most 40 million, and 16,384 on a side.", field="file")
        if status == NOT_A_PICTURE:
            raise Invalid("not_a_picture", "This file is not a PNG, JPEG, WebP or GIF image, or it is damaged.", field="file")
        if status != 0:
            raise Unavailable("picture_not_read", "The image could not be read just now; try again, or choose a smaller one.")
        return out


async def _run(data: bytes) -> tuple[int, bytes]:
    """The exit status, negative for a signal, and what the process wrote."""
    child = await asyncio.create_subprocess_exec(
        *COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(WALL_S):
            out, _ = await child.communicate(data)
        assert child.returncode is not None  # it has ended
        return child.returncode, out
    except TimeoutError:
        return -1, b""
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
