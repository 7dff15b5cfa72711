"""The second look: what speaks for a match, the bank's centre, twisted texts, and the weights as data."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.errors import Invalid
from orchestrator.domain.facts import Bank, CanonicalHit
from orchestrator.domain.risk import Expected
from orchestrator.domain.second_look import FEATURES, Look, SecondLook, centred_cosine, read_looks
from orchestrator.domain.twists import is_twisted
from support.facts import answer_hit, identifier

BANK = Bank(answers=100, common=0.2, spread=0.1)
LOOK = SecondLook("1", -4.0, Look(closeness=1.0, lead=2.0, missing=-1.0, twisted=-2.0), (Expected(0.9, 0.02, 10.0),), "for tests")
cosines = st.floats(-1, 1)


def hit(name: str, cosine: float, pattern: str = "When is lavender honey harvested?") -> CanonicalHit:
    return answer_hit(cosine, id=identifier(name), question_pattern=pattern, common=0.2)


def look(question: str, *hits: CanonicalHit) -> Look:
    return read_looks(question, hits, BANK)[0][1]


def test_a_closer_match_that_leads_is_likelier() -> None:
    near, far = hit("a", 0.9), hit("a", 0.7)
    rival = hit("b", 0.69, "How do I keep bees warm in winter?")
    question = "When do you harvest lavender honey?"
    assert LOOK.probability(look(question, near, rival)) > LOOK.probability(look(question, far, rival))
    assert LOOK.probability(look(question, near)) >= LOOK.probability(look(question, near, rival))


def test_phrasings_of_one_answer_are_no_rivals_and_cover_words_together() -> None:
    one, other = hit("a", 0.8, "How do I feed bees?"), hit("a", 0.79, "What do I give them in winter?")
    alone = look("How do I feed bees in winter?", one)
    together = look("How do I feed bees in winter?", one, other)
    assert together.lead == 0.0
    assert together.missing < alone.missing
    rival = replace(other, id=identifier("b"))
    assert look("How do I feed bees in winter?", one, rival).lead < 0.0


def test_the_likeliest_answer_is_chosen_and_not_merely_the_nearest() -> None:
    nearest = hit("a", 0.90, "Can I feed bees in summer 2024?")
    next_one = hit("b", 0.89, "Can I feed bees in summer 2025?")
    judged = LOOK.judge("Can I feed bees in summer 2025, please?", (nearest, next_one), BANK)
    assert judged is not None
    assert judged.hit.id == identifier("b")
    assert LOOK.judge("Anything", (), BANK) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Can I feed the bees in winter?", "Can I feed the bees in summer?"),
        ("Do the bees sting in spring?", "Do the bees not sting in spring?"),
        ("Is the course of 2024 online?", "Is the course of 2025 online?"),
        ("How do I upload the honey label?", "How do I download the honey label?"),
        ("Does the course run in Paris this spring?", "Does the course run in Lyon this spring?"),
        ("Why do the bees swarm in May?", "When do the bees swarm in May?"),
    ],
)
def test_alike_but_for_what_changes_the_answer(one: str, other: str) -> None:
    assert is_twisted(one, other)
    assert is_twisted(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Can I feed the bees in winter?", "Can I feed the bees in winter?"),
        ("How do I feed bees in winter?", "What is the way to feed bees in winter"),
        ("Can I pay by card?", "Do the bees not sting in spring 2024?"),
        ("", "Can I pay by card?"),
    ],
)
def test_the_same_and_the_wholly_different_are_not_twisted(one: str, other: str) -> None:
    assert not is_twisted(one, other)


def test_without_a_bank_the_cosine_stays() -> None:
    assert centred_cosine(0.8, 0.3, Bank()) == pytest.approx(0.8)


def test_about_the_centre_of_a_large_bank_its_common_subject_counts_no_more() -> None:
    # Two texts that share the centre only: q = (1, 1, 0) and a = (1, 0, 1), each over the root of 2, centre (1, 0, 0) over the same.
    large = Bank(answers=10**9, common=0.5, spread=0.5)
    assert centred_cosine(0.5, 0.5, large) == pytest.approx(0.0, abs=1e-6)


@given(cosines, cosines, st.integers(0, 10_000), cosines, st.floats(0, 1))
def test_centred_cosines_are_cosines(cosine: float, common: float, answers: int, asked: float, spread: float) -> None:
    assert -1 <= centred_cosine(cosine, common, Bank(answers, asked, spread)) <= 1


@given(st.text(), st.lists(st.tuples(st.text(), cosines, st.sampled_from("abc")), max_size=6), st.integers(0, 50))
def test_any_text_gets_a_probability(question: str, found: list[tuple[str, float, str]], answers: int) -> None:
    hits = [replace(hit(name, cosine), question_pattern=pattern) for pattern, cosine, name in found]
    for _, each in read_looks(question, hits, Bank(answers, 0.1, 0.1)):
        assert 0 <= LOOK.probability(each) <= 1
        assert all(math.isfinite(getattr(each, name)) for name in FEATURES)
        assert each.lead <= 0 <= each.missing <= 1


def test_weights_survive_as_json() -> None:
    assert SecondLook.from_mapping(json.loads(json.dumps(LOOK.to_mapping()))) == LOOK


@pytest.mark.parametrize(
    "changes",
    [{"weights": {"luck": 1.0}}, {"weights": None}, {"intercept": "much"}, {"pooled": [[0.9, 0.1]]}, {"pooled": []},
     {"pooled": [[0.8, 0.1, 5.0], [0.9, 0.1, 5.0]]}, {"intercept": float("nan")}],
)  # fmt: skip
def test_weights_that_are_none_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        SecondLook.from_mapping(LOOK.to_mapping() | changes)
