"""The agent's own sentences, where no document and no creator is quoted. Short, kind, and honest about what it is."""

from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from orchestrator.domain.facts import CanonicalHit, Facts
from orchestrator.domain.gates import ClosedGate, Gate
from orchestrator.domain.language import SmallTalk
from orchestrator.domain.moderation import SELF_HARM, UNCHECKED

if TYPE_CHECKING:
    from orchestrator.domain.decide import Decision


def small_talk(kind: SmallTalk, facts: Facts) -> str:
    creator = facts.agent.creator_name
    match kind:
        case SmallTalk.greeting:
            return f"Hello! I am {creator}'s agent. What would you like to know?"
        case SmallTalk.thanks:
            return "You are welcome! Ask again whenever something else comes up."
        case SmallTalk.farewell:
            return "Goodbye, and come back whenever you have a question."
        case _:
            assert_never(kind)


def canonical(hit: CanonicalHit, facts: Facts) -> str:
    return f"{hit.answer_content}\n\n— {facts.agent.creator_name}, {hit.answered_at:%-d %B %Y} (answered before)"


def clarification(facts: Facts, near: tuple[str, ...]) -> str:
    """One or two questions back: which of the two nearest subjects, or what is missing."""
    if len(near) == 2:
        return f"Is it about “{near[0]}” or “{near[1]}”, or something else? One more sentence is enough for me to look it up."
    if len(near) == 1:
        return f"Is it about “{near[0]}”? If not: what is it about, and what would you like to know?"
    return f"I would like to help, but I need a little more. What is it about, and what would you like to know from {facts.agent.creator_name}?"


def offer(facts: Facts, hours: float, remaining: int, has_suggestions: bool) -> str:
    creator = facts.agent.creator_name
    near = " Below is the nearest that I have." if has_suggestions else ""
    return (
        f"I have no answer from {creator} that I would stand behind.{near} Shall I pass your question on? "
        f"{creator} usually answers within {hours_in_words(hours)}. {_left(creator, remaining)}"
    )


def refusal(decision: "Decision", facts: Facts, has_suggestions: bool) -> str:
    near = " The nearest help I have is below." if has_suggestions else ""
    return f"{_refusal(decision, facts)}{near}"


def hours_in_words(hours: float) -> str:
    """'an hour', '5 hours', '2 days': rounded up, never a promise shorter than the figure."""
    whole = max(1, -int(-hours // 1))
    if whole == 1:
        return "an hour"
    if whole <= 48:
        return f"{whole} hours"
    return f"{-(-whole // 24)} days"


def _left(creator: str, remaining: int) -> str:
    return f"{creator} takes {remaining} more {'question' if remaining == 1 else 'questions'} today."


def _refusal(decision: "Decision", facts: Facts) -> str:
    creator = facts.agent.creator_name
    if decision.gate is None:
        if decision.rule == "unsafe":
            return _unsafe(facts.unsafe or "")
        return f"This is a topic that {creator} keeps out of this agent, so I do not answer it or pass it on."
    return f"I have no answer that I would stand behind, and {_gate(decision.gate, facts)}"


def _unsafe(objection: str) -> str:
    if objection == UNCHECKED:
        return "I cannot look at new messages right now. Please try again in a few minutes."
    if SELF_HARM in objection:
        return (
            "I am a program and cannot help with this, but people can, right now and for free: call your local emergency number, "
            "or find a helpline in your country at https://findahelpline.com. Please talk to someone."
        )
    return "I cannot help with this message."


def _gate(closed: ClosedGate, facts: Facts) -> str:
    creator = facts.agent.creator_name
    opens = _opens(closed.opens_at)
    match closed.gate:
        case Gate.disabled:
            return f"{creator} does not take questions through this agent at present."
        case Gate.tier:
            return f"{creator} takes questions from other tiers than yours ({facts.asker.tier.value}). {creator} can change your tier."
        case Gate.day_limit:
            return f"{creator} has taken as many questions as fit into 24 hours.{opens}"
        case Gate.week_limit:
            return f"{creator} has taken as many questions as fit into 7 days.{opens}"
        case Gate.unavailable:
            return f"{creator} is not taking questions right now.{opens}"
        case _:
            assert_never(closed.gate)


def _opens(at: datetime | None) -> str:
    return f" Ask again from {at:%-d %B %Y, %H:%M} UTC." if at else ""


def queued(creator: str, hours: float) -> str:
    """Path E: the confirmation that the question is in the creator's inbox."""
    return f"Your question is with {creator} now. The answer comes here, usually within {hours_in_words(hours)}."


def apology(creator: str, has_help: bool) -> str:
    """To an asker whose accepted question passed its deadline."""
    near = " The nearest help I have is below." if has_help else ""
    return f"I am sorry: {creator} did not get to your question in time, so it no longer waits. You may ask it again.{near}"


def declined(creator: str, reason: str | None, has_help: bool) -> str:
    """To an asker whose question the creator declined."""
    why = f" {creator} writes: “{reason}”" if reason else ""
    near = " The nearest help I have is below." if has_help else ""
    return f"{creator} cannot answer this question.{why}{near}"


def correction(creator: str, answer: str) -> str:
    """To everyone who was served an earlier version of an answer."""
    return f"{creator} has corrected an answer you were given here. It now reads:\n\n{answer}"


def withdrawal(creator: str, excerpt: str) -> str:
    """To everyone who was served an answer that is no longer given."""
    return f"{creator} has withdrawn an answer you were given here (“{excerpt}”). Please do not rely on it any longer."
