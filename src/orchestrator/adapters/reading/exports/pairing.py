"""Finding the creator's answers in an export: who wrote them, by the names that the creator gave."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from orchestrator.adapters.reading.decoding import clean
from orchestrator.domain.message.words import fold
from orchestrator.ports.sources import ReadExport, ReadItem, ReadQuestion

MOST_QUESTIONS = 20_000
MOST_NAMES = 20
_LONGEST_TEXT = 60_000


def fold_names(names: Iterable[str]) -> frozenset[str]:
    """Names, user names and addresses in the form in which they are compared."""
    return frozenset(folded for name in names if (folded := fold(name.strip().removeprefix("@")[:300])))


def is_one_of(names: frozenset[str], *written: object) -> bool:
    """Whether any of these ways to write an author is one of the folded names."""
    return any(fold(str(each).strip().removeprefix("@")[:300]) in names for each in written if each)


def make_key(*parts: object) -> str:
    """A key by which the same question is known in the next export."""
    return hashlib.sha256("\0".join(str(part) for part in parts).encode(errors="replace")).hexdigest()[:32]


def make_question(key: str, question: str, answer: str, asker: str = "") -> ReadQuestion | None:
    """None where one of the texts is empty."""
    asked, said = clean(question[:_LONGEST_TEXT]).strip(), clean(answer[:_LONGEST_TEXT]).strip()
    return ReadQuestion(key, asked, said, clean(asker[:200]).strip()) if asked and said else None


def collect(
    questions: Iterable[ReadQuestion | None], answerers: Counter[str], items: Sequence[ReadItem] = (), is_whole: bool = False
) -> ReadExport:  # fmt: skip
    """The export; who answers in it is told only where no question was found."""
    found = {each.key: each for each in questions if each is not None}
    kept = tuple(found.values())[:MOST_QUESTIONS]
    names = () if kept else tuple(name for name, _ in answerers.most_common(MOST_NAMES) if name)
    return ReadExport(tuple(items), kept, is_whole, names)
