"""Teaching an answer from a past message."""

from uuid import UUID

from fastapi import APIRouter, Response

from orchestrator.engine.matching import teaching
from orchestrator.http.auth import TheCaller
from orchestrator.http.matching.schemas import AnswerOut, TeachIn
from orchestrator.http.preconditions import show_etag
from orchestrator.ports.stores.matching.answers import CanonicalAnswer

router = APIRouter(prefix="/orchestrator/decisions/{decision_id}", tags=["knowledge"])

KNOWN = {"description": "It is stored already."}


@router.post("/teach", status_code=201, response_model=AnswerOut, responses={200: {"model": AnswerOut} | KNOWN})
async def teach(caller: TheCaller, decision_id: UUID, body: TeachIn, response: Response) -> CanonicalAnswer:
    """For whoever may answer: writes the answer to a past message, or marks the passage that answers it.

    It is a canonical answer from then on, and the message is one of its phrasings. Nobody is told. An earlier answer that was
    given to the message instead is not given to it any more. 409 `not_taught`: the message would never get an answer, since it
    asked nothing or is refused by the rules.
    """
    lesson = teaching.Lesson(body.question_pattern, body.answer_content, body.passage_id, body.excerpt, body.layer)
    answer, is_new = await teaching.teach(caller.services, caller.person.user_id, decision_id, lesson)
    response.status_code = 201 if is_new else 200
    show_etag(response, answer.version)
    return answer
