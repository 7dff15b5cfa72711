"""Drafts: a reply written from passages, what it stands on, whether they bear it, and what it cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orchestrator.domain.answering.passages import PassageHit


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What one piece of writing by a chat model cost."""

    model: str
    prompt_tokens: int
    completion_tokens: int
    ms: float
    """From the first attempt to the last word, > 0."""
    first_token_ms: float | None
    attempts: int
    cost: float | None
    """In the currency of the configured prices; None where no prices are configured."""
    is_estimated: bool = False
    """Whether the tokens are counted by length, because the server did not say."""


def total_usage(usages: Sequence[ModelUsage]) -> ModelUsage | None:
    """Of several requests as one, the first of them the writing; None of none."""
    if not usages:
        return None
    first, costs = usages[0], [each.cost for each in usages if each.cost is not None]
    return replace(
        first,
        prompt_tokens=sum(each.prompt_tokens for each in usages),
        completion_tokens=sum(each.completion_tokens for each in usages),
        attempts=sum(each.attempts for each in usages),
        cost=sum(costs) if costs else None,
        is_estimated=any(each.is_estimated for each in usages),
    )


@dataclass(frozen=True, slots=True)
class Trace:
    """How a draft came to be, for the record."""

    usage: ModelUsage | None = None
    """None where no model wrote to the end."""
    fault: str | None = None
    """Why the model's own words are missing or end early: a code such as 'chat_timeout' or 'chat_ungrounded'."""
    removed: int = 0
    """Sentences that the passages did not bear, >= 0."""
    checks: int = 0
    """Sentences that the model was asked about besides, >= 0; what they cost is part of `usage`."""
    is_shared: bool = False
    """Whether it was written for another who asked the same; then it cost nothing again."""


@dataclass(frozen=True, slots=True)
class Draft:
    content: str
    """Markdown."""
    passages: tuple[PassageHit, ...]
    """What it quotes or cites, in the order of the numbers in the content."""
    supported: bool
    """Whether its passages bear it; an unsupported draft is never sent."""
    written_by: str
    """'quotes', or the name of the chat model."""
    trace: Trace | None = None
    """None where no chat model was asked."""
