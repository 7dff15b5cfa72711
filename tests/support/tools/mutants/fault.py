"""One fault: a file and what it holds instead."""

from dataclasses import dataclass
from difflib import unified_diff


@dataclass(frozen=True)
class Fault:
    path: str
    """Of the file, relative to the root of the repository, with forward slashes."""
    kind: str
    """What was done, in two or three words."""
    before: str
    after: str
    """The whole text of the file, without and with the fault."""

    def shown(self) -> str:
        """The changed lines with one line around them."""
        lines = unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=1)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++")))
