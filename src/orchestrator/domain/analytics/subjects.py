"""Words that several questions share."""

from collections import Counter
from collections.abc import Iterable

from orchestrator.domain.message.inflections import lemmas
from orchestrator.domain.message.vocabulary import informative_words

TOP_SUBJECTS = 10


def find_subjects(questions: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The words most questions share, with how many do; at most TOP_SUBJECTS, none that only one question has."""
    found: Counter[str] = Counter()
    names: dict[str, str] = {}  # a form of a word -> the form it was first met in
    for question in questions:
        met: set[str] = set()
        for word in informative_words(question):
            forms = lemmas(word) | {word}
            name = next((names[form] for form in sorted(forms) if form in names), word)
            for form in forms:
                names.setdefault(form, name)
            met.add(name)
        found.update(met)
    shared = sorted(((name, number) for name, number in found.items() if number > 1), key=lambda pair: (-pair[1], pair[0]))
    return tuple(shared[:TOP_SUBJECTS])
