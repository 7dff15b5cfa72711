"""Agents (avees) and their members."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from orchestrator.engine.accounts import avees, members
from orchestrator.http.accounts.schemas import AveeChange, AveeIn, AveeOut, MemberIn, MemberOut, PublicAveeOut
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.accounts import Avee, Member, PublicAvee

router = APIRouter(prefix="/avees", tags=["avees"])


@router.post("", status_code=201, response_model=AveeOut)
async def create_avee(caller: TheCaller, body: AveeIn) -> Avee:
    """Creates an agent of the signed-in person."""
    return await avees.create_avee(caller.services, caller.person.user_id, body.handle, body.display_name, body.persona)


@router.get("", response_model=PageOut[AveeOut])
async def list_avees(caller: TheCaller) -> dict[str, Any]:
    """The agents of the signed-in person."""
    return {"items": await avees.list_avees(caller.services, caller.person.user_id), "next_cursor": None}


@router.get("/{handle}", response_model=PublicAveeOut)
async def show_avee(services: TheServices, handle: str) -> PublicAvee:
    """The public profile of an agent. No sign-in is needed."""
    return await avees.show_public(services, handle)


@router.patch("/{avee_id}", response_model=AveeOut)
async def change_avee(caller: TheCaller, avee_id: UUID, body: AveeChange) -> Avee:
    """Changes the fields that are sent."""
    return await avees.change_avee(caller.services, caller.person.user_id, avee_id, body.handle, body.display_name, body.persona)


@router.delete("/{avee_id}", status_code=204)
async def delete_avee(caller: TheCaller, avee_id: UUID) -> None:
    """Deletes an agent with its knowledge and conversations."""
    await avees.delete_avee(caller.services, caller.person.user_id, avee_id)


@router.get("/{avee_id}/members", response_model=PageOut[MemberOut])
async def list_members(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """The people to whom the creator granted a tier and a layer."""
    return {"items": await members.list_members(caller.services, caller.person.user_id, avee_id), "next_cursor": None}


@router.put("/{avee_id}/members/{user_id}", response_model=MemberOut)
async def save_member(caller: TheCaller, avee_id: UUID, user_id: UUID, body: MemberIn) -> Member:
    """Grants a person a tier and a layer."""
    return await members.save_member(caller.services, caller.person.user_id, avee_id, user_id, body.tier, body.layer)
