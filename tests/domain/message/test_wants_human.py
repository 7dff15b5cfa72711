"""The wish to reach a person is recognised in many wordings; a question that mentions people is not such a wish."""

import pytest

from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.wants_human import wants_human
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.signals import read_signals
from support.facts import calibration, facts, policy

NAMES = frozenset({"mara", "lindqvist"})


@pytest.mark.parametrize(
    "text",
    [
        "I want to talk to a human",
        "can I speak to Mara?",
        "Can I talk to a real person please?",
        "connect me to an operator",
        "human please",
        "I don't want to talk to a bot",
        "let me talk to someone",
        "is there a human here?",
        "give me a human",
        "I'd like to speak with Mara Lindqvist directly",
        "Could you forward this to Mara?",
        "not a bot please",
        "I would prefer to speak to somebody real",
        "no, this is useless, I need to speak with a manager",
    ],
)
def test_a_wish_to_reach_a_person(text: str) -> None:
    assert wants_human(read_text(text), NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "How do people keep bees?",
        "Can I ask a question?",
        "Should I talk to my neighbours about the hives?",
        "How do I contact the shop about a late parcel?",
        "Is there a person who sells queens near Oslo?",
        "I want someone to check my hive in May",
        "who are you?",
        "Does Mara use oxalic acid?",
        "Can I ask Mara's shop to ship to Germany?",
    ],
)
def test_an_ordinary_question_that_mentions_people(text: str) -> None:
    assert not wants_human(read_text(text), NAMES)


def decided(text: str, rules: Policy) -> Decision:
    loaded = facts(text=text, question=text)
    found = decide(read_signals(loaded, calibration()), rules, loaded)
    assert isinstance(found, Decision)
    return found


def test_a_wish_for_a_person_that_says_what_for_leads_to_an_offer() -> None:
    found = decided("I want to talk to Mara about wax", policy())
    assert found.rule is RuleName.worth_asking
    assert "rather than the agent" in found.reason


def test_a_wish_for_a_person_alone_is_asked_what_for() -> None:
    found = decided("I want to talk to a human", policy())
    assert found.rule is RuleName.vague
    assert "what for" in found.reason


def test_the_wish_for_a_person_is_refused_where_a_gate_is_closed() -> None:
    assert decided("I want to talk to a human", policy(escalation_enabled=False)).rule is RuleName.gate_closed
