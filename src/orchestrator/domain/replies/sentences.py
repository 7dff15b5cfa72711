"""The sentences that the agent says itself, in the asker's language.

Documents and answers of the creator are not among them.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.accounts.persona import SpeaksAs
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.escalation.gates import ClosedGate, Gate
from orchestrator.domain.message.language import UNKNOWN_LANGUAGE
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.replies.own_words import own_words
from orchestrator.domain.replies.phrases import PHRASES, Phrases, phrases_in
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.safety.moderation import SELF_HARM, UNCHECKED

HELPLINES = "https://findahelpline.com"
"""A directory of helplines by country."""

MAX_QUOTED_CHARACTERS = 400
"""How much of a question a notice quotes."""

MARKDOWN = re.compile(r"[\\`*_\[\]<>&~]")
"""Characters that would make Markdown of a question's own text."""

_COMMA = re.compile("[,，、،]")
_MARKS = re.compile(r"([“„”«「]\s?)\{first\}(\s?[”“»」])")
"""The quotation marks around the first subject of a question back."""

_COMMAS = {"ar": "، ", "ja": "、", "zh": "、"}
"""Between the names of a list, where it is not ', '."""

_BLOCK_START = re.compile(r"^[#+=|-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]")
"""Signs that make a block of Markdown of a line that begins with them; years such as "1984." make no list here."""

ESCAPED = r"\\\g<0>"


def small_talk(kind: SmallTalk, voice: Voice) -> str:
    """The reply to small talk. A reply that the persona gives is used as it is, whatever the asker's language."""
    phrases, creator = phrases_in(voice.language), voice.creator
    own = as_plain_text(voice.fields.greeting) if kind is SmallTalk.greeting else ""
    own = own or own_words(kind, voice.persona)
    if own:
        return own
    home = as_plain_text(voice.fields.home)
    match kind:
        case SmallTalk.greeting:
            return phrases.greeting.format(creator=creator)
        case SmallTalk.thanks:
            return phrases.thanks
        case SmallTalk.farewell:
            return phrases.farewell
        case SmallTalk.praise:
            return phrases.praise
        case SmallTalk.apology:
            return phrases.excuse
        case SmallTalk.who_are_you:
            return f"{phrases.who.format(creator=creator)} {home}".rstrip()
        case SmallTalk.where_do_you_live:
            return home
        case SmallTalk.are_you_a_bot:
            return phrases.bot.format(creator=creator)
        case SmallTalk.what_can_you_do:
            return phrases.abilities.format(creator=creator)
        case SmallTalk.statement:
            return phrases.statement
        case _:
            assert_never(kind)


def signature(answered_at: datetime, voice: Voice) -> str:
    """The line below an earlier answer: who gave it, when, and that it was given before."""
    phrases = phrases_in(voice.language)
    return f"— {voice.creator}, {answered_at.strftime(phrases.date)} ({phrases.before})"


def quoting(voice: Voice) -> str:
    """Introduces quotes from documents."""
    phrases = phrases_in(voice.language)
    match voice.fields.speaks_as:
        case SpeaksAs.name:
            return phrases.documents.format(creator=voice.creator)
        case SpeaksAs.i:
            return phrases.my_documents
        case SpeaksAs.we:
            return phrases.our_documents


def signed_off(answer: str, voice: Voice) -> str:
    """An answer from documents with the creator's last line under it, where there is one."""
    last = as_plain_text(voice.fields.sign_off)
    return f"{answer}\n\n{last}" if last else answer


def as_plain_text(line: str) -> str:
    """A line of the creator's as Markdown that shows it letter by letter: no marks, no heading, list, quote or table."""
    return _BLOCK_START.sub(ESCAPED, MARKDOWN.sub(ESCAPED, line), count=1)


def clarification(voice: Voice, subjects: tuple[str, ...]) -> str:
    """Path B: asks which of several subjects is meant, whether the only one is, or what the message is about."""
    phrases = phrases_in(voice.language)
    if len(subjects) > 1:
        return phrases.clarify_two.format(first=_listed(subjects[:-1], voice.language), second=subjects[-1])
    if len(subjects) == 1:
        return phrases.clarify_one.format(first=subjects[0])
    return phrases.clarify_open.format(creator=voice.creator)


def close_question(voice: Voice, questions: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """(path B for stored questions that are likely meant, one at least; the choices under it)."""
    phrases = phrases_in(voice.language)
    shown = [f"*{as_plain_text(question)}*" for question in questions]
    if len(questions) == 1:
        return f"{phrases.mean_this} {shown[0]}", (phrases.yes, phrases.something_else)
    lines = "\n".join(f"- {question}" for question in shown)
    return f"{phrases.mean_these}\n\n{lines}", (*questions, phrases.something_else)


def is_yes(text: str) -> bool:
    """Whether the text is the button that confirms a stored question, in any language."""
    return any(text.strip() == phrases.yes for phrases in PHRASES.values())


def is_something_else(text: str) -> bool:
    """Whether the text is the button that says that none of the stored questions is meant, in any language."""
    return any(text.strip() == phrases.something_else for phrases in PHRASES.values())


def offer_choices(language: str) -> tuple[str, str]:
    """(yes, no) as buttons under an offer; the no is what the button that denies a stored question begins with."""
    phrases = phrases_in(language)
    return phrases.yes, _COMMA.split(phrases.something_else, maxsplit=1)[0]


def only_text(language: str) -> str:
    """In a channel, to a picture or a voice message."""
    return phrases_in(language).only_text


def not_read(names: Sequence[str], language: str) -> str:
    """In a channel, to files that came with a message and were not read."""
    named = _COMMAS.get(language, ", ").join(as_plain_text(name[:100]) for name in names)
    return phrases_in(language).not_read.format(names=named)


def join_account(link: str, language: str) -> str:
    """In a channel, with the link that joins an account."""
    return phrases_in(language).join.format(link=link)


def _listed(names: tuple[str, ...], language: str) -> str:
    """The names with the language's comma and quotation marks between them, to stand inside its marks around one."""
    found = _MARKS.search(phrases_in(language).clarify_two)
    assert found is not None  # a test reads each language
    return f"{found[2]}{_COMMAS.get(language, ', ')}{found[1]}".join(names)


class Lead(StrEnum):
    """What an offer or a refusal says first."""

    no_answer = "no_answer"
    sorry = "sorry"
    """The asker said that the last reply did not answer the question."""
    nothing = "nothing"
    """The asker wants the creator: nothing was looked up for them."""
    only_quotes = "only_quotes"
    """The asker wants simpler words, and there is no model that could find them."""


def lead(voice: Voice, first: Lead) -> str:
    """The first sentence of an offer."""
    phrases = phrases_in(voice.language)
    match first:
        case Lead.no_answer:
            return phrases.no_answer.format(creator=voice.creator)
        case Lead.sorry:
            return phrases.sorry
        case Lead.nothing:
            return ""
        case Lead.only_quotes:
            return phrases.only_quotes.format(creator=voice.creator)


def write_directly(voice: Voice) -> str:
    """That one can write to the creator without the agent."""
    return phrases_in(voice.language).write_directly.format(creator=voice.creator)


def unanswered(voice: Voice, has_suggestions: bool, first: Lead = Lead.no_answer) -> str:
    """What an offer begins with, alone: of a question that is passed on together with a later one."""
    return f"{lead(voice, first)} {phrases_in(voice.language).nearest}" if has_suggestions else lead(voice, first)


def offer(voice: Voice, expected: Expectation, remaining: int, has_suggestions: bool, first: Lead = Lead.no_answer) -> str:
    """Path D: offers to pass the question on; names the expected response time and how many questions are still
    taken."""
    phrases, creator = phrases_in(voice.language), voice.creator
    questions = "question" if remaining == 1 else "questions"
    parts = [
        unanswered(voice, has_suggestions, first),
        phrases.offer,
        expected_time(creator, expected, phrases),
        phrases.left.format(creator=creator, number=remaining, questions=questions),
    ]
    return " ".join(filter(None, parts))


def missing(voice: Voice, part: str) -> str:
    """Says what the documents do not answer, in the asker's own words."""
    return phrases_in(voice.language).missing.format(part=as_plain_text(part))


def offer_of_missing(voice: Voice, expected: Expectation, remaining: int) -> str:
    """Offers to pass on what the documents do not answer, as `offer` does."""
    phrases, creator = phrases_in(voice.language), voice.creator
    questions = "question" if remaining == 1 else "questions"
    left = phrases.left.format(creator=creator, number=remaining, questions=questions)
    return " ".join([phrases.offer_missing.format(creator=creator), expected_time(creator, expected, phrases), left])


def refusal(
    voice: Voice,
    has_suggestions: bool,
    gate: ClosedGate | None = None,
    tier: Tier = Tier.free,
    objection: str | None = None,
    zone: str = "UTC",
) -> str:
    """Path F: names the closed gate or the objection of moderation, or else says that the topic is blocked.

    Times are told in the time zone `zone`, which is named.
    """
    phrases = phrases_in(voice.language)
    if gate is not None:
        text = phrases.closed.format(why=_gate(gate, tier, voice, phrases, zone))
    elif objection is not None:
        text = _unsafe(objection, phrases)
    else:
        text = phrases.blocked.format(creator=voice.creator)
    return f"{text} {phrases.help_below}" if has_suggestions else text


def closed_since(voice: Voice, gate: ClosedGate, tier: Tier, zone: str) -> str:
    """Path F: the offer cannot be accepted for a gate that has closed since."""
    return _gate(gate, tier, voice, phrases_in(voice.language), zone)


def render_hours(hours: float, phrases: Phrases) -> str:
    """'an hour', '5 hours' or '2 days', rounded up so that it never promises less time than `hours`."""
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


def _gate(closed: ClosedGate, tier: Tier, voice: Voice, phrases: Phrases, zone: str) -> str:
    creator = voice.creator
    opens = _opens(closed.opens_at, phrases, zone)
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
        case Gate.address:
            return phrases.address.format(creator=creator)
        case _:
            assert_never(closed.gate)


def _opens(at: datetime | None, phrases: Phrases, zone: str) -> str:
    return " " + phrases.opens.format(at=render_time(at, phrases, zone)) if at is not None else ""


def render_time(at: datetime, phrases: Phrases, zone: str) -> str:
    """Day and time in the time zone `zone`, which is named."""
    at = at.astimezone(ZoneInfo(zone))
    between = ", " if phrases.date.startswith("%-d") else " "
    return f"{at.strftime(phrases.date)}{between}{at:%H:%M} ({zone})"


def about(question: str) -> str:
    """The question that a notice is about, as a quotation in Markdown, on one line and shortened where it is long."""
    return f"> {quoted(question)}"


def quoted(question: str) -> str:
    """A question in quotation marks, on one line and shortened where it is long, as Markdown that shows it letter by letter."""
    return quoted_whole(read_core(question))


def quoted_whole(core: str) -> str:
    """As `quoted`, of a question whose manners are set aside already: reading them takes its time."""
    line = " ".join(core.split())
    short = line if len(line) <= MAX_QUOTED_CHARACTERS else line[: MAX_QUOTED_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
    return f"“{MARKDOWN.sub(ESCAPED, short)}”"


def queued(creator: str, expected: Expectation, language: str = UNKNOWN_LANGUAGE) -> str:
    """Path E: confirms that the question is in the creator's inbox."""
    phrases = phrases_in(language)
    return f"{phrases.queued.format(creator=creator)} {expected_time(creator, expected, phrases)}"


def handed_back(creator: str, language: str = UNKNOWN_LANGUAGE) -> str:
    """To the asker of a conversation that the creator had taken over and gives back to the agent."""
    return phrases_in(language).handed_back.format(creator=creator)


def expected_time(creator: str, expected: Expectation, phrases: Phrases) -> str:
    """What may be said of the creator's response time: without enough answers, that there is no history yet."""
    wording = phrases.usual if expected.from_answers else phrases.no_history
    return wording.format(creator=creator, time=render_hours(expected.hours, phrases))


def apology(creator: str, has_help: bool, language: str = UNKNOWN_LANGUAGE) -> str:
    """To an asker whose question expired in the inbox."""
    phrases = phrases_in(language)
    return phrases.apology.format(creator=creator) + (f" {phrases.help_below}" if has_help else "")


def declined(creator: str, reason: str | None, has_help: bool, language: str = UNKNOWN_LANGUAGE) -> str:
    """To an asker whose question the creator declined."""
    phrases = phrases_in(language)
    parts = [phrases.declined.format(creator=creator)]
    if reason:
        parts.append(phrases.writes.format(creator=creator, reason=reason))
    if has_help:
        parts.append(phrases.help_below)
    return " ".join(parts)


def correction(creator: str, answer: str, language: str = UNKNOWN_LANGUAGE) -> str:
    """To everyone who was served an earlier version of the answer."""
    return f"{phrases_in(language).correction.format(creator=creator)}\n\n{answer}"


def withdrawal(creator: str, excerpt: str, language: str = UNKNOWN_LANGUAGE) -> str:
    """To everyone who was served an answer that the creator has retired."""
    return phrases_in(language).withdrawal.format(creator=creator, excerpt=excerpt)
