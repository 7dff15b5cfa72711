"""Decoding the facts for one message that `load_message_facts` and `hot_search` return."""

from collections.abc import Iterable, Mapping
from typing import Any

from orchestrator.adapters.postgres.codecs.guests import decode_guest_usage
from orchestrator.adapters.postgres.codecs.payments import decode_price
from orchestrator.adapters.postgres.codecs.scalars import decode_optional_time, decode_time, decode_uuid
from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.accounts.agents import Agent
from orchestrator.domain.accounts.persona import PersonaFields, SpeaksAs
from orchestrator.domain.answering.passages import NearSentence, PassageHit
from orchestrator.domain.escalation.asked import AskedQuestion
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.escalation.states import Actor, Status
from orchestrator.domain.matching.hits import EMPTY_BANK, AnswerCentroid, Bank, CanonicalHit, Dispute, QuotedPlace
from orchestrator.domain.matching.looks.large import LargeMatch
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import read_policy
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.ports.stores.routing.loaded import GuestMessages, LoadedFacts, SearchResult, SentBefore, WaitingMessage


def decode_facts(raw: Mapping[str, Any]) -> LoadedFacts:
    """`raw` is the JSON of `load_message_facts`."""
    policy, agent, sent_before = read_policy(raw["policy"]), raw["agent"], raw["sent_before"]
    person, owner = raw["user_id"], agent["owner_id"]
    return LoadedFacts(
        kind=raw["kind"],
        user_id=decode_uuid(person),
        agent=Agent(
            decode_uuid(agent["id"]),
            decode_uuid(owner),
            agent["handle"],
            agent["display_name"],
            agent["creator_name"],
            agent["persona"],
            policy.chat_model,
            policy.temperature,
            PersonaFields(agent["greeting"], agent["sign_off"], agent["home"], SpeaksAs(agent["speaks_as"])),
        ),
        policy=policy,
        # Owners who try their own agent count as any visitor of its link.
        tier=Tier.free if person == owner else Tier(raw["tier"]),
        layer=Layer(raw["layer"]),
        now=decode_time(raw["now"]),
        creator_present=raw["creator_present"],
        zone=raw["zone"],
        usage=decode_usage(raw["usage"]),
        turns=tuple(map(_decode_turn, raw["turns"])),
        trust=decode_trust_snapshot(raw["trust"]["state"], raw["trust"]["cards_today"]),
        cards_today=raw["trust"]["cards_today"],
        waiting=tuple(WaitingMessage(decode_uuid(row["id"]), row["content"], Layer(row["layer"])) for row in raw["waiting"]),
        sent_before=SentBefore(decode_uuid(sent_before["id"]), sent_before["content"], sent_before["awaits_routing"])
        if sent_before
        else None,
        has_other_languages=raw["has_other_languages"],
        questions=tuple(map(_decode_question, raw["questions"])),
        guest=GuestMessages(raw["guest"]["messages"], decode_optional_time(raw["guest"]["fewer_at"])) if raw["guest"] else None,
        price=decode_price(raw["price"]),
    )


def decode_search(
    answers: Iterable[Mapping[str, Any]],
    bank: Mapping[str, Any],
    passages: Iterable[Mapping[str, Any]],
    asked: Mapping[str, str] | None,
    multilingual: Iterable[Mapping[str, Any]],
) -> SearchResult:
    """The arguments are the columns of `hot_search`."""
    before = {decode_uuid(answer): verdict for answer, verdict in (asked or {}).items()}
    return SearchResult(
        decode_answers(answers),
        decode_bank(bank),
        tuple(map(_decode_passage, passages)),
        confirmed=next((answer for answer, verdict in before.items() if verdict == "yes"), None),
        settled=frozenset(before),
        refused=frozenset(answer for answer, verdict in before.items() if verdict == "no"),
        multilingual=decode_answers(multilingual),
    )


def decode_answers(raw: Iterable[Mapping[str, Any]]) -> tuple[CanonicalHit, ...]:
    return tuple(map(_decode_answer, raw))


def decode_large(raw: Iterable[Mapping[str, Any]]) -> tuple[LargeMatch, ...]:
    """The result of `hot_large`."""
    return tuple(LargeMatch(decode_uuid(each["id"]), each["nearest"], each["mean"], each["spread"], each["phrasings"]) for each in raw)


def decode_bank(raw: Mapping[str, Any]) -> Bank:
    """EMPTY_BANK if the layer has no answers."""
    return Bank(raw["answers"], raw["common"], raw["spread"]) if raw else EMPTY_BANK


def decode_usage(raw: Mapping[str, Any]) -> Usage:
    return Usage(
        raw["day"],
        raw["week"],
        decode_optional_time(raw["day_opens_at"]),
        decode_optional_time(raw["week_opens_at"]),
        raw["median_response_hours"],
        decode_guest_usage(raw["guests"]),
    )


def decode_trust_snapshot(raw: Mapping[str, Any] | None, cards_today: int) -> TrustSnapshot | None:
    """`raw` is `trust_states.state`; None before the creator's first verdict gives None."""
    if raw is None:
        return None
    # States of an earlier version held a threshold that was not proven.
    proven = raw["threshold"] if raw.get("is_proven", True) else None
    return TrustSnapshot(proven, raw["floor"], raw["voided"], cards_today, raw["matches_per_day"], raw["documents"]["level"])


def _decode_turn(raw: Mapping[str, Any]) -> Turn:
    return Turn(
        role=Role(raw["role"]),
        content=raw["content"],
        path=Path(raw["path"]) if raw["path"] else None,
        question=raw["question"],
        rule=raw["rule"],
        wanted_person=raw["act"] == Act.wants_person,
        subjects=tuple(raw["subjects"] or ()),
        asked_about=tuple(map(decode_uuid, raw["asked_about"] or ())),
        sources=frozenset(decode_uuid(source["id"]) for source in raw["sources"]),
        layer=Layer(raw["layer"]),
    )


def _decode_question(raw: Mapping[str, Any]) -> AskedQuestion:
    return AskedQuestion(
        id=decode_uuid(raw["id"]),
        question=raw["original_message"],
        status=Status(raw["status"]),
        is_here=raw["is_here"],
        expected=Expectation(raw["expected_response_hours"], raw["hours_from_answers"]),
        accepted_at=decode_optional_time(raw["accepted_at"]),
        declined_by=Actor(raw["declined_by"]) if raw["declined_by"] else None,
        pattern=raw["question_pattern"],
        parts=raw["parts"],
    )


def _decode_answer(raw: Mapping[str, Any]) -> CanonicalHit:
    return CanonicalHit(
        id=decode_uuid(raw["id"]),
        question_pattern=raw["question_pattern"],
        answer_content=raw["answer_content"],
        shown_question=raw.get("shown_question", ""),
        cosine=raw["cosine"],
        answered_at=decode_time(raw["answered_at"]),
        expires_at=decode_optional_time(raw["expires_at"]),
        version=raw["version"],
        times_right=raw["times_right"],
        times_wrong=raw["times_wrong"],
        common=raw["common"],
        counter=-1.0 if raw["counter"] is None else raw["counter"],
        centroid=AnswerCentroid(**raw["centroid"]) if raw.get("centroid") else None,
        meaning=raw.get("meaning", -1.0),
        language=raw.get("language", ""),
        dispute=Dispute(raw.get("dispute", "")),
        quoted_from=_decode_place(raw.get("quoted_from")),
    )


def _decode_place(raw: Mapping[str, str] | None) -> QuotedPlace | None:
    return QuotedPlace(decode_uuid(raw["passage_id"]), decode_uuid(raw["document_id"]), raw["title"], raw["heading"]) if raw else None


def _decode_passage(raw: Mapping[str, Any]) -> PassageHit:
    return PassageHit(
        id=decode_uuid(raw["id"]),
        document_id=decode_uuid(raw["document_id"]),
        title=raw["title"],
        heading=raw["heading"],
        content=raw["content"],
        cosine=raw["cosine"],
        text_rank=raw["text_rank"],
        position=raw["position"],
        sentences=tuple(NearSentence(text, cosine) for text, cosine in raw["sentences"]),
    )
