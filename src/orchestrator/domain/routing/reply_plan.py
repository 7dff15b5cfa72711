"""The outcome of a reply to the agent: what is said, and what is done together with it."""

from dataclasses import replace

from orchestrator.domain.escalation.asked import all_waiting, last_passed_on, open_offer, waiting_here, waiting_question
from orchestrator.domain.escalation.expectation import expect_answer
from orchestrator.domain.escalation.gates import ClosedGate
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.paths import Path
from orchestrator.domain.payments.money import Money
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.replies import acts as sayings
from orchestrator.domain.replies import paying
from orchestrator.domain.replies import sentences as replies
from orchestrator.domain.routing.acting import read_doing
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.outcome import Outcome, Reply


def plan_reply(act: Act, policy: Policy, facts: Facts) -> Outcome:
    """The outcome of an act in REPLIES."""
    return Outcome(Reply(_say(act, policy, facts)), doing=read_doing(act, facts.text, facts.questions, facts.picked))


def refuse_acceptance(decision: Decision, outcome: Outcome, closed: ClosedGate, facts: Facts) -> tuple[Decision, Outcome]:
    """(decision, outcome) where the offer could not be accepted because a gate has closed since. The offer stays open."""
    reason = f"The asker accepts the offer, but a gate is closed ({closed.gate.value}); the offer stays open."
    reply = Reply(replies.closed_since(facts.voice, closed, facts.asker.tier, facts.zone))
    return replace(decision, path=Path.refuse, gate=closed, reason=reason), replace(outcome, reply=reply, doing=None, acted=None)


def ask_to_pay(decision: Decision, outcome: Outcome, price: Money, where: str, facts: Facts) -> tuple[Decision, Outcome]:
    """(decision, outcome) where the offer that was accepted by a word has a price: it stays open until it is paid. `where` is as in
    `paying.to_pay`."""
    reason = "The asker accepts the offer, which has a price; the question is passed on when it is paid."
    reply = Reply(paying.to_pay(facts.voice, price, where))
    return replace(decision, path=Path.offer_escalation, reason=reason), replace(outcome, reply=reply, doing=None, acted=None)


def _say(act: Act, policy: Policy, facts: Facts) -> str:
    voice, questions = facts.voice, facts.questions
    offer, waiting = open_offer(questions), waiting_question(questions, facts.text)
    match act:
        case Act.accept if offer is not None:
            return sayings.accepted(voice, offer, expect_answer(policy, facts.usage, facts.now), facts.picked)
        case Act.withdraw if waiting is not None:
            return sayings.withdrawn(voice, waiting)
        case Act.add if (here := waiting_here(questions, facts.text)) is not None:
            return sayings.added(voice, here)
        case Act.repeat:
            return facts.turns[-1].content
        case Act.status if len(waiting_all := all_waiting(questions, facts.text)) > 1:
            return sayings.states_of(voice, waiting_all, facts.zone)
        case Act.accept | Act.status if (told := last_passed_on(questions, facts.text)) is not None:
            return sayings.state_of(voice, told, facts.zone)
        case _:
            return sayings.declined(voice) if offer is not None else sayings.not_meant(voice)
