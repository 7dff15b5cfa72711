"""The agent's own sentences, where no document and no creator is quoted, in the asker's language. Short, kind, and honest about what it is."""

from datetime import datetime
from typing import assert_never

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.escalation.gates import ClosedGate, Gate
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.replies.own_words import own_words
from orchestrator.domain.replies.phrases import Phrases, phrases_in
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.safety.moderation import SELF_HARM, UNCHECKED

HELPLINES = "https://findahelpline.com"
"""A directory of helplines by country."""


def small_talk(kind: SmallTalk, voice: Voice) -> str:
    """In the creator's own words where the persona has a line for it, whatever the language: they are the creator's."""
    phrases, creator = phrases_in(voice.language), voice.creator
    own = own_words(kind, voice.persona)
    if own:
        return own
    match kind:
        case SmallTalk.greeting:
            return phrases.greeting.format(creator=creator)
        case SmallTalk.thanks:
            return phrases.thanks
        case SmallTalk.farewell:
            return phrases.farewell
        case _:
            assert_never(kind)


def signature(answered_at: datetime, voice: Voice) -> str:
    """The line under an earlier answer: who gave it, when, and that it was answered before."""
    phrases = phrases_in(voice.language)
    return f"— {voice.creator}, {answered_at.strftime(phrases.date)} ({phrases.before})"


def quoting(voice: Voice) -> str:
    """Says that what follows are quotes."""
    return phrases_in(voice.language).documents.format(creator=voice.creator)


def clarification(voice: Voice, near: tuple[str, ...]) -> str:
    """One or two questions back: which of the two nearest subjects, or what is missing."""
    phrases = phrases_in(voice.language)
    if len(near) == 2:
        return phrases.clarify_two.format(first=near[0], second=near[1])
    if len(near) == 1:
        return phrases.clarify_one.format(first=near[0])
    return phrases.clarify_open.format(creator=voice.creator)


def offer(voice: Voice, hours: float, remaining: int, has_suggestions: bool) -> str:
    phrases, creator = phrases_in(voice.language), voice.creator
    questions = "question" if remaining == 1 else "questions"
    told = [
        phrases.no_answer.format(creator=creator),
        phrases.nearest if has_suggestions else "",
        phrases.offer.format(creator=creator, time=_time(hours, phrases)),
        phrases.left.format(creator=creator, number=remaining, questions=questions),
    ]
    return " ".join(filter(None, told))


def refusal(
    voice: Voice, has_suggestions: bool, gate: ClosedGate | None = None, tier: Tier = Tier.free, objection: str | None = None
) -> str:
    """Path F: the closed gate, what moderation objected to, or else a blocked topic."""
    phrases = phrases_in(voice.language)
    if gate is not None:
        told = phrases.closed.format(why=_gate(gate, tier, voice, phrases))
    elif objection is not None:
        told = _unsafe(objection, phrases)
    else:
        told = phrases.blocked.format(creator=voice.creator)
    return f"{told} {phrases.help_below}" if has_suggestions else told


def hours_in_words(hours: float, language: str = ENGLISH) -> str:
    """'an hour', '5 hours', '2 days': rounded up, never a promise shorter than the figure."""
    return _time(hours, phrases_in(language))


def _time(hours: float, phrases: Phrases) -> str:
    whole = max(1, -int(-hours // 1))
    if whole == 1:
        return phrases.hour
    if whole <= 48:
        return phrases.hours.format(number=whole)
    return phrases.days.format(number=-(-whole // 24))


def _unsafe(objection: str, phrases: Phrases) -> str:
    if objection == UNCHECKED:
        return phrases.unchecked
    if SELF_HARM in objection:
        return phrases.distress.format(link=HELPLINES)
    return phrases.unsafe


def _gate(closed: ClosedGate, tier: Tier, voice: Voice, phrases: Phrases) -> str:
    creator = voice.creator
    opens = _opens(closed.opens_at, phrases)
    match closed.gate:
        case Gate.disabled:
            return phrases.disabled.format(creator=creator)
        case Gate.tier:
            return phrases.tier.format(creator=creator, tier=tier.value)
        case Gate.day_limit:
            return phrases.day_limit.format(creator=creator) + opens
        case Gate.week_limit:
            return phrases.week_limit.format(creator=creator) + opens
        case Gate.unavailable:
            return phrases.unavailable.format(creator=creator) + opens
        case _:
            assert_never(closed.gate)


def _opens(at: datetime | None, phrases: Phrases) -> str:
    if at is None:
        return ""
    between = ", " if phrases.date.startswith("%-d") else " "
    return " " + phrases.opens.format(at=f"{at.strftime(phrases.date)}{between}{at:%H:%M}")


def queued(creator: str, hours: float, language: str = UNKNOWN_LANGUAGE) -> str:
    """Path E: the confirmation that the question is in the creator's inbox."""
    phrases = phrases_in(language)
    return phrases.queued.format(creator=creator, time=_time(hours, phrases))


def apology(creator: str, has_help: bool, language: str = UNKNOWN_LANGUAGE) -> str:
    """To an asker whose accepted question passed its deadline."""
    phrases = phrases_in(language)
    return phrases.apology.format(creator=creator) + (f" {phrases.help_below}" if has_help else "")


def declined(creator: str, reason: str | None, has_help: bool, language: str = UNKNOWN_LANGUAGE) -> str:
    """To an asker whose question the creator declined."""
    phrases = phrases_in(language)
    told = [phrases.declined.format(creator=creator)]
    if reason:
        told.append(phrases.writes.format(creator=creator, reason=reason))
    if has_help:
        told.append(phrases.help_below)
    return " ".join(told)


def correction(creator: str, answer: str, language: str = UNKNOWN_LANGUAGE) -> str:
    """To everyone who was served an earlier version of an answer."""
    return f"{phrases_in(language).correction.format(creator=creator)}\n\n{answer}"


def withdrawal(creator: str, excerpt: str, language: str = UNKNOWN_LANGUAGE) -> str:
    """To everyone who was served an answer that is no longer given."""
    return phrases_in(language).withdrawal.format(creator=creator, excerpt=excerpt)
