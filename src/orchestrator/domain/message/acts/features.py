"""What the head reads of a message's words: hashed pieces of words, and how many words no act is known to use."""

from itertools import pairwise
from math import sqrt
from zlib import crc32

from orchestrator.domain.message.words import fold, tokens

BUCKETS = 4096
"""Pieces of words share this many weights a class."""
MAX_CHARACTERS = 240
"""An act is short. Longer messages are questions or stories and are not read."""
PIECES = (2, 3, 4)
"""Lengths of the pieces, in characters."""


def read_pieces(text: str) -> tuple[int, ...]:
    """The distinct buckets of a text's words, pairs of neighbouring words, and pieces of words; at most some 900."""
    words = tokens(text[:MAX_CHARACTERS])
    line = f" {' '.join(words)} "
    found = {f"w{word}" for word in words} | {f"b{first} {second}" for first, second in pairwise(words)}
    for length in PIECES:
        found.update(line[at : at + length] for at in range(len(line) - length + 1))
    if words:
        found.update((f"^{words[0]}", f"^{' '.join(words[:2])}", f"${words[-1]}"))
    return tuple(sorted({crc32(piece.encode()) % BUCKETS for piece in found}))


def piece_weight(pieces: int) -> float:
    """The value of each of so many pieces, so that all of them together have the length 1."""
    return 1.0 / sqrt(max(1, pieces))


def read_words(text: str) -> tuple[str, ...]:
    """The words by which a message is known to act; those of a script without spaces are pairs of characters."""
    words: list[str] = []
    for word in tokens(text[:MAX_CHARACTERS]):
        folded = fold(word)
        if len(folded) > 3 and not folded.isascii() and "\u3040" <= folded[0] <= "\u9fff":
            words.extend(folded[at : at + 2] for at in range(len(folded) - 1))
        else:
            words.append(folded)
    return tuple(words)
