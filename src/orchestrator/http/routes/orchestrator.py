"""The main entry point, the policy and the decision log."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response

from orchestrator.domain.errors import Invalid
from orchestrator.domain.policy import Policy, show_policy
from orchestrator.domain.texts import check_message
from orchestrator.engine import configure, explain, feedback
from orchestrator.engine.feedback import Feedback
from orchestrator.engine.route import Ask
from orchestrator.http import schemas as s
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.streaming import STREAM, route_counted, show_routing, stream_message
from orchestrator.ports.records import DecisionRecord

router = APIRouter(prefix="/orchestrator", tags=["orchestrator"])

STREAMED = {
    "description": "The routing; with `Accept: text/event-stream` the events `decision`, `delta` (text as it is written) and `done` (or `error`, where that fails).",
    "content": {STREAM: {"schema": {"type": "string"}}},
}


@router.post("/message", response_model=s.RoutingOut, responses={200: STREAMED})
async def route_message(caller: TheCaller, body: s.AskIn, request: Request) -> Any:
    """Evaluates one message and takes it down exactly one of the six paths."""
    ask = Ask(body.conversation_id, check_message(body.message), body.layer, body.client_message_id)
    if STREAM in request.headers.get("accept", ""):
        return await stream_message(caller.world, caller.person.user_id, ask)
    return show_routing(await route_counted(caller.world, caller.person.user_id, ask))


@router.get("/config/{avee_id}", response_model=s.PolicyOut)
async def load_policy(caller: TheCaller, avee_id: UUID, response: Response) -> dict[str, Any]:
    return _show(avee_id, await configure.load_policy(caller.world, caller.person.user_id, avee_id), response)


@router.put("/config/{avee_id}", response_model=s.PolicyOut)
async def save_policy(
    caller: TheCaller, avee_id: UUID, body: s.PolicyIn, response: Response, if_match: Annotated[str | None, Header()] = None
) -> dict[str, Any]:
    """Saves what is given; `If-Match` with the version (the ETag) answers 412 where somebody saved meanwhile."""
    changes = body.model_dump(exclude_unset=True)
    empty = next((name for name, value in changes.items() if value is None), None)
    if empty is not None:
        raise Invalid("invalid_policy", f"{empty} may not be null; leave it out to keep it as it is.", field=empty)
    saved = await configure.save_policy(caller.world, caller.person.user_id, avee_id, changes, _version(if_match))
    return _show(avee_id, saved, response)


@router.get("/decisions", response_model=s.PageOut[s.DecisionOut])
async def list_decisions(
    caller: TheCaller, page: ThePage, avee_id: UUID | None = None, path: Annotated[str | None, Query(pattern="^[A-F]$")] = None
) -> dict[str, Any]:
    """An own agent's decisions, or, without `avee_id`, those on one's own messages."""
    return paged(await explain.list_decisions(caller.world, caller.person.user_id, avee_id, path, page), page)


@router.get("/decisions/{decision_id}", response_model=s.DecisionOut)
async def show_decision(caller: TheCaller, decision_id: UUID) -> DecisionRecord:
    return await explain.show_decision(caller.world, caller.person.user_id, decision_id)


@router.post("/decisions/{decision_id}/feedback", response_model=s.FeedbackOut)
async def give_feedback(caller: TheCaller, decision_id: UUID, body: s.FeedbackIn) -> Feedback:
    """What the asker thought; `not_my_question` opens an offer at once, outside the quota."""
    return await feedback.give_feedback(caller.world, caller.person.user_id, decision_id, body.verdict, body.comment)


def _show(avee_id: UUID, policy: Policy, response: Response) -> dict[str, Any]:
    response.headers["ETag"] = f'"{policy.version}"'
    return {"avee_id": avee_id} | show_policy(policy)


def _version(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    bare = if_match.strip().removeprefix("W/").strip('"')
    if not bare.isascii() or not bare.isdigit() or len(bare) > 9:
        raise Invalid("invalid_if_match", 'If-Match holds the version as the ETag gave it, such as "3".', field="If-Match")
    return int(bare)
