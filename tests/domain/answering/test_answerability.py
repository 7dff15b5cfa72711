"""Whether passages answer a question, judged by their words: each kind of evidence, present and absent, and the scorer."""

import json
from dataclasses import astuple, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.domain.answering.finding.answerability import EVIDENCE, UNDECIDED, Scorer, WordEvidence, read_evidence
from orchestrator.domain.errors import Invalid
from orchestrator.domain.message.reading import read_text
from support.facts import identifier, passage_hit

FERRY = passage_hit(
    0.7,
    title="The island",
    heading="Getting there",
    content="The ferry Astrid sails every Monday at 9:30. Captain Olsen built the pier in 1921, because the old one had burned. "
    "It is allowed to bring bicycles, and they cost 40 crowns. The northern beach is the largest.",
)
OTHER = passage_hit(0.5, id=identifier("other"), content="Rooms are let by the week. Breakfast is at eight.")
shares = st.floats(0, 1)
evidences = st.builds(WordEvidence, *[shares] * len(EVIDENCE))
scorers = st.builds(
    Scorer, st.text(max_size=5), st.floats(-20, 20), st.builds(WordEvidence, *[st.floats(0, 9)] * len(EVIDENCE)), st.just("")
)


@pytest.mark.parametrize(
    ("name", "better", "worse"),
    [
        ("passage_words", "Who built the pier?", "Who painted the chapel?"),
        ("sentence_words", "Who built the pier?", "Who built the northern beach?"),
        ("pair_words", "Who built the pier?", "Who built the chapel?"),
        ("rarest_in_passage", "Who built the pier?", "Who built the chapel?"),
        ("rarest_in_sentence", "Who built the pier?", "Who built the chapel?"),
        ("none_missing", "Who built the pier?", "Who built the chapel tower?"),
        ("names_in_passage", "When did Captain Olsen build the pier?", "When did Captain Berg build the pier?"),
        ("names_in_sentence", "When does the ferry Astrid sail?", "When does the ferry Olsen sail?"),
        ("numbers_in_sentence", "What was built in 1921?", "What was built in 1922?"),
        ("type_in_sentence", "When was the pier built?", "Why is the northern beach the largest?"),
        ("type_in_sentence", "How much do bicycles cost?", "How many northern beaches are the largest?"),
        ("type_in_sentence", "Who built the pier?", "Who may bring bicycles for crowns?"),
        ("no_opposite", "Is it allowed to bring bicycles?", "Is it prohibited to bring bicycles?"),
        ("no_opposite", "Which northern beach is there?", "Which southern beach is there?"),
        ("no_opposite", "Is the allowed bicycle free?", "Is the disallowed bicycle free?"),
        ("not_negated", "Which day does the ferry sail?", "Which day does the ferry not sail?"),
        ("plainly_put", "Which day does the ferry sail?", "Which day does the ferry never sail?"),
        ("no_extreme", "Which beach is the largest?", "Which beach is the smallest?"),
        ("head_in_sentence", "Which pier did Olsen build?", "Which chapel did Olsen build?"),
        ("specific", "Which ferry sails every Monday at 9:30?", "Which ferry?"),
    ],
)
def test_each_kind_of_evidence_raises_the_score_alone(name: str, better: str, worse: str) -> None:
    for_it, against_it = (getattr(read_evidence(read_text(question), (FERRY, OTHER)), name) for question in (better, worse))
    assert for_it > against_it


def test_a_derived_word_counts_nearly_as_much_as_the_word() -> None:
    passage = replace(FERRY, content="Parking is prohibited.")
    exact, derived, none = (read_evidence(read_text(q), (passage,)).passage_words for q in ("prohibited?", "prohibition?", "program?"))
    assert exact == 1.0 > derived > 0.5 > none == 0.0


def test_a_word_in_every_passage_counts_less() -> None:
    both = (
        passage_hit(content="The ferry sails at nine."),
        passage_hit(content="The ferry is red."),
        passage_hit(content="A ferry ticket."),
    )
    assert read_evidence(read_text("ferry captain"), both).passage_words < 0.5
    assert read_evidence(read_text("ferry captain"), both[:1]).passage_words > read_evidence(read_text("ferry captain"), both).passage_words


def test_title_and_heading_belong_to_every_sentence() -> None:
    assert read_evidence(read_text("island ferry"), (FERRY,)).none_missing == 1.0


@pytest.mark.parametrize("question", ["", "what is it?", "?!", "\ud800"])
def test_an_empty_question_gives_no_evidence(question: str) -> None:
    assert read_evidence(read_text(question), (FERRY,)) == WordEvidence()


@pytest.mark.parametrize("content", ["", "\n\n", " "])
def test_an_empty_passage_gives_no_evidence(content: str) -> None:
    assert read_evidence(read_text("Who built the pier?"), (replace(FERRY, content=content),)) == WordEvidence()
    assert read_evidence(read_text("Who built the pier?"), ()) == WordEvidence()


@settings(max_examples=80)
@given(st.text(max_size=120), st.text(max_size=200), st.text(max_size=40))
def test_any_text_gives_evidence_within_0_and_1(question: str, content: str, heading: str) -> None:
    found = read_evidence(read_text(question), (passage_hit(content=content, heading=heading), OTHER))
    assert all(0.0 <= share <= 1.0 + 1e-9 for share in astuple(found))


@given(scorers, evidences, evidences)
def test_more_evidence_never_scores_less(scorer: Scorer, one: WordEvidence, other: WordEvidence) -> None:
    worse = WordEvidence(*map(min, astuple(one), astuple(other)))
    better = WordEvidence(*map(max, astuple(one), astuple(other)))
    assert 0 <= scorer.probability(worse) <= scorer.probability(better) + 1e-12
    assert scorer.probability(better) <= 1


@given(scorers)
def test_scorer_json_round_trip(scorer: Scorer) -> None:
    assert Scorer.from_mapping(json.loads(json.dumps(scorer.to_mapping()))) == scorer


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"intercept": 0},
        {"intercept": "0", "weights": {}},
        {"intercept": 0, "weights": {"passage_words": True}},
        {"intercept": 0, "weights": {"passage_words": -1}},
        {"intercept": 0, "weights": {"moon_phase": 1}},
        {"intercept": float("nan"), "weights": {}},
    ],
)
def test_an_invalid_scorer_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        Scorer.from_mapping(wrong)
    assert refused.value.code == "calibration_invalid"


def test_an_unfitted_scorer_gives_one_half() -> None:
    assert UNDECIDED.probability(WordEvidence(*[1.0] * len(EVIDENCE))) == 0.5
