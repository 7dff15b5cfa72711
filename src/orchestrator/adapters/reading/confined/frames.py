"""Frames between the program and a process that reads documents: a length of 8 bytes, then so many bytes."""

from typing import IO

_LENGTH_BYTES = 8


def write_frame(out: IO[bytes], frame: bytes) -> None:
    """Writes and flushes. Raises BrokenPipeError where nobody reads any more."""
    out.write(len(frame).to_bytes(_LENGTH_BYTES, "big"))
    out.write(frame)
    out.flush()


def read_frame(source: IO[bytes], most: int) -> bytes:
    """Raises EOFError where the source ends, or announces more than `most` bytes."""
    length = int.from_bytes(_read_exactly(source, _LENGTH_BYTES), "big")
    if length > most:
        raise EOFError
    return _read_exactly(source, length)


def _read_exactly(source: IO[bytes], length: int) -> bytes:
    found = source.read(length)
    if len(found) < length:
        raise EOFError
    return found
