"""Subjects: words that several questions share."""

from collections import Counter
from collections.abc import Iterable

from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.reading import read_text

TOP_SUBJECTS = 10


def find_subjects(questions: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """(word, number of questions that have it), most first; at most TOP_SUBJECTS, each of at least two questions."""
    questions_with: Counter[str] = Counter()
    names: dict[str, str] = {}  # any form of a word -> the form that was read first
    for question in questions:
        in_question: set[str] = set()
        for word in read_text(question).informative:
            forms = lemmas(word) | {word}
            name = next((names[form] for form in sorted(forms) if form in names), word)
            for form in forms:
                names.setdefault(form, name)
            in_question.add(name)
        questions_with.update(in_question)
    shared = sorted(((name, number) for name, number in questions_with.items() if number > 1), key=lambda pair: (-pair[1], pair[0]))
    return tuple(shared[:TOP_SUBJECTS])
