"""Asking without an account: becoming a guest, an address for answers, coming back by a link, getting an account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from orchestrator.domain.notifying.mail.phrases import read_accepted
from orchestrator.engine.accounts.addresses.sign_up import Origin
from orchestrator.engine.accounts.guests import addresses, entering, upgrading
from orchestrator.http.accounts.guest_schemas import GuestAddressIn, GuestIn, GuestOut, UpgradeIn
from orchestrator.http.accounts.schemas import AccountOut
from orchestrator.http.accounts.session_cookies import is_secure, set_session_cookies
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.rates import limit_guests, limit_links, limit_sign_ups
from orchestrator.ports.stores.accounts import User

router = APIRouter(tags=["guests"])

GUEST_COOKIE = "orchestrator_guest_"
"""Its beginning; a part of the agent's id follows, as a browser may be a guest of several agents."""
MOST_GUESTS = 20
"""Guests of one browser that are looked up."""


@router.post("/guests", status_code=201, response_model=GuestOut, dependencies=[Depends(limit_guests)])
async def become_guest(
    services: TheServices, body: GuestIn, request: Request, response: Response, accept_language: Annotated[str, Header()] = ""
) -> dict[str, object]:
    """Begins to ask an agent without an account: a guest of this agent alone, with a session in a cookie.

    A browser that was a guest of the agent before (the cookie `orchestrator_guest_…`) is the same guest again. 403
    `guests_not_allowed` where the creator takes no guests.
    """
    known = [secret for name, secret in request.cookies.items() if name.startswith(GUEST_COOKIE)][:MOST_GUESTS]
    visitor = entering.Visitor(request.headers.get("User-Agent", ""), read_accepted(accept_language), known)
    entered = await entering.enter(services, body.handle, visitor)
    csrf = set_session_cookies(request, response, entered.secret, entering.GUEST_DAYS)
    response.set_cookie(
        f"{GUEST_COOKIE}{entered.agent.id.hex[-12:]}", entered.secret, max_age=entering.GUEST_DAYS * 86_400, path="/guests",
        httponly=True, samesite="lax", secure=is_secure(request),
    )  # fmt: skip
    return {"token": entered.secret, "csrf_token": csrf, "expires_at": entered.expires_at}


@router.put("/me/guest-address", status_code=202)
async def leave_address(caller: TheCaller, body: GuestAddressIn) -> None:
    """For a guest: where answers shall go. A mail asks whether the address is yours; nothing else is sent there before."""
    await addresses.leave_address(caller.services, caller.person, body.email)


@router.post("/me/upgrade", status_code=201, response_model=AccountOut, dependencies=[Depends(limit_sign_ups)])
async def upgrade(caller: TheCaller, body: UpgradeIn, accept_language: Annotated[str, Header()] = "") -> User:
    """For a guest: creates an account, as POST /accounts does, that gets everything of the guest. Sign in afterwards.

    Where `is_pending` is true, that happens when the link in the mail is opened, and until then you go on as a guest.
    """
    origin = Origin(read_accepted(accept_language), body.time_zone)
    password = body.password.get_secret_value()
    return await upgrading.upgrade(caller.services, caller.person, body.email, password, body.handle, body.display_name, origin)


@router.put("/guest-links/{token}", response_model=GuestOut, dependencies=[Depends(limit_links)])
async def return_by_link(services: TheServices, token: str, request: Request, response: Response) -> dict[str, object]:
    """Signs a guest's browser in by a link that came with an answer. 409 `link_used` or `link_expired` where it no longer works."""
    back = await addresses.return_by_link(services, token, request.headers.get("User-Agent", ""))
    csrf = set_session_cookies(request, response, back.secret, entering.GUEST_DAYS)
    return {"token": back.secret, "csrf_token": csrf, "expires_at": back.expires_at}


@router.post("/guest-links/{token}/renewals", status_code=202, dependencies=[Depends(limit_links)])
async def renew_link(services: TheServices, token: str) -> None:
    """Mails a new link to where this one was sent, also where this one no longer works; three times an hour at most."""
    await addresses.renew_link(services, token)
