"""Values of a policy that close or open something altogether. They are allowed, but must be meant."""

from collections.abc import Callable
from dataclasses import dataclass

from orchestrator.domain.errors import Invalid
from orchestrator.domain.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class PolicyWarning:
    """A value with a consequence that its number does not show."""

    setting: str
    meaning: str
    """The consequence, in one sentence."""


def read_warnings(policy: Policy) -> tuple[PolicyWarning, ...]:
    """What this policy closes or opens altogether, in the order of the settings."""
    return tuple(PolicyWarning(name, meaning) for name, holds, meaning in _WARNINGS if holds(policy))


def new_warnings(before: Policy, after: Policy) -> tuple[PolicyWarning, ...]:
    """The warnings that a change brings."""
    known = {warning.setting for warning in read_warnings(before)}
    return tuple(warning for warning in read_warnings(after) if warning.setting not in known)


def require_confirmed(before: Policy, after: Policy, confirmed: frozenset[str] | None) -> None:
    """Raises Invalid `needs_confirmation` where a change brings a warning that was not confirmed by its setting's name.

    None asks for no confirmation.
    """
    if confirmed is None:
        return
    unmeant = [warning for warning in new_warnings(before, after) if warning.setting not in confirmed]
    if unmeant:
        raise Invalid(
            "needs_confirmation",
            " ".join(warning.meaning for warning in unmeant) + " Send the names of these settings in `confirm` if that is meant.",
            field=unmeant[0].setting,
            warnings=[{"setting": warning.setting, "meaning": warning.meaning} for warning in unmeant],
        )


_WARNINGS: tuple[tuple[str, Callable[[Policy], bool], str], ...] = (
    ("max_escalations_per_day", lambda policy: policy.max_escalations_per_day == 0,
     "0 questions a day: no question reaches you."),
    ("max_escalations_per_week", lambda policy: policy.max_escalations_per_week == 0,
     "0 questions a week: no question reaches you."),
    ("allowed_user_tiers", lambda policy: not policy.allowed_user_tiers,
     "No tier may ask: no question reaches you."),
    ("availability_windows", lambda policy: policy.availability.never,
     "No time is set: you take no questions at any time."),
    ("auto_answer_confidence_threshold", lambda policy: policy.auto_answer_confidence_threshold == 0.0,
     "0 % confidence: the agent answers from your documents however unlikely it is that they answer the question."),
    ("canonical_match_threshold", lambda policy: policy.canonical_match_threshold == 0.0,
     "0 % match: your answers are given to questions that have nothing to do with them."),
    ("novelty_threshold", lambda policy: policy.novelty_threshold == 0.0,
     "0 % novelty: every question counts as new, so that nothing is answered from your documents."),
    ("vagueness_threshold", lambda policy: policy.vagueness_threshold == 0.0 and policy.clarification_enabled,
     "0 % vagueness: every message counts as too vague, so that each gets a question back."),
    ("trust_cards_per_day", lambda policy: policy.trust_cards_per_day == 0,
     "0 cards a day: you are shown no match, and nothing is ever proven."),
    ("direct_message_tiers", lambda policy: policy.direct_messages_enabled and not policy.direct_message_tiers,
     "No tier may write to you directly: no direct message reaches you."),
    ("max_direct_messages_per_day", lambda policy: policy.direct_messages_enabled and policy.max_direct_messages_per_day == 0,
     "0 direct messages a day: no direct message reaches you."),
    ("max_direct_messages_per_person", lambda policy: policy.direct_messages_enabled and policy.max_direct_messages_per_person == 0,
     "0 direct messages of one person: no direct message reaches you."),
    ("guest_messages_per_day", lambda policy: policy.guests_enabled and policy.guest_messages_per_day == 0,
     "0 messages of a guest: nobody can ask without an account."),
)  # fmt: skip
