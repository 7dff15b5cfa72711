"""The main entry point and the decision log."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AwareDatetime

from orchestrator.domain.routing.decide import RuleName
from orchestrator.domain.texts import check_message
from orchestrator.engine.routing import explain, feedback
from orchestrator.engine.routing.feedback import Feedback
from orchestrator.engine.routing.incoming import Ask
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.rates import limit_messages
from orchestrator.http.routing.explain_schemas import DecisionDetailOut, show_explained
from orchestrator.http.routing.feedback_schemas import FeedbackIn, FeedbackOut
from orchestrator.http.routing.schemas import AskIn, DecisionOut, RoutingOut
from orchestrator.http.routing.streaming import STREAM, route_counted, show_routing, stream_message
from orchestrator.http.wire import PageOut, Storable
from orchestrator.ports.stores.routing import DecisionFilter

router = APIRouter(prefix="/orchestrator", tags=["orchestrator"])

STREAMED = {
    "description": "The routing; with `Accept: text/event-stream` the events `decision`, `delta` (text as it is written) and `done` (or `error`, where that fails).",
    "content": {STREAM: {"schema": {"type": "string"}}},
}


@router.post("/message", response_model=RoutingOut, responses={200: STREAMED}, dependencies=[Depends(limit_messages)])
async def route_message(caller: TheCaller, body: AskIn, request: Request) -> Any:
    """Evaluates one message and takes it down exactly one of the six paths."""
    ask = Ask(body.conversation_id, check_message(body.message), body.layer, body.client_message_id)
    if STREAM in request.headers.get("accept", ""):
        return await stream_message(caller.services, caller.person.user_id, ask)
    return show_routing(await route_counted(caller.services, caller.person.user_id, ask))


@router.get("/decisions", response_model=PageOut[DecisionOut])
async def list_decisions(
    caller: TheCaller,
    page: ThePage,
    avee_id: UUID | None = None,
    path: Annotated[str | None, Query(pattern="^[A-F]$")] = None,
    rule: RuleName | None = None,
    since: AwareDatetime | None = None,
    until: Annotated[AwareDatetime | None, Query(description="Decided before this.")] = None,
    said: Annotated[Storable | None, Query(max_length=200, description="Stands in the message, whatever the case.")] = None,
    verdict: Annotated[
        str | None, Query(pattern="^(helpful|not_my_question|wrong)$", description="Said of the answer by its asker.")
    ] = None,
) -> dict[str, Any]:
    """An own agent's decisions, or, without `avee_id`, those on one's own messages; newest first.

    With `rule` or `said`, a page is what was found in the next 30,000 decisions: it may be short, or empty, and `next_cursor` goes on.
    """
    wanted = DecisionFilter(path, rule, since, until, said or None, verdict)
    looked = await explain.list_decisions(caller.services, caller.person.user_id, avee_id, wanted, page)
    return paged(looked.records, page, looked.stopped_at)


@router.get("/decisions/{decision_id}", response_model=DecisionDetailOut)
async def show_decision(caller: TheCaller, decision_id: UUID) -> dict[str, Any]:
    """A decision with its receipt: every rule with what it asked and by how much that was missed, and what would have changed the path."""
    return show_explained(await explain.show_decision(caller.services, caller.person.user_id, decision_id))


@router.post("/decisions/{decision_id}/feedback", response_model=FeedbackOut)
async def give_feedback(caller: TheCaller, decision_id: UUID, body: FeedbackIn) -> Feedback:
    """What the asker thought; `not_my_question` opens an offer at once, outside the quota."""
    return await feedback.give_feedback(caller.services, caller.person.user_id, decision_id, body.verdict, body.comment)
