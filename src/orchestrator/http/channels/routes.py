"""Channels of an own agent, what services post to them, and joining an account."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from orchestrator.domain.channels.kinds import ABILITIES, FIELDS
from orchestrator.engine.channels import joining, managing
from orchestrator.engine.channels.mailboxes import setting_aside
from orchestrator.engine.services import Services
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.channels.schemas import (
    AsidesOut,
    ChannelCodeOut,
    ChannelIn,
    ChannelKindsOut,
    ChannelLinkOut,
    ChannelOut,
    ChannelPatch,
    ChannelsOut,
    NewChannelOut,
)
from orchestrator.http.channels.unsigned import receive_from
from orchestrator.http.preconditions import TheIfMatch, expected_version
from orchestrator.http.rates import TheRates, limit_links
from orchestrator.ports.channels import InboundRequest
from orchestrator.ports.stores.channels import ChannelCode, ChannelRecord

router = APIRouter(tags=["channels"])


@router.get("/channel-kinds", response_model=ChannelKindsOut)
async def list_kinds(caller: TheCaller) -> dict[str, Any]:
    """The services that there are, what each can do, and what is filled in for it."""
    return {
        "items": [
            asdict(can)
            | {"kind": kind, "fields": [asdict(each) for each in FIELDS[kind]], "is_available": kind in caller.services.channels}
            for kind, can in ABILITIES.items()
        ]
    }


@router.get("/avees/{avee_id}/channels", response_model=ChannelsOut)
async def list_channels(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """The agent's channels with their state, for everybody of its team who may answer."""
    found = await managing.list_channels(caller.services, caller.person.user_id, avee_id)
    return {"items": [_show(caller.services, each) for each in found]}


@router.post("/avees/{avee_id}/channels", status_code=201, response_model=NewChannelOut)
async def add_channel(caller: TheCaller, avee_id: UUID, body: ChannelIn) -> dict[str, Any]:
    """Connects the agent to a service, and tells the service where to post, where that is possible.

    400 `channel_refused` with the service's reason where it does not take the token.
    """
    added = await managing.add_channel(caller.services, caller.person.user_id, avee_id, body.kind, body.settings)
    return _show(caller.services, added.channel) | {"secret": added.secret}


@router.patch("/avees/{avee_id}/channels/{channel_id}", response_model=ChannelOut)
async def change_channel(caller: TheCaller, avee_id: UUID, channel_id: UUID, body: ChannelPatch, if_match: TheIfMatch) -> dict[str, Any]:
    """Gives a channel new tokens, or switches it off or on. What waited leaves then."""
    version = expected_version(if_match, body.version)
    who = caller.person.user_id
    return _show(
        caller.services, await managing.change_channel(caller.services, who, avee_id, channel_id, version, body.settings, body.active)
    )


@router.delete("/avees/{avee_id}/channels/{channel_id}", status_code=204)
async def remove_channel(caller: TheCaller, avee_id: UUID, channel_id: UUID) -> None:
    """Removes a channel. The conversations stay; people there are no longer reached."""
    await managing.remove_channel(caller.services, caller.person.user_id, avee_id, channel_id)


@router.get("/avees/{avee_id}/channels/{channel_id}/set-aside", response_model=AsidesOut)
async def list_aside(caller: TheCaller, avee_id: UUID, channel_id: UUID) -> dict[str, Any]:
    """What came in and was not answered, with the reason, for the owner: the newest 50. It is kept as long as the log of notifications."""
    return {"items": await setting_aside.list_aside(caller.services, caller.person.user_id, avee_id, channel_id)}


@router.post("/avees/{avee_id}/channels/{channel_id}/codes", status_code=201, response_model=ChannelCodeOut)
async def make_code(caller: TheCaller, avee_id: UUID, channel_id: UUID) -> dict[str, str]:
    """A code that you write in the channel to be told there of questions, and to answer them there."""
    return {"code": await managing.make_code(caller.services, caller.person.user_id, avee_id, channel_id)}


@router.post(
    "/channels/{channel_id}/inbound",
    response_model=None,
    openapi_extra={"requestBody": {"content": {"*/*": {"schema": {}}}, "required": True}},
)
async def receive_inbound(services: TheServices, rates: TheRates, channel_id: UUID, request: Request) -> Response:
    """What a service posts, signed as that service signs; of kind `webhook`, signed as Standard Webhooks prescribe.

    It is acknowledged once it is kept. 401 `bad_signature`, 400 `bad_event`, 404 `channel_not_found`; 429 after many
    events of one address that nobody signed.
    """
    url = managing.inbound_url(services, channel_id) + (f"?{request.url.query}" if request.url.query else "")
    headers = {name.lower(): value for name, value in request.headers.items()}
    posted = InboundRequest(headers, await request.body(), url, services.clock.now())
    reply = await receive_from(services, request, rates, channel_id, posted)
    return Response(reply.body, reply.status, media_type=reply.content_type)


@router.get("/channel-links/{token}", response_model=ChannelLinkOut)
async def show_link(caller: TheCaller, token: str) -> ChannelCode:
    """Whose chat the link joins to your account, before you confirm it. 404 `link_unknown`."""
    return await joining.show_code(caller.services, caller.person.user_id, token)


@router.put("/channel-links/{token}", status_code=204, dependencies=[Depends(limit_links)])
async def use_link(caller: TheCaller, token: str) -> None:
    """Joins the chat to your account: what was asked there is yours, and so is what is asked there later. 404 `link_unknown`."""
    await joining.join(caller.services, caller.person.user_id, token)


def _show(services: Services, channel: ChannelRecord) -> dict[str, Any]:
    return asdict(channel) | {"inbound_url": managing.inbound_url(services, channel.id)}
