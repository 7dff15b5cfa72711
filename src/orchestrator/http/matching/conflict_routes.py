"""Two stored answers to one question: the creator sees them side by side and settles them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from orchestrator.engine.matching import conflicts
from orchestrator.http.auth import TheCaller
from orchestrator.http.matching.conflict_schemas import ConflictOut, ConflictsOut, SettleIn
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.preconditions import TheIfMatch, expected_version, show_etag
from orchestrator.ports.stores.matching.conflicts import AnswerConflict

router = APIRouter(prefix="/avees/{avee_id}/answer-conflicts", tags=["knowledge"])


@router.get("", response_model=ConflictsOut)
async def list_conflicts(
    caller: TheCaller, avee_id: UUID, page: ThePage, state: Annotated[Literal["open", "settled"], Query()] = "open"
) -> dict[str, Any]:
    """Pairs of answers that answer one question with different texts, newest first.

    Where `is_certain`, both have a phrasing with the same words: until the pair is settled, neither is given to a message
    with these words. The others are perhaps the same question, and are given as ever.
    """
    found, counts = await conflicts.list_conflicts(caller.services, caller.person.user_id, avee_id, page, state == "settled")
    return paged(found, page) | {"certain": counts.certain, "likely": counts.likely}


@router.post("/{conflict_id}", response_model=ConflictOut)
async def settle_conflict(
    caller: TheCaller, avee_id: UUID, conflict_id: UUID, body: SettleIn, response: Response, if_match: TheIfMatch
) -> AnswerConflict:
    """Settles a pair: `keep` one answer and retire the other one, or say that the two are `different` questions.

    `open` takes `different` back. 404 where one of the answers was retired meanwhile; 412 where one of them, or the pair, was
    changed.
    """
    settling = conflicts.Settling(body.settlement, body.answer_id, expected_version(if_match, body.version))
    pair = await conflicts.settle_conflict(caller.services, caller.person.user_id, avee_id, conflict_id, settling)
    show_etag(response, pair.version)
    return pair
