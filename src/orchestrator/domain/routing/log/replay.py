"""Replay: past decisions made again under other rules, by `decide` on their stored inputs. No model is called."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.answering.drafts import Draft, ModelSays
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.safety.moderation import UNCHECKED, read_unsafe


@dataclass(frozen=True, slots=True)
class DecisionInputs:
    """What `decide` reads of a stored decision. The facts lack turns and hits, and the draft lacks its text."""

    signals: Signals
    facts: Facts
    draft: Draft | None
    """None where the decision was made without one."""
    abuse_rules_enabled: bool = True
    """Whether the rules against abuse were switched on when the decision was made."""


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A stored decision."""

    id: UUID
    at: datetime
    """When the message was sent; aware."""
    message: str
    path: Path
    rule: str
    """A RuleName, or the name of a rule that no longer exists."""
    inputs: DecisionInputs


class Gap(StrEnum):
    """Why a past message cannot be decided again."""

    draft_missing = "draft_missing"


@dataclass(frozen=True, slots=True)
class Flip:
    """A message that takes another path under the other rules."""

    past: RecordedDecision
    path: Path
    """The path under the other rules."""
    rule: RuleName
    """The rule that decides then."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A message whose path under the other rules is not known."""

    past: RecordedDecision
    gap: Gap
    possible: tuple[Path, ...]
    """The path with a supported draft, and the path with an unsupported one."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What other rules would have changed."""

    before: Mapping[Path, int]
    """Number of messages by their stored path."""
    after: Mapping[Path, int]
    """Number of messages by their path under the other rules, without the undecided ones."""
    flips: tuple[Flip, ...]
    undecided: tuple[Undecided, ...]
    offers_after: tuple[int, int]
    """(least, most) number of offers under the other rules. An undecided message may or may not become an offer."""

    @property
    def offers_before(self) -> int:
        return self.before.get(Path.offer_escalation, 0)


SUPPORTED = Draft("", (), supported=True, written_by="none", model_says=ModelSays.answered)
"""Stands for a draft that was not written, if its passages supported it."""
UNSUPPORTED = Draft("", (), supported=False, written_by="none")
"""Stands for a draft that was not written, if its passages did not support it."""


def replay(past: Iterable[RecordedDecision], policy: Policy) -> Replay:
    """Makes each decision again under `policy`; flips and undecided messages keep the order of `past`.

    Whether a stored answer that the asker was asked about touches a topic is as it was: its text is not kept. The surroundings
    stay as they were: other rules would have led to other numbers of accepted questions and of
    clarifying questions, but the recorded numbers are used.
    """
    before, after = Counter[Path](), Counter[Path]()
    flips, undecided = list[Flip](), list[Undecided]()
    for recorded in past:
        before[recorded.path] += 1
        again = redecide(recorded, policy)
        if isinstance(again, Undecided):
            undecided.append(again)
            continue
        after[again.path] += 1
        if again.path is not recorded.path:
            flips.append(Flip(recorded, again.path, again.rule))
    least = after[Path.offer_escalation]
    most = least + sum(Path.offer_escalation in each.possible for each in undecided)
    return Replay(before, after, tuple(flips), tuple(undecided), (least, most))


def redecide(past: RecordedDecision, policy: Policy) -> Decision | Undecided:
    """The decision under `policy`, or why it cannot be made."""
    inputs = with_policy(past.inputs, policy)
    decided = decide(inputs.signals, policy, inputs.facts, inputs.draft)
    if isinstance(decided, Decision):
        return decided
    return Undecided(past, Gap.draft_missing, tuple(decide_with_draft(inputs, policy, draft).path for draft in (SUPPORTED, UNSUPPORTED)))


def with_policy(inputs: DecisionInputs, policy: Policy) -> DecisionInputs:
    """The inputs with `facts.unsafe` read again, as it depends on the policy."""
    unsafe = _read_unsafe(inputs, policy)
    return inputs if unsafe == inputs.facts.unsafe else replace(inputs, facts=replace(inputs.facts, unsafe=unsafe))


def _read_unsafe(inputs: DecisionInputs, policy: Policy) -> str | None:
    """The result of `moderation.read_unsafe`, with the stored result of the abuse rules, as they are slow."""
    facts = inputs.facts
    if facts.moderated.objection or (policy.abuse_rules_enabled and not inputs.abuse_rules_enabled):
        return read_unsafe(facts.message, facts.moderated, policy)
    if policy.abuse_rules_enabled and facts.unsafe != UNCHECKED and facts.unsafe is not None:
        return facts.unsafe
    return read_unsafe(read_text(""), facts.moderated, policy) if facts.moderated.failure else None


def decide_with_draft(inputs: DecisionInputs, policy: Policy, draft: Draft) -> Decision:
    """The decision, with `draft` in place of one that was not written."""
    inputs = inputs if inputs.draft else replace(inputs, draft=draft)
    decided = decide(inputs.signals, policy, inputs.facts, inputs.draft)
    assert isinstance(decided, Decision)  # with a draft the table always ends
    return decided


def creator_minutes(offers: int, offers_before: int, minutes_before: float) -> float | None:
    """Minutes of the creator that `offers` would have cost, at the average cost of the offers that were made.

    None where no offer was made and `offers` > 0. The average includes offers that nobody accepted, and questions that
    were answered together.
    """
    if offers_before == 0:
        return 0.0 if offers == 0 else None
    return minutes_before * offers / offers_before
