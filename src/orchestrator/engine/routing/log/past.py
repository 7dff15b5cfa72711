"""Reads a stored decision back into the inputs that `decide` had."""

from dataclasses import replace
from uuid import UUID

from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.message.manners.core import with_manners
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.facts import Facts, read_names
from orchestrator.domain.routing.log.evidence import Evidence, KeptDraft
from orchestrator.domain.routing.log.replay import DecisionInputs, RecordedDecision
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.safety.word_forms import WordForms
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.routing.log import DecisionRecord, PastDecision


def read_past(row: PastDecision, avee: PublicAvee, word_forms: WordForms) -> RecordedDecision:
    inputs = read_inputs(row, avee, row.abuse_rules_enabled, word_forms)
    return RecordedDecision(row.id, row.created_at, row.message_content, Path(row.decision_path), row.rule, inputs)


def read_inputs(row: PastDecision | DecisionRecord, avee: PublicAvee, abuse_rules_enabled: bool, word_forms: WordForms) -> DecisionInputs:
    """The inputs of the decision. `abuse_rules_enabled` is the setting of the policy in force at that time."""
    draft = row.evidence.draft
    return DecisionInputs(
        _read_signals(row),
        replace(_read_facts(row, avee), word_forms=word_forms),
        # The rules read only whether the draft is supported and what the model says; its text is in the reply.
        _draft_of(draft) if draft else None,
        abuse_rules_enabled,
    )


def _read_signals(row: PastDecision | DecisionRecord) -> Signals:
    kept = row.evidence.signals
    return Signals(
        similarity=kept.similarity,
        novelty=kept.novelty,
        complexity=kept.complexity,
        confidence=kept.confidence,
        canonical_similarity=kept.canonical_similarity,
        passage_similarity=kept.passage_similarity,
        coverage=kept.coverage,
        answerability=kept.answerability,
        support=kept.support,
        vagueness=kept.vagueness,
        small_talk=kept.small_talk,
        wants_human=kept.wants_human,
        clarifications_running=kept.clarifications_running,
        has_rivals=kept.has_rivals,
        act=kept.act,
        is_dissatisfied=kept.is_dissatisfied,
        is_confirmed=kept.is_confirmed,
        close_similarity=kept.close_similarity,
        close=tuple(_read_answer(row, each) for each in row.evidence.close),
        best_answer=_read_best_answer(row),
    )


def _read_best_answer(row: PastDecision | DecisionRecord) -> CanonicalHit | None:
    return None if row.similar_answer_id is None else _read_answer(row, row.similar_answer_id)


def _read_answer(row: PastDecision | DecisionRecord, answer: UUID) -> CanonicalHit:
    """Only with the fields that the rules read. How its wording differs is kept of the best answer alone."""
    evidence: Evidence = row.evidence
    kept = next((each for each in evidence.answers if each.id == answer), None)
    is_best = answer == row.similar_answer_id
    return CanonicalHit(
        answer,
        "",
        "",
        evidence.signals.canonical_similarity if is_best or kept is None else kept.probability,
        row.created_at,
        is_edited=evidence.is_edited and is_best,
        is_unmistakable=evidence.is_unmistakable and is_best,
        is_sibling=evidence.is_sibling and is_best,
        dispute=evidence.dispute if is_best else Dispute.none,
        times_right=kept.times_right if kept else 0,
        times_wrong=kept.times_wrong if kept else 0,
    )


def _read_facts(row: PastDecision | DecisionRecord, avee: PublicAvee) -> Facts:
    evidence, usage = row.evidence, row.evidence.usage
    agent = Agent(avee.id, avee.owner_id, avee.handle, avee.display_name, avee.creator_name)
    written = with_manners(evidence.question, row.message_content, read_names(agent))
    return Facts(
        # The messages of a burst were decided as one, and `evidence.question` holds them all.
        text=row.message_content if evidence.is_follow_up else written,
        question=evidence.question,
        agent=agent,
        asker=Asker(row.user_id, evidence.tier, evidence.layer),
        now=evidence.now,
        is_follow_up=evidence.is_follow_up,
        has_chat_model=evidence.has_chat_model,
        usage=Usage(usage.day, usage.week, usage.day_opens_at, usage.week_opens_at, guests=usage.guests),
        unsafe=evidence.unsafe,
        moderated=evidence.moderation,
        creator_present=evidence.creator_present,
        trust=evidence.trust,
    )


def _draft_of(kept: KeptDraft) -> Draft:
    """The draft without its text, which is in the reply and which no rule reads."""
    return Draft("", (), kept.supported, kept.written_by, model_says=kept.model_says, missing=kept.missing, choices=kept.choices)
