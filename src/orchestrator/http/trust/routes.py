"""Trust in reuse: where it stands, and the cards that prove it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from orchestrator.engine.matching import model_matches
from orchestrator.engine.trust import cards, reports, verdicts
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.trust.schemas import CardOut, CardVerdictOut, ModelMatchOut, TrustOut, VerdictIn, show_card_verdict, show_trust
from orchestrator.http.wire import PageOut

router = APIRouter(prefix="/avees/{avee_id}/trust", tags=["trust"])


@router.get("", response_model=TrustOut)
async def load_trust(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """How often reused and automatic answers are wrong at most, how sure that is, and how many words of the creator's are missing to say so."""
    return show_trust(avee_id, await reports.load_trust_reports(caller.services, caller.person.user_id, avee_id))


@router.get("/cards", response_model=PageOut[CardOut])
async def list_cards(caller: TheCaller, avee_id: UUID, page: ThePage) -> dict[str, Any]:
    """Ten-second questions that wait: this was asked, this is your answer, is it right? What is likeliest wrong first."""
    return paged(await cards.list_cards(caller.services, caller.person.user_id, avee_id, page), page)


@router.post("/cards/{card_id}", response_model=CardVerdictOut)
async def record_verdict(caller: TheCaller, avee_id: UUID, card_id: UUID, body: VerdictIn) -> dict[str, Any]:
    """The creator's word on a card. A suggestion called right is given to whoever asked."""
    return show_card_verdict(await verdicts.record_verdict(caller.services, caller.person.user_id, avee_id, card_id, body.verdict))


@router.get("/model-words", response_model=PageOut[ModelMatchOut])
async def list_model_words(caller: TheCaller, avee_id: UUID, page: ThePage) -> dict[str, Any]:
    """What a chat model said of matches just below what is served. None is a label; a wording it made is deleted like any other."""
    return paged(await model_matches.list_matches(caller.services, caller.person.user_id, avee_id, page), page)
