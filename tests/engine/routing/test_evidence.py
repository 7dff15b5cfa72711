"""The stored evidence of a decision is enough to make the decision again, under its own rules or others."""

import json
from dataclasses import replace

from hypothesis import given, settings

from orchestrator.adapters.postgres.codecs.evidence import decode_evidence, encode_evidence
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, Need
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.log.replay import Gap, RecordedDecision, Undecided, redecide
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.safety.moderation import read_unsafe
from orchestrator.domain.safety.word_forms import NO_WORD_FORMS
from orchestrator.engine.routing.keeping.saving import Routed, plan_save
from orchestrator.engine.routing.log.past import read_past
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.routing.log import PastDecision
from orchestrator.ports.stores.routing.saved import NewUserMessage
from support.facts import NOW, agent, calibration, identifier
from support.strategies import drafts, messages, policies


def store(message: Facts, rules: Policy, draft: Draft) -> tuple[RecordedDecision, Decision, Draft | None]:
    """(decision after saving and reading, decision before, draft if one was needed)."""
    signals = read_signals(message, calibration())
    decided = decide(signals, rules, message)
    needed = draft if isinstance(decided, Need) else None
    decided = decide(signals, rules, message, needed)
    assert isinstance(decided, Decision)
    row = NewUserMessage(
        message.agent.id, identifier("talk"), message.asker.user_id, identifier("message"), message.text, message.asker.layer, None
    )
    outcome = plan(decided, rules, message, calibration())
    save = plan_save(Routed(row, identifier("decision"), message, decided, outcome, 1, [], (), {}), calibration())
    made = save.decision
    evidence = decode_evidence(json.loads(json.dumps(encode_evidence(made.evidence))))
    assert evidence == made.evidence
    past = PastDecision(
        made.id,
        row.user_id,
        row.content,
        made.path.value,
        made.rule.value,
        made.similar_answer_id,
        evidence,
        NOW,
        rules.abuse_rules_enabled,
    )
    asked = agent()
    avee = PublicAvee(asked.id, asked.handle, asked.display_name, asked.owner_id, asked.creator_name, "mara", None)
    return read_past(past, avee, NO_WORD_FORMS), decided, needed


@settings(max_examples=150)
@given(messages, policies, drafts, policies)
def test_a_stored_decision_is_made_again(message: Facts, rules: Policy, draft: Draft, others: Policy) -> None:
    message = replace(message, unsafe=read_unsafe(read_text(message.text), message.moderated, rules))
    past, decided, written = store(message, rules, draft)
    same = redecide(past, rules)
    assert isinstance(same, Decision)
    assert (same.path, same.rule) == (decided.path, decided.rule)

    if decided.signals.close:
        # The texts of the answers that might be asked about are not kept, so topics that others block are not looked for in them.
        others = replace(others, blocked_topics=rules.blocked_topics)
    again = redecide(past, others)
    message = replace(message, unsafe=read_unsafe(read_text(message.text), message.moderated, others))
    afresh = decide(read_signals(message, calibration()), others, message, written)
    if isinstance(afresh, Need):
        assert isinstance(again, Undecided)
        assert again.gap is Gap.draft_missing
    else:
        assert isinstance(again, Decision)
        assert (again.path, again.rule, again.gate, again.escalation_reason) == (
            afresh.path, afresh.rule, afresh.gate, afresh.escalation_reason,
        )  # fmt: skip
