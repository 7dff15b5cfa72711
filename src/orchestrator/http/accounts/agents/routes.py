"""Agents (avees) and their members."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from orchestrator.domain.accounts.persona import PersonaFields
from orchestrator.domain.errors import Stale
from orchestrator.engine.accounts.agents import avees, members
from orchestrator.engine.services import Services
from orchestrator.http.accounts.schemas import AveeChangeIn, AveeIn, AveeOut, MemberIn, MemberOut, MembersOut, PublicAveeOut
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.preconditions import TheIfMatch, expected_version, missing_precondition, require_same_id, show_etag
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.accounts import Avee, AveeChange, Member, PublicAvee

router = APIRouter(prefix="/avees", tags=["avees"])


@router.post("", status_code=201, response_model=AveeOut)
async def create_avee(caller: TheCaller, body: AveeIn, response: Response) -> AveeOut:
    """Creates an agent of the signed-in person."""
    fields = PersonaFields(body.greeting, body.sign_off, body.home, body.speaks_as)
    avee = await avees.create_avee(caller.services, caller.person.user_id, body.handle, body.display_name, body.persona, fields=fields)
    show_etag(response, avee.version)
    return _shown(avee, caller.services)


@router.get("", response_model=PageOut[AveeOut])
async def list_avees(caller: TheCaller) -> dict[str, Any]:
    """The agents of the signed-in person."""
    found = await avees.list_avees(caller.services, caller.person.user_id)
    return {"items": [_shown(avee, caller.services) for avee in found], "next_cursor": None}


@router.get("/{handle}", response_model=PublicAveeOut)
async def show_avee(services: TheServices, handle: str) -> PublicAvee:
    """The public profile of an agent. No sign-in is needed. 308 where it has another handle now."""
    return await avees.show_public(services, handle)


@router.patch("/{avee_id}", response_model=AveeOut)
async def change_avee(caller: TheCaller, avee_id: UUID, body: AveeChangeIn, response: Response, if_match: TheIfMatch) -> AveeOut:
    """Changes the fields that are sent. 412 where a newer version exists.

    A handle that the agent gives up leads to it for a year, and is no other agent's meanwhile; it can be changed three times in 30 days.
    """
    require_same_id("id", body.id, avee_id)
    expected = expected_version(if_match, body.version)
    change = AveeChange(
        body.handle, body.display_name, body.persona, body.greeting, body.sign_off, body.home, body.speaks_as, body.embed_origins,
        body.embed_layer,
    )  # fmt: skip
    avee = await avees.change_avee(caller.services, caller.person.user_id, avee_id, change, expected)
    show_etag(response, avee.version)
    return _shown(avee, caller.services)


@router.delete("/{avee_id}", status_code=204)
async def delete_avee(caller: TheCaller, avee_id: UUID) -> None:
    """Deletes an agent with its knowledge and conversations."""
    await avees.delete_avee(caller.services, caller.person.user_id, avee_id)


@router.get("/{avee_id}/members", response_model=MembersOut)
async def list_members(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """The people to whom the creator granted a tier and a layer, and how many asked without an account."""
    listed, guests = await members.list_members(caller.services, caller.person.user_id, avee_id)
    return {"items": listed, "next_cursor": None, "guests": guests}


@router.put("/{avee_id}/members/{user_id}", response_model=MemberOut)
async def save_member(caller: TheCaller, avee_id: UUID, user_id: UUID, body: MemberIn, response: Response, if_match: TheIfMatch) -> Member:
    """Grants a person a tier and a layer.

    A new member has the version 0 and needs no precondition. 412 where a newer version exists.
    """
    require_same_id("user_id", body.user_id, user_id)
    is_named = if_match.is_given or body.version is not None
    expected = expected_version(if_match, body.version) if is_named else 0
    try:
        member = await members.save_member(caller.services, caller.person.user_id, avee_id, user_id, body.tier, body.layer, expected)
    except Stale:
        if is_named:
            raise
        raise missing_precondition() from None
    show_etag(response, member.version)
    return member


def _shown(avee: Avee, services: Services) -> AveeOut:
    return AveeOut.model_validate(asdict(avee) | {"has_chat_model": services.chat is not None})
