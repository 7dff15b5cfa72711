"""Drafts: a reply written from passages, its sources, whether they support it, and the cost of writing it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from orchestrator.domain.answering.passages import PassageHit

_FIRST_QUOTE = re.compile(r"\*\*[^\n]{8,}?\*\*")


class ModelSays(StrEnum):
    """What a chat model's whole text says about the question, as far as the passages support it."""

    answered = "answered"
    """The passages answer it, and every sentence that the model wrote is supported by them."""
    partly = "partly"
    """Some sentences are supported; others were removed, or the model said that the rest is not known without naming it."""
    half = "half"
    """The passages answer a part, every sentence that the model wrote is supported, and it named the part that is missing."""
    asks_back = "asks_back"
    """The question fits several things of the passages, and the model named them."""
    not_answered = "not_answered"
    """The passages do not answer it."""


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """The cost of one request to a chat model, or of several together."""

    model: str
    prompt_tokens: int
    completion_tokens: int
    ms: float
    """Time from the first attempt to the last word, > 0."""
    first_token_ms: float | None
    """Time until the first words arrived, > 0; None where they did not come piece by piece."""
    attempts: int
    """>= 1."""
    cost: float | None
    """In the currency of the configured prices; None where no prices are configured."""
    is_estimated: bool = False
    """Whether the token counts are estimated from the length of the text, because the server did not report them."""


def total_usage(usages: Sequence[ModelUsage]) -> ModelUsage | None:
    """Several requests as one: tokens, attempts and costs are added, all else is that of the first.

    None for no request.
    """
    if not usages:
        return None
    first, costs = usages[0], [usage.cost for usage in usages if usage.cost is not None]
    return replace(
        first,
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        attempts=sum(usage.attempts for usage in usages),
        cost=sum(costs) if costs else None,
        is_estimated=any(usage.is_estimated for usage in usages),
    )


@dataclass(frozen=True, slots=True)
class Trace:
    """How a draft was written, as it is stored with the decision."""

    usage: ModelUsage | None = None
    """None where no model finished writing."""
    fault: str | None = None
    """Why the model's text is missing or ends early, as a code such as 'chat_timeout' or 'chat_ungrounded'; None
    otherwise."""
    removed: int = 0
    """Sentences removed because the passages do not support them, >= 0."""
    checks: int = 0
    """Further requests that asked the model about single sentences, >= 0. Their cost is part of `usage`."""
    is_shared: bool = False
    """Whether the draft was written for another person who asked the same, and so caused no new cost."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply written from passages, before it is known whether it may be sent."""

    content: str
    """Markdown."""
    passages: tuple[PassageHit, ...]
    """The passages quoted or cited, in the order of their numbers in `content`."""
    supported: bool
    """Whether the passages support the content. An unsupported draft is never sent."""
    written_by: str
    """'quotes', or the name of the chat model."""
    trace: Trace | None = None
    """None where no chat model was asked."""
    model_says: ModelSays | None = None
    """None where no chat model wrote to its end, or nothing of its text is supported."""
    missing: str = ""
    """What the passages do not answer, in the words of the question; set only where `model_says` is half."""
    choices: tuple[str, ...] = ()
    """Two or three names in the passages, of which the asker means one; set only where `model_says` is asks_back. `content`
    is what is quoted where the agent may not ask back."""
    quotes: tuple[str, ...] = ()
    """Of a draft that is nothing but quotes: what is quoted of each of the passages, as Markdown."""


def without_repetition(draft: Draft, said: Sequence[str]) -> Draft:
    """The draft, unsupported where it quotes a follow-up what stands first in one of the replies before: that was no answer to more.

    `said` are the agent's replies that the follow-up may ask more than. A chat model's draft stays as it is.
    """
    first = _FIRST_QUOTE.search(draft.content) if draft.model_says is None else None
    is_repeated = first is not None and any(first[0] in reply for reply in said)
    return replace(draft, supported=False) if is_repeated else draft
