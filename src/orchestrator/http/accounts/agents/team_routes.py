"""The team of an agent, and invitations into it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from orchestrator.engine.accounts.teams import invitations, team
from orchestrator.http.accounts.agents.team_schemas import (
    InvitationIn,
    InvitationOut,
    InvitedOut,
    JoinedOut,
    TeammateIn,
    TeammateOut,
)
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.preconditions import TheIfMatch, expected_version, require_same_id, show_etag
from orchestrator.http.rates import limit_links
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.teams import FoundInvitation, Invitation, Teammate

router = APIRouter(tags=["team"])


@router.get("/avees/{avee_id}/team", response_model=PageOut[TeammateOut])
async def list_team(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """The owner and everybody who was given a role, for those in the team."""
    return {"items": await team.list_team(caller.services, caller.person.user_id, avee_id), "next_cursor": None}


@router.put("/avees/{avee_id}/team/{user_id}", response_model=TeammateOut)
async def change_role(
    caller: TheCaller, avee_id: UUID, user_id: UUID, body: TeammateIn, response: Response, if_match: TheIfMatch
) -> Teammate:
    """The owner gives a teammate another role. 412 where a newer version exists."""
    require_same_id("user_id", body.user_id, user_id)
    expected = expected_version(if_match, body.version)
    saved = await team.change_role(caller.services, caller.person, avee_id, user_id, body.role, expected)
    show_etag(response, saved.version)
    return saved


@router.delete("/avees/{avee_id}/team/{user_id}", status_code=204)
async def remove_teammate(caller: TheCaller, avee_id: UUID, user_id: UUID) -> None:
    """The owner removes a teammate, or somebody leaves the team. What they wrote stays."""
    await team.remove_teammate(caller.services, caller.person.user_id, avee_id, user_id)


@router.get("/avees/{avee_id}/invitations", response_model=PageOut[InvitationOut])
async def list_invitations(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """Invitations that were not accepted yet, for the owner."""
    return {"items": await invitations.list_invitations(caller.services, caller.person.user_id, avee_id), "next_cursor": None}


@router.post("/avees/{avee_id}/invitations", status_code=201, response_model=InvitationOut)
async def invite(caller: TheCaller, avee_id: UUID, body: InvitationIn) -> Invitation:
    """Mails a link by which somebody joins the team; it works once, for seven days, and replaces an open one for the address.

    The role `owner` hands the agent over when it is accepted, and needs your password.
    """
    password = body.password.get_secret_value() if body.password is not None else None
    return await invitations.invite(caller.services, caller.person, avee_id, body.email, body.role, password)


@router.delete("/avees/{avee_id}/invitations/{invitation_id}", status_code=204)
async def withdraw_invitation(caller: TheCaller, avee_id: UUID, invitation_id: UUID) -> None:
    """The link of the invitation no longer works."""
    await invitations.withdraw_invitation(caller.services, caller.person.user_id, avee_id, invitation_id)


@router.get("/invitations/{token}", response_model=InvitedOut, dependencies=[Depends(limit_links)])
async def show_invitation(services: TheServices, token: str) -> FoundInvitation:
    """What a link invites to; no sign-in is needed. 409 `link_used` or `link_expired` where it no longer works."""
    return await invitations.show_invitation(services, token)


@router.put("/invitations/{token}", response_model=JoinedOut, dependencies=[Depends(limit_links)])
async def accept_invitation(caller: TheCaller, token: str) -> FoundInvitation:
    """Joins the team, or takes the agent over. The link works once."""
    return await invitations.accept(caller.services, caller.person, token)
