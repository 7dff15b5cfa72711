"""The key by which a creator's own site signs its users, and their sessions."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from orchestrator.engine.accounts.embedding import keys
from orchestrator.engine.accounts.embedding.keys import NewKey
from orchestrator.engine.accounts.embedding.signed import enter_signed
from orchestrator.http.accounts.embedding.schemas import IdentityKeyOut, NewIdentityKeyOut, SignedIn, SignedSessionOut
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.rates import limit_links

router = APIRouter(tags=["widget"])


@router.post("/embed/{handle}/sessions", status_code=201, response_model=SignedSessionOut, dependencies=[Depends(limit_links)])
async def enter_by_signature(services: TheServices, handle: str, body: SignedIn, request: Request) -> dict[str, Any]:
    """Signs in somebody whom the site of the agent's creator knows: on each device the same person, for this agent alone.

    401 `identity_refused` with the `reason`; 409 `identity_key_missing` where the agent has no key.
    """
    browser = request.headers.get("User-Agent", "")
    entered = await enter_signed(services, handle, body.identity.get_secret_value(), browser)
    return {"token": entered.secret, "expires_at": entered.expires_at}


@router.get("/avees/{avee_id}/identity-key", response_model=IdentityKeyOut)
async def show_key(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """Whether the agent has a key for its creator's site. The key itself is shown only when it is made."""
    return {"created_at": await keys.show_key(caller.services, caller.person.user_id, avee_id)}


@router.post("/avees/{avee_id}/identity-key", status_code=201, response_model=NewIdentityKeyOut)
async def make_key(caller: TheCaller, avee_id: UUID) -> NewKey:
    """Makes a key, in the place of the one before: who was signed in by that is signed out."""
    return await keys.make_key(caller.services, caller.person.user_id, avee_id)


@router.delete("/avees/{avee_id}/identity-key", status_code=204)
async def delete_key(caller: TheCaller, avee_id: UUID) -> None:
    """Takes the key away; who was signed in by it is signed out."""
    await keys.delete_key(caller.services, caller.person.user_id, avee_id)
