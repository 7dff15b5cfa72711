"""The thoughts of a reasoning model: text that it writes for itself before its answer, between marks such as <think>."""

import re

_MARK = re.compile(r"<(/?)(?:think|thinking|thought|reasoning|analysis|reflection|scratchpad)>", re.IGNORECASE)
LONGEST_MARK = len("</scratchpad>")
LABEL = re.compile(r"^[*_\s]*+(?:thoughts?|thinking|reasoning|analysis|reflection|scratchpad)[*_\s]*+:", re.IGNORECASE)
"""How a sentence begins that is a thought without marks around it."""


class ThoughtFilter:
    """Removes marked thoughts from a text that arrives piece by piece. The result does not depend on the pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._depth = 0
        self.is_broken = False
        """Whether thoughts ended that never began, so that the text before was thoughts, too."""

    def feed(self, piece: str) -> str:
        """The text that is no thought, as far as it is certain."""
        self._held += piece
        passed = ""
        while found := _MARK.search(self._held):
            passed += self._take(found.start())
            self._held = self._held[found.end() - found.start() :]
            self._turn(is_end=bool(found[1]))
        # What may be the beginning of a mark waits for the next piece.
        opening = self._held.rfind("<", max(0, len(self._held) - LONGEST_MARK))
        return passed + self._take(opening if opening >= 0 else len(self._held))

    def finish(self) -> str:
        """The rest of the text. Thoughts that never end are thoughts to the end."""
        return self._take(len(self._held))

    def _take(self, length: int) -> str:
        taken, self._held = self._held[:length], self._held[length:]
        return "" if self._depth else taken

    def _turn(self, is_end: bool) -> None:
        if is_end and not self._depth:
            self.is_broken = True
        self._depth = max(0, self._depth + (-1 if is_end else 1))
