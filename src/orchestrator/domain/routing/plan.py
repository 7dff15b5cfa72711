"""From a decision to its outcome: reply, offer, suggestions and cards, as data."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.half_answers import with_subject
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.escalation.direct_messages import closed_to
from orchestrator.domain.escalation.expectation import expect_answer
from orchestrator.domain.escalation.gates import remaining_today
from orchestrator.domain.matching.answers import nearest_phrasings, undisputed
from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.rivals.answers import choice_of, read_rivals
from orchestrator.domain.matching.unmistakable import as_scored, find_unmistakable
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.replies import paying
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.replies.sentences import Lead
from orchestrator.domain.routing.acting import ACTED
from orchestrator.domain.routing.deciding.case import READ_CHARACTERS
from orchestrator.domain.routing.deciding.decision import FROM_DOCUMENTS, Decision, RuleName
from orchestrator.domain.routing.deciding.thresholds import draw_audit, draw_card
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import (
    SILENCE,
    Offer,
    Outcome,
    Reply,
    Signature,
    Source,
    answer_source,
    draft_sources,
    passage_source,
    quoted_source,
)
from orchestrator.domain.routing.reply_plan import plan_reply
from orchestrator.domain.routing.signals import read_likely, servable_in
from orchestrator.domain.safety.topics import first_touched

SUGGESTION_FLOOR = 0.15
"""Probability from which a stored answer is shown as possible help, and from which a passage may be what is meant."""

PASSAGE_FLOOR = 0.12
"""Probability from which a passage is shown as possible help: of those shown at the third place, one in twenty holds the answer
from here on, and hardly one below. Measured in a trial on the calib splits and dev; see decision 30."""

SUGGESTED_CHARACTERS = (450, 320, 240)
"""Of the first, the second and the third passage that is shown as possible help; decision 30 has others."""

BEFORE_ACTS = frozenset({RuleName.creator_present, RuleName.blocked_topic, RuleName.unsafe, RuleName.small_talk})
"""The rules under which a message did nothing as a reply to the agent."""

BEFORE_REUSE = BEFORE_ACTS | {RuleName.reply_to_agent}
"""The rules that hold whatever is stored. Where one of them decides, no match is considered."""


def plan(decision: Decision, policy: Policy, facts: Facts, calibration: Calibration) -> Outcome:
    """The outcome of the decision."""
    outcome = _plan(decision, policy, facts, calibration)
    if decision.rule not in BEFORE_ACTS:
        outcome = replace(outcome, acted=ACTED.get(decision.signals.act))
    if decision.rule in BEFORE_REUSE:
        return outcome
    reuse = draw_card(decision.signals, policy, facts, decision.path is Path.serve_canonical)
    audit = draw_audit(decision.signals, policy, facts) if decision.rule in FROM_DOCUMENTS else None
    return replace(outcome, cards=tuple(card for card in (reuse, audit) if card is not None))


def _plan(decision: Decision, policy: Policy, facts: Facts, calibration: Calibration) -> Outcome:
    if decision.rule is RuleName.reply_to_agent:
        return plan_reply(decision.signals.act, policy, facts)
    match decision.path:
        case Path.auto_answer:
            return _plan_auto_answer(decision, policy, facts)
        case Path.clarify if decision.rule is RuleName.close_question:
            return _plan_close(decision, facts)
        case Path.clarify:
            if decision.signals.wants_human:
                return Outcome(Reply(_with_direct(replies.clarification(facts.voice, ()), policy, facts)))
            subjects = _subjects(decision, facts, calibration)
            return Outcome(
                Reply(replies.clarification(facts.voice, subjects), choices=subjects if len(subjects) > 1 else (), subjects=subjects)
            )
        case Path.serve_canonical:
            return _plan_canonical(decision, facts)
        case Path.offer_escalation:
            offer = _offer(decision, policy, facts)
            near = _suggestions(decision, policy, facts, calibration)
            said = _with_price(replies.offer(facts.voice, offer.expected, offer.remaining_today, bool(near), _lead(decision)), offer, facts)
            if decision.signals.wants_human:
                said = _with_direct(f"{replies.about(facts.question)}\n\n{said}" if facts.is_follow_up else said, policy, facts)
            return Outcome(Reply(said), offer, suggestions=near)
        case Path.refuse:
            near = _suggestions(decision, policy, facts, calibration)
            said = _refuse(decision, facts, bool(near))
            if decision.gate is not None and decision.signals.wants_human:
                said = _with_direct(said, policy, facts)
            return Outcome(Reply(said), suggestions=near)
        case Path.queue_for_creator:
            # The only rule on this path is that the creator is in the conversation and reads the message there.
            return Outcome(SILENCE)
        case _:
            assert_never(decision.path)


def _with_direct(said: str, policy: Policy, facts: Facts) -> str:
    """To somebody who wants the creator: also that they can write to them, where they may."""
    if closed_to(policy, facts.voice.creator, facts.asker.tier) is not None:
        return said
    return f"{said} {replies.write_directly(facts.voice)}"


def _with_price(said: str, offer: Offer, facts: Facts) -> str:
    """The offer with what it costs, where it costs something."""
    if offer.price is None or offer.price.price.amount == 0 or facts.price is None:
        return said
    return f"{said} {paying.offered_price(facts.voice, offer.price.price, facts.price.way, offer.expected.hours)}"


def _plan_auto_answer(decision: Decision, policy: Policy, facts: Facts) -> Outcome:
    if decision.draft is None:
        assert decision.signals.small_talk is not None  # the only other rule on this path
        return Outcome(Reply(replies.small_talk(decision.signals.small_talk, facts.voice)))
    if decision.leaves_a_part:
        return _plan_half(decision, decision.draft, policy, facts)
    return Outcome(Reply(_signed_off(decision.draft.content, facts), draft_sources(decision.draft)))


def _plan_half(decision: Decision, draft: Draft, policy: Policy, facts: Facts) -> Outcome:
    """The half that the documents answer, one sentence on what they do not, and the offer of that part, or why there is none."""
    half = f"{draft.content}\n\n{replies.missing(facts.voice, draft.missing)}"
    if decision.gate is not None:
        said = replies.closed_since(facts.voice, decision.gate, facts.asker.tier, facts.zone)
        return Outcome(Reply(_signed_off(f"{half} {said}", facts), draft_sources(draft)), answered=f"{half} {said}")
    offer = replace(_offer(decision, policy, facts), question=with_subject(draft.missing, facts.question))
    said = _with_price(replies.offer_of_missing(facts.voice, offer.expected, offer.remaining_today), offer, facts)
    return Outcome(Reply(_signed_off(f"{half} {said}", facts), draft_sources(draft)), offer, answered=half)


def _signed_off(answer: str, facts: Facts) -> str:
    """The answer with the creator's last line; that of a part is said once, below all parts."""
    return answer if facts.whole else replies.signed_off(answer, facts.voice)


def _plan_close(decision: Decision, facts: Facts) -> Outcome:
    """Answers with the same first sentence, and no question of the creator's to show, are named once."""
    asked: dict[str, CanonicalHit] = {}
    for hit in decision.close:
        asked.setdefault(choice_of(hit), hit)
    shown = tuple(asked)
    said, choices = replies.close_question(facts.voice, shown)
    return Outcome(Reply(said, choices=choices, subjects=shown, asked_about=tuple(asked[text].id for text in shown)))


def _plan_canonical(decision: Decision, facts: Facts) -> Outcome:
    best = decision.signals.best_answer
    assert best is not None  # known_question held
    line = replies.signature(best.answered_at, facts.voice)
    source = replace(answer_source(best), signature=Signature(facts.voice.creator, line))
    return Outcome(Reply(f"{best.answer_content}\n\n{line}", (source, *quoted_source(best))), reused_answer_id=best.id)


def _refuse(decision: Decision, facts: Facts, has_suggestions: bool) -> str:
    objection = facts.unsafe or "" if decision.rule is RuleName.unsafe else None
    if decision.gate is not None and (decision.signals.is_dissatisfied or decision.signals.wants_human):
        closed = replies.closed_since(facts.voice, decision.gate, facts.asker.tier, facts.zone)
        return f"{replies.lead(facts.voice, _lead(decision))} {closed}".lstrip()
    return replies.refusal(facts.voice, has_suggestions, decision.gate, facts.asker.tier, objection, facts.zone)


def _lead(decision: Decision) -> Lead:
    if decision.signals.wants_human:
        return Lead.nothing
    if not decision.signals.is_dissatisfied:
        return Lead.no_answer
    return Lead.only_quotes if decision.signals.act is Act.simpler else Lead.sorry


def _offer(decision: Decision, policy: Policy, facts: Facts) -> Offer:
    assert decision.escalation_reason is not None  # worth_asking held, or a part is left
    return Offer(
        reason=decision.escalation_reason,
        expires_at=facts.now + timedelta(hours=policy.offer_valid_hours),
        expected=expect_answer(policy, facts.usage, facts.now),
        remaining_today=remaining_today(policy, facts.usage),
        price=facts.price.offered if facts.price else None,
    )


def _suggestions(decision: Decision, policy: Policy, facts: Facts, calibration: Calibration) -> tuple[Source, ...]:
    """The most probable answers and passages, best first, without those that touch a blocked topic or that the asker has
    just called no answer, or not meant."""
    if decision.signals.wants_human:
        return ()
    shown = facts.turns[-1].sources if decision.signals.is_dissatisfied and facts.turns else facts.refused
    near = (hit for hit in _most_probable(facts, calibration) if hit.id not in shown and not _is_blocked(hit, policy, facts))
    return tuple(_suggested(hit, characters) for hit, characters in zip(near, SUGGESTED_CHARACTERS, strict=False))


def _most_probable(facts: Facts, calibration: Calibration) -> list[CanonicalHit | PassageHit]:
    """The answers and passages that may help, best first. Passages stay in their order: a nearer one that ranks lower, as it
    lacks the question's words, does not come first."""
    answers = nearest_phrasings(servable_in(facts, facts.canonical))
    own = find_unmistakable(facts.asked, answers, facts.voice.language, facts.word_forms)
    answers = undisputed(as_scored(hit, 0.0, own)[0] for hit in answers)
    by_cosine = [(hit, calibration.canonical.probability(hit.cosine)) for hit in answers]
    scored: list[tuple[float, CanonicalHit | PassageHit]] = [
        (probability, hit)
        for hit, probability in read_likely(facts, by_cosine, calibration)
        if probability >= SUGGESTION_FLOOR and hit.dispute is not Dispute.open
    ]
    answered = len(scored)
    highest = 0.0  # of the passages that rank lower
    for hit in reversed(facts.passages):
        probability = calibration.passage.probability(hit.closeness)
        if probability >= PASSAGE_FLOOR:
            highest = max(highest, probability)
            scored.insert(answered, (highest, hit))
    return [hit for _, hit in sorted(scored, key=lambda each: -each[0])]


def _suggested(hit: CanonicalHit | PassageHit, characters: int) -> Source:
    return passage_source(hit, characters=characters) if isinstance(hit, PassageHit) else answer_source(hit)


def _read_of(hit: CanonicalHit | PassageHit) -> str:
    """The text of a suggestion that a blocked topic is looked for in."""
    if isinstance(hit, PassageHit):
        return f"{hit.place} {hit.content[:READ_CHARACTERS]}"
    title = answer_source(hit).title
    return f"{title} {f'{hit.question_pattern} {hit.answer_content}'[:READ_CHARACTERS]}"


def _is_blocked(hit: CanonicalHit | PassageHit, policy: Policy, facts: Facts) -> bool:
    return first_touched(read_text(_read_of(hit)), policy.blocked_topics, facts.word_forms) is not None


def _subjects(decision: Decision, facts: Facts, calibration: Calibration) -> tuple[str, ...]:
    """What a clarifying question asks about."""
    if decision.rule is RuleName.model_asks_back and decision.draft is not None:
        return decision.draft.choices
    return _rivals(facts, calibration) or decision.signals.between or _near_titles(facts, calibration)


def _rivals(facts: Facts, calibration: Calibration) -> tuple[str, ...]:
    """What the rival answers say, for a question that tells them apart; () where there are none."""
    answers = undisputed(servable_in(facts, facts.canonical))
    return tuple(map(choice_of, read_rivals(facts.asked, facts.is_follow_up, answers, calibration.canonical)))


def _near_titles(facts: Facts, calibration: Calibration) -> tuple[str, ...]:
    """Titles of the two best passages, for a clarifying question. Question patterns are never shown to askers."""
    titles: list[str] = []
    for hit in facts.passages:
        title = hit.heading.split(" > ")[-1] or hit.title
        if calibration.passage.probability(hit.closeness) >= SUGGESTION_FLOOR and title not in titles:
            titles.append(title)
    return tuple(titles[:2])
