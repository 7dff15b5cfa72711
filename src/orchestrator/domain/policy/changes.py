"""Changes of a policy: applying them, and reading them from two versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.policy.policy import Policy, read_policy, show_policy


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting that a version changed, as JSON values."""

    setting: str
    before: JsonValue
    after: JsonValue


def read_changes(before: Policy, after: Policy) -> tuple[SettingChange, ...]:
    """The settings that differ, in the order of `show_policy`, without the version number."""
    old, new = show_policy(before), show_policy(after)
    return tuple(SettingChange(name, old[name], new[name]) for name in new if name != "version" and old[name] != new[name])


def change_policy(policy: Policy, changes: Mapping[str, JsonValue]) -> Policy:
    """The policy with the settings of `changes`, which have the names and JSON values of `show_policy`.

    Raises Invalid `invalid_policy`.
    """
    return read_policy({**show_policy(policy), **changes})
