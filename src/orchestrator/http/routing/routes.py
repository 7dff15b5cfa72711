"""Routing a message, the decision log, and feedback on a decision."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AwareDatetime

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.errors import Invalid
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.texts import check_message
from orchestrator.domain.time_zones import is_time_zone
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.judging import feedback
from orchestrator.engine.routing.judging.helping import Feedback
from orchestrator.engine.routing.log import explain
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.rates import limit_messages
from orchestrator.http.routing.explain_schemas import DecisionDetailOut, show_explained
from orchestrator.http.routing.feedback_schemas import FeedbackIn, FeedbackOut
from orchestrator.http.routing.schemas import AskIn, DecisionOut, RoutingOut
from orchestrator.http.routing.streaming import STREAM, route_counted, show_routing, stream_message
from orchestrator.http.wire import PageOut, Storable
from orchestrator.ports.stores.routing.log import DecisionFilter

router = APIRouter(prefix="/orchestrator", tags=["orchestrator"])

STREAMED = {
    "description": "The routing. With `Accept: text/event-stream`, the events `decision`, `delta` (text as written), `done` or `error`.",
    "content": {STREAM: {"schema": {"type": "string"}}},
}


@router.post("/message", response_model=RoutingOut, responses={200: STREAMED}, dependencies=[Depends(limit_messages)])
async def route_message(caller: TheCaller, body: AskIn, request: Request) -> Any:
    """Decides which of the six paths a message takes, and answers it accordingly."""
    if body.time_zone and not is_time_zone(body.time_zone):
        raise Invalid("invalid_time_zone", f"time_zone {body.time_zone!r} is not a time zone such as Europe/Oslo.", field="time_zone")
    ask = Ask(body.conversation_id, check_message(body.message), body.layer, body.client_message_id, body.time_zone or None)
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
    until: Annotated[AwareDatetime | None, Query(description="Only decisions before this time.")] = None,
    said: Annotated[Storable | None, Query(max_length=200, description="Text that the message must contain; case is ignored.")] = None,
    verdict: Annotated[
        str | None, Query(pattern="^(helpful|not_my_question|wrong)$", description="The asker's verdict on the answer.")
    ] = None,
    tier: Annotated[Tier | None, Query(description="The asker's tier when they wrote.")] = None,
) -> dict[str, Any]:
    """Decisions of an own agent or, without `avee_id`, decisions on one's own messages; newest first.

    With `rule`, `said` or `tier`, each request searches at most 30,000 decisions. A page may then be short or empty although
    `next_cursor` leads to further results.
    """
    decision_filter = DecisionFilter(path, rule, since, until, said or None, verdict, tier)
    decisions = await explain.list_decisions(caller.services, caller.person.user_id, avee_id, decision_filter, page)
    return paged(decisions.records, page, decisions.stopped_at)


@router.get("/decisions/{decision_id}", response_model=DecisionDetailOut)
async def show_decision(caller: TheCaller, decision_id: UUID) -> dict[str, Any]:
    """A decision with its receipt: every rule with its conditions, and changes that would have changed the path."""
    return show_explained(await explain.show_decision(caller.services, caller.person.user_id, decision_id))


@router.post("/decisions/{decision_id}/feedback", response_model=FeedbackOut)
async def give_feedback(caller: TheCaller, decision_id: UUID, body: FeedbackIn) -> Feedback:
    """The asker's verdict on the answer. `not_my_question` opens an offer at once, which uses no quota.

    Beside an offer or a refusal it is about what was shown as possible help: `helpful` says that this answers the question, and
    declines the offer.
    """
    return await feedback.give_feedback(caller.services, caller.person.user_id, decision_id, body.verdict, body.comment, body.source_id)
