"""A question about another thing than every stored one of its kind is close at most: before a proof, after it, and at once."""

from dataclasses import replace

import pytest

from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.matching.telling_apart.siblings import find_siblings
from orchestrator.domain.matching.unmistakable import is_unmistakable
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.deciding.thresholds import NEVER, needed_match
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.trust.snapshot import TrustSnapshot
from support.facts import answer_hit, calibration, facts, identifier, policy

KINDS = [
    ("en", "How do I cancel the painting class?", "How do I cancel the pottery class?", "How do I cancel the yoga class?"),
    ("en", "Can I bring my cat to the hotel?", "Can I bring my dog to the hotel?", "Can I bring my parrot to the hotel?"),
    ("en", "How much does a rented bike cost?", "How much does a new bike cost?", "How much does a used bike cost?"),
    ("en", "when will foldkit be released", "When will paperline be released?", "When will inkwell be released?"),
    (
        "en",
        "How do I apply as a doctoral student?",
        "How do I apply as an undergraduate student?",
        "How do I apply as a postgraduate student?",
    ),
    ("de", "Wie kündige ich den Malkurs?", "Wie kündige ich den Töpferkurs?", "Wie kündige ich den Yogakurs?"),
    ("de", "Darf ich meine Katze mitbringen?", "Darf ich meinen Hund mitbringen?", "Darf ich meinen Papagei mitbringen?"),
    ("fr", "Comment annuler le cours de peinture ?", "Comment annuler le cours de poterie ?", "Comment annuler le cours de yoga ?"),
    ("es", "¿Cómo cancelo la clase de pintura?", "¿Cómo cancelo la clase de cerámica?", "¿Cómo cancelo la clase de yoga?"),
]
CASES = pytest.mark.parametrize(("language", "message", "one", "other"), KINDS)


def bank(one: str, other: str) -> tuple[CanonicalHit, ...]:
    return (
        answer_hit(0.97, id=identifier("one"), question_pattern=one, answer_content="One.", shown_question=one),
        answer_hit(0.96, id=identifier("other"), question_pattern=other, answer_content="The other.", shown_question=other),
    )


@CASES
def test_it_is_no_phrasing_of_any_of_them(language: str, message: str, one: str, other: str) -> None:
    assert not any(is_unmistakable(read_text(message), read_text(pattern), language) for pattern in (one, other))


SAME_FRAME = [kind for kind in KINDS if kind[1] != "Darf ich meine Katze mitbringen?"]
"""In the one left out, the thing's gender changes the word before it, and so the place is two words wide, with one that says
nothing. It is close before a proof, as every other."""


@pytest.mark.parametrize(("language", "message", "one", "other"), SAME_FRAME)
@pytest.mark.parametrize("trust", [TrustSnapshot(None), TrustSnapshot(0.5)], ids=["unproven", "proven"])
@pytest.mark.parametrize("mode", [Mode.immediate, Mode.asking])
def test_it_is_asked_about_and_never_served(language: str, message: str, one: str, other: str, trust: TrustSnapshot, mode: Mode) -> None:
    given = facts(message, canonical=bank(one, other), trust=trust)
    signals = read_signals(given, calibration())
    assert signals.best_answer is not None
    assert signals.best_answer.is_sibling
    assert needed_match(policy(trust_mode=mode), trust, signals.best_answer) == NEVER
    decided = decide(signals, policy(trust_mode=mode), given)
    assert isinstance(decided, Decision)
    assert (decided.path, decided.rule) == (Path.clarify, RuleName.close_question)


@CASES
def test_each_of_them_is_served_for_its_own_words(language: str, message: str, one: str, other: str) -> None:
    for pattern, right in ((one, "one"), (other, "other")):
        signals = read_signals(facts(pattern, canonical=bank(one, other)), calibration())
        assert signals.best_answer is not None
        assert (signals.best_answer.id, signals.best_answer.is_sibling) == (identifier(right), False)


ASKED, POTTERY, YOGA = KINDS[0][1:]


@pytest.mark.parametrize(
    ("why", "hits"),
    [
        ("one answer alone does not say that the place matters", bank(POTTERY, YOGA)[:1]),
        (
            "an answer with two things there is given for either",
            (*bank(POTTERY, YOGA), answer_hit(id=identifier("one"), question_pattern=YOGA)),
        ),
        (
            "it is known by the word",
            (*bank(POTTERY, YOGA), answer_hit(id=identifier("one"), question_pattern="Is the painting class off?")),
        ),
        ("the other answer asks something else", bank(POTTERY, "Where is the yoga class?")),
        ("the other one names the same thing", bank(POTTERY, "How do I cancel a pottery class?")),
    ],
)
def test_what_does_not_show_that_the_thing_matters(why: str, hits: tuple[CanonicalHit, ...]) -> None:
    assert identifier("one") not in find_siblings(read_text(ASKED), hits, "en"), why


def test_a_little_word_in_the_place_is_no_thing() -> None:
    hits = bank("How can I cancel this order?", "How can I cancel that order?")
    assert find_siblings(read_text("How can I cancel an order?"), hits, "en") == frozenset()


def test_the_nearest_phrasing_decides() -> None:
    far = replace(bank(POTTERY, YOGA)[0], question_pattern="I want out of pottery")
    assert find_siblings(read_text(ASKED), (far, *bank(POTTERY, YOGA)), "en") == frozenset()
