"""Drafts: a reply written from passages, what it stands on, whether they bear it, and what it cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


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
