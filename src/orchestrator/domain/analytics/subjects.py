"""Subjects: what several questions are about, told by the words that they share."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.language import ENGLISH, Languages, is_common_word, read_language
from orchestrator.domain.message.vocabulary import informative_words
from orchestrator.domain.message.words import UNSPACED
from orchestrator.domain.texts import first_sentence

TOP_SUBJECTS = 10
LEAST_LETTERS = 3
"""Shorter words ("e", "uk") rarely name what a question is about; a script without spaces has pairs of characters."""
MAX_EXAMPLE_CHARACTERS = 200
READ_CHARACTERS = 1_000
"""What a question is about is said in its beginning; hundreds of questions are read at once."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A word that several questions share."""

    word: str
    questions: int
    """Number of questions that have it, at least two."""
    example: str
    """The first of them, cut at MAX_EXAMPLE_CHARACTERS."""


def find_subjects(questions: Iterable[str], known: Languages) -> tuple[Subject, ...]:
    """The subjects of questions that come newest first: most frequent first, at most TOP_SUBJECTS.

    Numbers, addresses of pages and mailboxes, and the commonest words of each language are no subjects.
    """
    questions_with: Counter[str] = Counter()
    examples: dict[str, str] = {}
    names: dict[str, str] = {}  # any form of a word -> the form that was read first
    for question in questions:
        in_question: set[str] = set()
        for word in _subject_words(question, known):
            forms = lemmas(word) | {word}
            name = next((names[form] for form in sorted(forms) if form in names), word)
            for form in forms:
                names.setdefault(form, name)
            in_question.add(name)
        questions_with.update(in_question)
        for name in in_question:
            examples.setdefault(name, question)
    shared = sorted(((name, number) for name, number in questions_with.items() if number > 1), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Subject(name, number, first_sentence(examples[name], MAX_EXAMPLE_CHARACTERS)) for name, number in shared[:TOP_SUBJECTS])


def _subject_words(question: str, known: Languages) -> Iterator[str]:
    beginning = question[:READ_CHARACTERS]
    language = read_language(beginning, known)
    said = " ".join(piece for piece in beginning.split() if not _is_address(piece))
    for word in informative_words(said):
        is_long_enough = len(word) >= LEAST_LETTERS or UNSPACED.search(word) is not None
        # The words of English grammar are left out already; its other common words, such as "book", are subjects.
        is_common = language != ENGLISH and is_common_word(word, language, known)
        if is_long_enough and not is_common and not any(character.isdigit() for character in word):
            yield word


def _is_address(piece: str) -> bool:
    """Whether a piece without white space is the address of a page or a mailbox: https://…, www.…, a@b.org, b.org/c."""
    bare = piece.strip(".,;:!?()[]<>\"'")
    return "://" in bare or "@" in bare or "/" in bare.partition(".")[2] or _is_host(bare)


def _is_host(bare: str) -> bool:
    parts = bare.split(".")
    return len(parts) > 1 and all(parts) and len(parts[-1]) > 1 and parts[-1].isalpha()
