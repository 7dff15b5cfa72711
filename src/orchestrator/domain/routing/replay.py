"""Past decisions made again under other rules: what would have changed. The same `decide`, on what was stored; no model."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.decide import Decision, RuleName, decide
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.safety.moderation import UNCHECKED, read_unsafe


@dataclass(frozen=True, slots=True)
class DecisionInputs:
    """All that `decide` looked at, as far as it looks at it: without turns, hits and the text of the draft."""

    signals: Signals
    facts: Facts
    draft: Draft | None
    """None where none was written, as the table ended before it was needed."""
    abuse_rules_enabled: bool = True
    """Whether the rules against abuse were asked then."""


@dataclass(frozen=True, slots=True)
class Past:
    """A decision on record."""

    id: UUID
    at: datetime
    message: str
    path: Path
    rule: str
    inputs: DecisionInputs


class Gap(StrEnum):
    """Why a past message cannot be decided again."""

    draft_missing = "draft_missing"


@dataclass(frozen=True, slots=True)
class Flip:
    past: Past
    path: Path
    """Under the other rules; not the one on record."""
    rule: RuleName


@dataclass(frozen=True, slots=True)
class Undecided:
    past: Past
    gap: Gap
    possible: tuple[Path, ...]
    """With a draft that its passages bear, and with one that they do not."""


@dataclass(frozen=True, slots=True)
class Replay:
    before: Mapping[Path, int]
    """Messages by the path on record."""
    after: Mapping[Path, int]
    """The same messages by the path under the other rules, without the undecided ones."""
    flips: tuple[Flip, ...]
    undecided: tuple[Undecided, ...]
    offers_after: tuple[int, int]
    """Offers under the other rules, at least and at most: an undecided message may be one or not."""

    @property
    def offers_before(self) -> int:
        return self.before.get(Path.offer_escalation, 0)


SUPPORTED = Draft("", (), supported=True, written_by="none")
UNSUPPORTED = Draft("", (), supported=False, written_by="none")


def replay(past: Iterable[Past], policy: Policy) -> Replay:
    """Each decision made again under `policy`; the order is kept.

    What happened since is taken as it was: the questions accepted by then, the clarifications asked before.
    """
    before, after = Counter[Path](), Counter[Path]()
    flips, undecided = list[Flip](), list[Undecided]()
    for each in past:
        before[each.path] += 1
        again = redecide(each, policy)
        if isinstance(again, Undecided):
            undecided.append(again)
            continue
        after[again.path] += 1
        if again.path is not each.path:
            flips.append(Flip(each, again.path, again.rule))
    least = after[Path.offer_escalation]
    most = least + sum(Path.offer_escalation in each.possible for each in undecided)
    return Replay(before, after, tuple(flips), tuple(undecided), (least, most))


def redecide(past: Past, policy: Policy) -> Decision | Undecided:
    """The decision under `policy`, or what is missing for it."""
    inputs = with_policy(past.inputs, policy)
    decided = decide(inputs.signals, policy, inputs.facts, inputs.draft)
    if isinstance(decided, Decision):
        return decided
    return Undecided(past, Gap.draft_missing, tuple(decide_with_draft(inputs, policy, draft).path for draft in (SUPPORTED, UNSUPPORTED)))


def with_policy(inputs: DecisionInputs, policy: Policy) -> DecisionInputs:
    """With what is a fact only under a policy read anew: whether the message is unsafe."""
    unsafe = _read_unsafe(inputs, policy)
    return inputs if unsafe == inputs.facts.unsafe else replace(inputs, facts=replace(inputs.facts, unsafe=unsafe))


def _read_unsafe(inputs: DecisionInputs, policy: Policy) -> str | None:
    """As `moderation.read_unsafe`, without asking the rules again for what they said: they cost more than all the rest."""
    facts = inputs.facts
    if facts.moderated.objection or (policy.abuse_rules_enabled and not inputs.abuse_rules_enabled):
        return read_unsafe(facts.message, facts.moderated, policy)
    if policy.abuse_rules_enabled and facts.unsafe != UNCHECKED and facts.unsafe is not None:
        return facts.unsafe
    return read_unsafe(read_text(""), facts.moderated, policy) if facts.moderated.failure else None


def decide_with_draft(inputs: DecisionInputs, policy: Policy, draft: Draft) -> Decision:
    """The decision where `draft` stands in for one that was never written."""
    inputs = inputs if inputs.draft else replace(inputs, draft=draft)
    decided = decide(inputs.signals, policy, inputs.facts, inputs.draft)
    assert isinstance(decided, Decision)  # with a draft the table always ends
    return decided


def creator_minutes(offers: int, offers_before: int, minutes_before: float) -> float | None:
    """Minutes that `offers` would have cost, had each cost what an offer did; None where no offer says what one costs.

    An offer costs little on average, as not all are accepted and those who ask the same are answered together.
    """
    if offers_before == 0:
        return 0.0 if offers == 0 else None
    return minutes_before * offers / offers_before
