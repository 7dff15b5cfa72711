"""What one version of a policy changed against another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orchestrator.domain.policy.policy import Policy, read_policy, show_policy


@dataclass(frozen=True, slots=True)
class Changed:
    """One setting that a version changed, as JSON values."""

    setting: str
    before: Any
    after: Any


def read_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Changed, ...]:
    """What differs between two policies as `show_policy` shows them, in its order; the version itself is no setting."""
    return tuple(Changed(name, before[name], after[name]) for name in after if name != "version" and before[name] != after[name])


def read_stored(raw: Mapping[str, Any]) -> Policy:
    """As `read_policy`, for a version of any age: a setting that came later has its default."""
    return read_policy(show_policy(Policy()) | dict(raw))
