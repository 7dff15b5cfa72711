"""The second look: match features, centring by the bank, differences between close texts, and the weights as data."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.hits import AnswerCentroid, Bank, CanonicalHit
from orchestrator.domain.matching.looks.second_look import FEATURES, MatchFeatures, SecondLook, belonging, centred_cosine, read_features
from orchestrator.domain.matching.telling_apart.differences import Differs, close_differences, edits, nearest_edits
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.thresholds import NEVER, needed_match
from orchestrator.domain.trust.proofs import PooledRisk
from orchestrator.domain.trust.snapshot import TrustSnapshot
from support.facts import answer_hit, identifier

BANK = Bank(answers=100, common=0.2, spread=0.1)
LOOK = SecondLook("1", -4.0, MatchFeatures(closeness=1.0, lead=2.0, wording=1.0, twisted=-2.0), (PooledRisk(0.9, 0.02, 10.0),), "for tests")
cosines = st.floats(-1, 1)


def hit(name: str, cosine: float, pattern: str = "When is lavender honey harvested?") -> CanonicalHit:
    return answer_hit(cosine, id=identifier(name), question_pattern=pattern, common=0.2)


def look(question: str, *hits: CanonicalHit) -> MatchFeatures:
    return read_features(read_text(question), hits, BANK)[0][1]


def test_a_closer_match_that_leads_is_likelier() -> None:
    near, far = hit("a", 0.9), hit("a", 0.7)
    rival = hit("b", 0.69, "How do I keep bees warm in winter?")
    question = "When do you harvest lavender honey?"
    assert LOOK.probability(look(question, near, rival)) > LOOK.probability(look(question, far, rival))
    assert look(question, near).lead >= look(question, near, rival).lead


def test_phrasings_of_one_answer_are_no_rivals_and_cover_words_together() -> None:
    one, other = hit("a", 0.8, "How do I feed bees?"), hit("a", 0.79, "What do I give them in winter?")
    alone = look("How do I feed bees in winter?", one)
    together = look("How do I feed bees in winter?", one, other)
    assert together.lead == 0.0
    assert together.wording > alone.wording
    rival = replace(other, id=identifier("b"))
    assert look("How do I feed bees in winter?", one, rival).lead < 0.0


def test_the_likeliest_answer_is_chosen_even_where_another_is_nearer() -> None:
    nearer = hit("a", 0.90, "Can I feed bees in summer 2024?")
    likelier = hit("b", 0.89, "Can I feed bees in summer 2025?")
    best = LOOK.best_match(read_text("Can I feed bees in summer 2025, please?"), (nearer, likelier), BANK)
    assert best is not None
    assert best.hit.id == identifier("b")
    assert LOOK.best_match(read_text("Anything"), (), BANK) is None


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
def test_close_texts_with_another_answer_differ(one: str, other: str) -> None:
    assert close_differences(read_text(one), read_text(other))
    assert close_differences(read_text(other), read_text(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Can I feed the bees in winter?", "Can I feed the bees in winter?"),
        ("How do I feed bees in winter?", "What is the way to feed bees in winter"),
        ("Can I pay by card?", "Do the bees not sting in spring 2024?"),
        ("", "Can I pay by card?"),
    ],
)
def test_equal_and_wholly_different_texts_have_no_close_differences(one: str, other: str) -> None:
    assert not close_differences(read_text(one), read_text(other))


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("Can I feed the bees in winter?", "Can I not feed the bees in winter?", Differs.negation),
        ("Why can't I feed bees who don't fly?", "Why can't I feed bees who fly?", Differs.negation),
        ("How do I feed 3 hives?", "How do I feed 4 hives?", Differs.number),
        ("Is it better to start with one hive or with two?", "Is it better to start with two hives or with three?", Differs.number),
        ("Does the course run in Paris this spring?", "Does the course run in Lyon this spring?", Differs.name),
        ("Can I buy a queen in spring?", "Can I sell a queen in spring?", Differs.opposite),
        ("Do you ship honey?", "Do you ship honey without a label?", Differs.condition),
        ("Do you ship if I pay late?", "Do you ship if I pay late if it is broken?", Differs.condition),
    ],
)
def test_edited_words_that_change_the_answer_are_found(one: str, other: str, difference: Differs) -> None:
    assert difference in edits(read_text(one), read_text(other))
    assert difference in edits(read_text(other), read_text(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How do I feed bees in winter?", "How do I feed bees in winter"),
        ("How do I feed bees in winter?", "How can I feed bees in winter?"),
        # One more word may be a filler as well as a narrower case; two are taken for a case.
        ("How do I feed bees in winter?", "How do I feed honey bees in winter?"),
        ("Why hasn't my honey set?", "Why has my honey not set, and what becomes of it in the cellar over the summer months?"),
    ],
)
def test_a_mere_rewording_is_no_edit(one: str, other: str) -> None:
    assert not edits(read_text(one), read_text(other))


def test_edits_are_read_against_the_phrasing_with_the_closest_words() -> None:
    patterns = ("What is the price of queens that you raise yourself?", "Can I buy a queen in spring?")
    assert nearest_edits(read_text("Can I not buy a queen in spring?"), [read_text(pattern) for pattern in patterns]) == {Differs.negation}


def test_a_difference_between_phrasings_of_one_answer_does_not_count() -> None:
    question = "Can I feed 5 hives in winter?"
    one, other = hit("a", 0.9, "Can I feed 3 hives in winter?"), hit("a", 0.85, "May 4 hives be fed by me in winter?")
    assert look(question, one).turned == look(question, one).twisted == 1.0
    assert look(question, one, other).turned == look(question, one, other).twisted == 0.0


def test_in_a_language_that_scores_were_never_fitted_on_a_score_alone_serves_nothing_before_a_proof() -> None:
    immediate = Policy(canonical_match_threshold=0.85, trust_mode=Mode.immediate)
    question = read_text("Wann wird der Honig vom Lavendel geerntet?")
    pattern = hit("a", 0.9, "Wann erntest du deinen Lavendelhonig eigentlich?")
    for language, needed in (("de", NEVER), ("en", 0.85), ("", 0.85)):
        (found,) = LOOK.score(question, (pattern,), BANK, language)
        assert needed_match(immediate, TrustSnapshot(), found.hit) == needed
        assert needed_match(immediate, TrustSnapshot(proven=0.9), found.hit) == 0.9, "a creator's own cards prove it in any language"
    (same,) = LOOK.score(read_text(pattern.question_pattern), (pattern,), BANK, "de")
    assert needed_match(immediate, TrustSnapshot(), same.hit) == 0.85, "what is unmistakable is served"


def test_an_edited_phrasing_is_served_only_after_a_proof() -> None:
    pattern = "Can I feed the bees in winter?"
    immediate = Policy(trust_mode=Mode.immediate)
    for question, needed in (("Can I not feed the bees in winter?", NEVER), ("May the bees be fed in winter?", 0.85)):
        (found, _), *_ = read_features(read_text(question), [hit("a", 0.95, pattern)], BANK)
        assert needed_match(immediate, TrustSnapshot(), found) == needed
        assert needed_match(immediate, TrustSnapshot(proven=0.8), found) == 0.8


def test_another_question_type_is_noticed() -> None:
    reason = hit("a", 0.9, "Why do the bees swarm?")
    assert look("Why are the bees swarming?", reason).frame == 1.0
    assert look("When do the bees swarm?", reason).frame == 0.0
    assert 0 < look("How do the bees swarm?", hit("a", 0.9, "Do the bees swarm?")).frame < 1
    assert look("My bees won't swarm", reason).failure == 0.0
    assert look("My bees won't swarm", hit("a", 0.9, "The bees failed to swarm")).failure == 1.0


def test_a_message_as_near_to_the_phrasings_as_they_are_to_each_other_belongs() -> None:
    bank = Bank()
    # The phrasings (1, 0) and (0.6, 0.8) have the mean (0.8, 0.4). The message (0.6, 0.8) is among them, (0, 1) is not.
    member, outsider = AnswerCentroid(2, 0.8, 0.0, 0.8), AnswerCentroid(2, 0.4, 0.0, 0.8)
    # The phrasings' cosine to each other is 0.6, averaged with the prior of 0.5.
    assert belonging(member, bank) == pytest.approx(0.8 - 0.55)
    assert belonging(outsider, bank) == pytest.approx(0.4 - 0.55)
    alone = hit("a", 0.9)
    assert look("Anything", alone).belonging == look("Anything", replace(alone, centroid=AnswerCentroid(1, 0.9, 0.2, 1.0))).belonging


@given(st.integers(1, 1000), cosines, cosines, st.floats(0, 1), st.integers(0, 10_000), cosines, st.floats(0, 1))
def test_belonging_is_bounded(phrasings: int, cosine: float, common: float, own: float, answers: int, asked: float, spread: float) -> None:
    assert -2 <= belonging(AnswerCentroid(phrasings, cosine, common, own), Bank(answers, asked, spread)) <= 1.5


def test_without_a_bank_the_cosine_is_unchanged() -> None:
    assert centred_cosine(0.8, 0.3, Bank()) == pytest.approx(0.8)


def test_in_a_large_bank_the_common_subject_does_not_count() -> None:
    # q = (1, 1, 0) / sqrt(2) and a = (1, 0, 1) / sqrt(2) share nothing but the centre, (1, 0, 0) / sqrt(2).
    large = Bank(answers=10**9, common=0.5, spread=0.5)
    assert centred_cosine(0.5, 0.5, large) == pytest.approx(0.0, abs=1e-6)


@given(cosines, cosines, st.integers(0, 10_000), cosines, st.floats(0, 1))
def test_centred_cosines_are_cosines(cosine: float, common: float, answers: int, asked: float, spread: float) -> None:
    assert -1 <= centred_cosine(cosine, common, Bank(answers, asked, spread)) <= 1


@given(st.text(), st.lists(st.tuples(st.text(), cosines, st.sampled_from("abc")), max_size=6), st.integers(0, 50))
def test_any_text_gets_a_probability(question: str, found: list[tuple[str, float, str]], answers: int) -> None:
    hits = [replace(hit(name, cosine), question_pattern=pattern) for pattern, cosine, name in found]
    for _, each in read_features(read_text(question), hits, Bank(answers, 0.1, 0.1)):
        assert 0 <= LOOK.probability(each) <= 1
        assert all(math.isfinite(getattr(each, name)) for name in FEATURES)
        assert each.lead <= 0 <= each.frame <= 1 + 1e-9


def test_weights_json_round_trip() -> None:
    assert SecondLook.from_mapping(json.loads(json.dumps(LOOK.to_mapping()))) == LOOK


@pytest.mark.parametrize(
    "changes",
    [{"weights": {"luck": 1.0}}, {"weights": None}, {"intercept": "much"}, {"pooled": [[0.9, 0.1]]}, {"pooled": []},
     {"pooled": [[0.8, 0.1, 5.0], [0.9, 0.1, 5.0]]}, {"intercept": float("nan")}],
)  # fmt: skip
def test_invalid_weights_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        SecondLook.from_mapping(LOOK.to_mapping() | changes)
