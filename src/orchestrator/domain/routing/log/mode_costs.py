"""What each mode would have cost on the messages that the creator judged: their decisions, made again by `decide`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.log.replay import RecordedDecision, redecide
from orchestrator.domain.trust.costs import Checked, ModeCost


@dataclass(frozen=True, slots=True)
class JudgedMessage:
    """A past decision whose best stored answer the creator called right or wrong."""

    past: RecordedDecision
    is_right: bool


def read_mode_costs(judged: Sequence[JudgedMessage], policy: Policy) -> tuple[ModeCost, ...]:
    """One cost for each mode, under the other rules of `policy` and with the proof that there was at the time."""
    return tuple(_cost(mode, judged, replace(policy, trust_mode=mode)) for mode in Mode)


def _cost(mode: Mode, judged: Iterable[JudgedMessage], policy: Policy) -> ModeCost:
    served, asked, waited = Checked(), Checked(), Checked()
    for each in judged:
        one = Checked(1, int(each.is_right), int(not each.is_right))
        match _rule(each.past, policy):
            case RuleName.known_question:
                served += one
            case RuleName.close_question:
                asked += one
            case _:
                waited += one
    return ModeCost(mode, served, asked, waited)


def _rule(past: RecordedDecision, policy: Policy) -> RuleName | None:
    """The rule that decides; None where that takes a draft, which no reuse does."""
    decided = redecide(past, policy)
    return decided.rule if isinstance(decided, Decision) else None
