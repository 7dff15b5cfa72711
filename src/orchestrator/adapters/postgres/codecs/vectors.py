"""Writing vectors for pgvector."""

from collections.abc import Sequence


def vector_text(vector: Sequence[float]) -> str:
    """A vector as text for pgvector; cast it to halfvec in the statement."""
    return "[" + ",".join(f"{number:.6g}" for number in vector) + "]"
