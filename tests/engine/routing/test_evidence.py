"""What a decision leaves in the store is enough to make it again, under its own rules and under any other."""

import json
from dataclasses import replace

from hypothesis import given, settings

from orchestrator.domain.answering.quoting import Draft
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.decide import Decision, Need, decide
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.replay import Gap, Past, Undecided, redecide
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.safety.moderation import read_unsafe
from orchestrator.engine.routing import receipts
from orchestrator.engine.routing.evidence import read_past
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.routing import PastDecision
from support.facts import NOW, agent, calibration, identifier
from support.strategies import drafts, messages, policies


def store(message: Facts, rules: Policy, draft: Draft) -> tuple[Past, Decision, Draft | None]:
    """A decision as it is saved and read back; the decision itself; the draft where one was needed."""
    signals = read_signals(message, calibration())
    decided = decide(signals, rules, message)
    needed = draft if isinstance(decided, Need) else None
    decided = decide(signals, rules, message, needed)
    assert isinstance(decided, Decision)
    save = receipts.to_save(
        message_id=identifier("message"), decision_id=identifier("decision"), is_saved=False, conversation_id=identifier("talk"),
        client_message_id=None, content=message.text, answers_too=(), facts=message, policy_version=1, decision=decided,
        outcome=plan(decided, rules, message, calibration()), calibration=calibration(), vector=[], timings={},
    )  # fmt: skip
    row = PastDecision(
        save.decision["decision_id"], save.user_id, save.content, save.decision["decision_path"], save.decision["rule"],
        save.decision["similar_answer_id"], json.loads(json.dumps(save.decision["evidence"], default=str)), NOW,
        rules.abuse_rules_enabled,
    )  # fmt: skip
    asked = agent()
    avee = PublicAvee(asked.id, asked.handle, asked.display_name, asked.owner_id, asked.creator_name, "mara", None)
    return read_past(row, avee), decided, needed


@settings(max_examples=150)
@given(messages, policies, drafts, policies)
def test_a_stored_decision_is_made_again(message: Facts, rules: Policy, draft: Draft, others: Policy) -> None:
    message = replace(message, unsafe=read_unsafe(message.text, message.moderated, rules))
    past, decided, written = store(message, rules, draft)
    same = redecide(past, rules)
    assert isinstance(same, Decision)
    assert (same.path, same.rule) == (decided.path, decided.rule)

    again = redecide(past, others)
    message = replace(message, unsafe=read_unsafe(message.text, message.moderated, others))
    afresh = decide(read_signals(message, calibration()), others, message, written)
    if isinstance(afresh, Need):
        assert isinstance(again, Undecided)
        assert again.gap is Gap.draft_missing
    else:
        assert isinstance(again, Decision)
        assert (again.path, again.rule, again.gate, again.escalation_reason) == (
            afresh.path, afresh.rule, afresh.gate, afresh.escalation_reason,
        )  # fmt: skip


def test_a_row_without_evidence_is_said_to_be_one() -> None:
    asked = agent()
    avee = PublicAvee(asked.id, asked.handle, asked.display_name, asked.owner_id, asked.creator_name, "mara", None)
    row = PastDecision(identifier("d"), identifier("u"), "How?", "A", "confident", None, {}, NOW, True)
    assert read_past(row, avee).inputs is None
    assert read_past(replace(row, evidence={"signals": {"similarity": 1}}), avee).inputs is None
