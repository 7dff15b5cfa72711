"""A wording is unmistakable where nothing is added, dropped, swapped or replaced but what can change no answer."""

from dataclasses import replace

import pytest

from orchestrator.domain.matching.hits import Dispute
from orchestrator.domain.matching.unmistakable import UNMISTAKABLE, InOwnWords, as_scored, find_unmistakable, is_unmistakable
from orchestrator.domain.message.reading import read_text
from support.facts import answer_hit, identifier


@pytest.mark.parametrize(
    ("language", "question", "pattern"),
    [
        ("en", "How do I turn on dark mode?", "How do I turn on dark mode?"),
        ("en", "how can i turn on the dark mode", "How do I turn on dark mode?"),
        ("en", "Hi Mara, how can I turn on dark mode, please? Thanks!", "How do I turn on dark mode?"),
        ("en", "Could you tell me how I turn on dark mode?", "How do I turn on dark mode?"),
        ("en", "How to turn on dark mode", "How should I turn on dark mode?"),
        ("en", "What's the fee for kids' courses?", "What is the fee for kids' course?"),
        ("en", "What are the fees?", "What is the fee?"),
        ("en", "May I bring a dog?", "Can I bring my dog?".replace("my", "a")),
        ("fr", "Bonjour, quelle est la date du stage ?", "Quelle est date du stage ?"),
        ("de", "Was kostet eine Beratung bitte?", "Was kostet eine Beratung?"),
        ("ja", "体験レッスンはいくらですか。", "体験レッスンはいくらですか？"),
        ("", "xyzzy 5000", "Xyzzy 5000?"),
    ],
)
def test_the_same_words_are_unmistakable(language: str, question: str, pattern: str) -> None:
    assert is_unmistakable(read_text(question), read_text(pattern), language)


@pytest.mark.parametrize(
    ("language", "question", "pattern"),
    [
        ("en", "How do I turn off dark mode?", "How do I turn on dark mode?"),
        ("en", "How do I convert kilometres to miles?", "How do I convert miles to kilometres?"),
        ("en", "How do I unmute a student?", "How do I mute a student?"),
        ("en", "How much is the course?", "How long is the course?"),
        ("en", "How do you pay me?", "How do I pay you?"),
        ("en", "Can you bring a dog?", "Can I bring a dog?"),
        ("en", "Should I feed in May?", "Can I feed in May?"),
        ("en", "Can't I bring a dog?", "Can I bring a dog?"),
        ("en", "When did the course start?", "When does the course start?"),
        ("en", "Is 15 minutes enough?", "Is 50 minutes enough?"),
        ("en", "Is it safe at -5 °C?", "Is it safe at 5 °C?"),
        ("en", "How do I compile C++?", "How do I compile C?"),
        ("en", "What is a design engineer?", "What is design engineering?"),
        ("en", "What is new?", "What is news?"),
        ("en", "Which strings are best for a 7-string guitar?", "Which strings are best for a guitar?"),
        ("de", "Verdrängt den Giersch der Klee?", "Verdrängt der Giersch den Klee?"),
        ("de", "Wie schalte ich das Licht aus?", "Wie schalte ich das Licht an?"),
        ("fr", "Comment désactiver le son ?", "Comment activer le son ?"),
        ("ja", "ピアノを売れますか", "ピアノを買えますか"),
        ("en", "", "How do I turn on dark mode?"),
    ],
)
def test_anything_else_is_close_at_most(language: str, question: str, pattern: str) -> None:
    assert not is_unmistakable(read_text(question), read_text(pattern), language)
    assert not is_unmistakable(read_text(pattern), read_text(question), language)


def test_a_phrasing_of_two_answers_decides_for_neither() -> None:
    question, one = read_text("What does it cost?"), answer_hit(0.9, question_pattern="What does it cost?")
    two = replace(one, id=identifier("other"), question_pattern="what does it cost", answer_content="Nothing.")
    assert find_unmistakable(question, (one,), "en") == InOwnWords(one.id)
    assert find_unmistakable(question, (one, two), "en") == InOwnWords(disputed=frozenset({one.id, two.id}))
    assert find_unmistakable(question, (one, replace(two, answer_content=f" {one.answer_content} ")), "en") == InOwnWords(one.id), (
        "one text"
    )
    assert find_unmistakable(question, (one, replace(two, id=one.id)), "en") == InOwnWords(one.id)
    assert find_unmistakable(question, (replace(one, dispute=Dispute.open),), "en") == InOwnWords(disputed=frozenset({one.id}))


def test_the_own_phrasing_is_as_good_as_certain_and_no_edit() -> None:
    hit = replace(answer_hit(0.5), is_edited=True)
    assert as_scored(hit, 0.5, InOwnWords(hit.id)) == (replace(hit, is_edited=False, is_unmistakable=True), UNMISTAKABLE)
    assert as_scored(hit, 0.5, InOwnWords()) == (hit, 0.5)


@pytest.mark.parametrize(("before", "after"), [(Dispute.none, Dispute.open), (Dispute.open, Dispute.open), (Dispute.apart, Dispute.apart)])
def test_words_of_two_answers_settle_neither(before: Dispute, after: Dispute) -> None:
    hit = answer_hit(0.9, dispute=before)
    scored, probability = as_scored(hit, 0.9, InOwnWords(disputed=frozenset({hit.id})))
    assert (scored.dispute, scored.is_unmistakable, probability) == (after, False, 0.9)
