"""From what the store loaded to the domain's facts. Reads, never asks."""

import functools
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.retrieval import ranked
from orchestrator.domain.errors import Forbidden
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.matching.hits import AnswerCentroid, Bank, CanonicalHit
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.trust.ladder import first_level
from orchestrator.domain.trust.proofs import UNKNOWN_POOL
from orchestrator.domain.trust.rules import TrustRules, trust_rules
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.domain.trust.standing import TrustState, read_trust_state
from orchestrator.ports.stores.paging import Json
from orchestrator.ports.stores.routing import Found


def allowed_layer(loaded: Json, asked: Layer | None) -> Layer:
    """The layer to route in. Raises Forbidden `layer_not_granted` where more is asked than is granted."""
    granted = Layer(loaded["layer"])
    if asked is None:
        return granted
    if not granted.reaches(asked):
        raise Forbidden("layer_not_granted", f"The layer {asked.value!r} is not granted to you here.", granted=granted.value)
    return asked


def read_facts(loaded: Json, text: str, layer: Layer, policy: Policy) -> Facts:
    """The facts before anything was searched."""
    agent = loaded["agent"]
    return Facts(
        text=text,
        question=text,
        agent=Agent(
            UUID(agent["id"]),
            UUID(agent["owner_id"]),
            agent["handle"],
            agent["display_name"],
            agent["creator_name"],
            agent["persona"],
            policy.chat_model,
            policy.temperature,
        ),
        asker=Asker(UUID(loaded["user_id"]), read_tier(loaded["tier"], loaded["user_id"], agent["owner_id"]), layer),
        now=datetime.fromisoformat(loaded["now"]),
        turns=read_turns(loaded),
        usage=read_usage(loaded["usage"]),
        creator_present=loaded["creator_present"],
        trust=read_trust_snapshot(loaded["trust"], policy),
    )


def read_tier(tier: str, person: str, owner: str) -> Tier:
    """The stored tier; owners try their agent as whoever opens its link does."""
    return Tier.free if person == owner else Tier(tier)


def read_turns(loaded: Json) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            role=Role(turn["role"]),
            content=turn["content"],
            path=Path(turn["path"]) if turn["path"] else None,
            question=turn["question"],
            sources=frozenset(_uuid(source["id"]) for source in turn["sources"]),
            layer=Layer(turn["layer"]),
        )
        for turn in loaded["turns"]
    )


def with_hits(facts: Facts, found: Found) -> Facts:
    return replace(
        facts,
        canonical=tuple(map(read_answer, found.answers)),
        bank=read_bank(found.bank),
        passages=ranked([_read_passage(raw) for raw in found.passages]),
    )


def read_usage(raw: Json) -> Usage:
    return Usage(raw["day"], raw["week"], _time(raw["day_opens_at"]), _time(raw["week_opens_at"]), raw["median_response_hours"])


def read_trust_snapshot(raw: Json, policy: Policy) -> TrustSnapshot:
    """From the standing as it is stored; before there is one, what the rules alone say."""
    kept = raw["standing"]
    if kept is None:
        first = _first_standing(trust_rules(policy))
        return TrustSnapshot(None, first.floor, 0, raw["cards_today"], documents_level=first_level(policy.trust_mode))
    proven = kept["threshold"] if kept["is_proven"] else None
    level = kept["documents"]["level"]
    return TrustSnapshot(proven, kept["floor"], kept["voided"], raw["cards_today"], kept["matches_per_day"], level)


@functools.lru_cache(maxsize=256)
def _first_standing(rules: TrustRules) -> TrustState:
    """Of an agent without a word yet: the same for the same rules, and not cheap."""
    return read_trust_state((), rules, UNKNOWN_POOL)


def read_bank(raw: Json) -> Bank:
    return Bank(raw["answers"], raw["common"], raw["spread"]) if raw else Bank()


def read_answer(raw: Json) -> CanonicalHit:
    return CanonicalHit(
        id=_uuid(raw["id"]),
        question_pattern=raw["question_pattern"],
        answer_content=raw["answer_content"],
        cosine=raw["cosine"],
        answered_at=datetime.fromisoformat(raw["answered_at"]),
        expires_at=_time(raw["expires_at"]),
        version=raw["version"],
        times_right=raw["times_right"],
        times_wrong=raw["times_wrong"],
        common=raw["common"],
        counter=-1.0 if raw["counter"] is None else raw["counter"],
        whole=AnswerCentroid(**raw["whole"]) if raw["whole"] else None,
    )


def _read_passage(raw: Json) -> PassageHit:
    return PassageHit(
        id=_uuid(raw["id"]),
        document_id=_uuid(raw["document_id"]),
        title=raw["title"],
        heading=raw["heading"],
        content=raw["content"],
        cosine=raw["cosine"],
        text_rank=raw["text_rank"],
        position=raw["position"],
    )


@functools.lru_cache(maxsize=20_000)
def _uuid(raw: str) -> UUID:
    """Kept, as the same answers and passages are found again and again."""
    return UUID(raw)


def _time(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None
