"""Trust in reused and automatic answers: the report, the cards, and the model checks."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from orchestrator.engine.matching import model_matches
from orchestrator.engine.routing.log import costs
from orchestrator.engine.trust import cards, reports, verdicts
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.trust.cost_schemas import CostsOut, show_costs
from orchestrator.http.trust.schemas import CardOut, CardVerdictOut, ModelMatchOut, TrustOut, VerdictIn, show_card_verdict, show_trust
from orchestrator.http.wire import PageOut

router = APIRouter(prefix="/avees/{avee_id}/trust", tags=["trust"])


@router.get("", response_model=TrustOut)
async def load_trust(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """Upper bounds on the share of wrong answers, their certainty, and how many verdicts are missing for a proof."""
    return show_trust(avee_id, await reports.load_trust_reports(caller.services, caller.person.user_id, avee_id))


@router.get("/costs", response_model=CostsOut)
async def load_costs(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """What reuse has cost so far: what was served alone, what was asked, what waited, and how much of each was wrong.

    Each share has its bounds and the number of verdicts that it rests on. For each mode: what it would have done with the
    messages that you judged.
    """
    return show_costs(avee_id, await costs.load_costs(caller.services, caller.person.user_id, avee_id))


@router.get("/cards", response_model=PageOut[CardOut])
async def list_cards(caller: TheCaller, avee_id: UUID, page: ThePage) -> dict[str, Any]:
    """Open cards: is this answer right for this message? The answer that is most likely wrong comes first."""
    return paged(await cards.list_cards(caller.services, caller.person.user_id, avee_id, page), page)


@router.post("/cards/{card_id}", response_model=CardVerdictOut)
async def record_verdict(caller: TheCaller, avee_id: UUID, card_id: UUID, body: VerdictIn) -> dict[str, Any]:
    """Records the creator's verdict on a card. A suggestion that is right is sent to its asker."""
    return show_card_verdict(await verdicts.record_verdict(caller.services, caller.person.user_id, avee_id, card_id, body.verdict))


@router.get("/model-words", response_model=PageOut[ModelMatchOut])
async def list_model_words(caller: TheCaller, avee_id: UUID, page: ThePage) -> dict[str, Any]:
    """Results of model checks on borderline matches.

    They are not labels. A phrasing that a check created can be deleted like any other.
    """
    return paged(await model_matches.list_matches(caller.services, caller.person.user_id, avee_id, page), page)
