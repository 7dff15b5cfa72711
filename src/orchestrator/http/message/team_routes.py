"""Every conversation with an agent, for its team."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from orchestrator.engine.message import conversations
from orchestrator.http.auth import TheCaller
from orchestrator.http.message.schemas import ConversationOut
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.wire import PageOut, Storable
from orchestrator.ports.stores.message import ThreadFilter

router = APIRouter(tags=["team"])


@router.get("/avees/{avee_id}/conversations", response_model=PageOut[ConversationOut])
async def list_of_agent(
    caller: TheCaller,
    avee_id: UUID,
    page: ThePage,
    query: Annotated[Storable | None, Query(max_length=200, description="What a message of it contains; case is ignored.")] = None,
    person: Annotated[Storable | None, Query(max_length=100, description="The asker's handle.")] = None,
    path: Annotated[str | None, Query(pattern="^[A-F]$", description="The path of one of its messages.")] = None,
    since: Annotated[AwareDatetime | None, Query(description="Its last message was written then or later.")] = None,
    until: Annotated[AwareDatetime | None, Query(description="Its last message was written before.")] = None,
) -> dict[str, Any]:
    """Every conversation with the agent, for its team; the newest message first. Direct ones are not among them."""
    wanted = ThreadFilter(query or None, person.lstrip("@").lower() if person else None, path, since, until)
    return paged(await conversations.list_of_agent(caller.services, caller.person.user_id, avee_id, wanted, page), page)
