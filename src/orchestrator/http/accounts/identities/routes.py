"""Signing in by an account elsewhere, and the list of those that one linked."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Cookie, Depends, Header, Query, Request, Response
from fastapi.responses import RedirectResponse

from orchestrator.domain.accounts.handles import suggest_handle
from orchestrator.domain.accounts.return_paths import HOME
from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.notifying.mail.phrases import read_accepted
from orchestrator.engine.accounts.addresses.sign_up import Origin
from orchestrator.engine.accounts.identities import begin, joining, linked
from orchestrator.engine.accounts.identities.tickets import ATTEMPT_S
from orchestrator.http.accounts.identities.schemas import BegunOut, IdentityIn, IdentityOut, JoinedOut, NewcomerIn, NewcomerOut, ProviderOut
from orchestrator.http.accounts.session_cookies import is_secure, place_of, set_session
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.rates import limit_links, limit_sign_ups
from orchestrator.http.ui import is_for_a_person
from orchestrator.http.wire import PageOut

router = APIRouter(tags=["accounts"])

NEWCOMER_COOKIE = "orchestrator_newcomer"
ATTEMPT_COOKIE = "orchestrator_auth_"
"""Its beginning; a part of the attempt's state follows, so that two tabs can sign in at once."""
PATH = "/auth"
"""The cookies of sign-ins by a provider are sent to these addresses alone."""


def attempt_cookie(state: str) -> str:
    return f"{ATTEMPT_COOKIE}{state[:12]}"


def show_failure(request: Request, error: OrchestratorError, page: str) -> RedirectResponse:
    """Sends a browser to a page of the app that says what went wrong. Raises the error for a program."""
    if not is_for_a_person(request):
        raise error
    return RedirectResponse(f"{page}?problem={error.code}", 303)


def redirect_uri(request: Request, provider: str) -> str:
    """Where the provider sends the browser back to: the same address for the whole installation, where it has one."""
    base = request.app.state.services.public_url or str(request.base_url)
    return f"{base.rstrip('/')}{PATH}/{provider}/callback"


@router.get("/auth/providers", response_model=PageOut[ProviderOut])
async def list_providers(services: TheServices) -> dict[str, Any]:
    """The accounts elsewhere by which people sign in here."""
    return {"items": services.identity_providers.list(), "next_cursor": None}


@router.get("/auth/{provider}/start", status_code=303, response_class=RedirectResponse, dependencies=[Depends(limit_links)])
async def start(
    request: Request,
    services: TheServices,
    provider: str,
    return_to: Annotated[str, Query(description="The page of the app to go on with; only a path.")] = HOME,
) -> Response:
    """Sends the browser to a provider; it comes back to `/auth/{provider}/callback`. Open it as a page."""
    try:
        begun = await begin.begin_sign_in(services, provider, redirect_uri(request, provider), return_to)
    except OrchestratorError as error:
        return show_failure(request, error, "/sign-in")
    response = RedirectResponse(begun.url, 303)
    _remember(request, response, begun)
    return response


@router.get("/auth/newcomer", response_model=NewcomerOut, dependencies=[Depends(limit_links)])
async def show_newcomer(services: TheServices, orchestrator_newcomer: Annotated[str, Cookie()] = "") -> dict[str, object]:
    """Whom a provider vouched for in this browser, before they have an account here."""
    identity = (await joining.show_newcomer(services, orchestrator_newcomer)).identity
    suggested = suggest_handle(identity.nickname or identity.name or identity.email.partition("@")[0])
    return asdict(identity) | {"display_name": identity.name, "handle": suggested}


@router.post("/auth/newcomer", status_code=201, response_model=JoinedOut, dependencies=[Depends(limit_sign_ups)])
async def join(
    request: Request,
    response: Response,
    services: TheServices,
    body: NewcomerIn,
    orchestrator_newcomer: Annotated[str, Cookie()] = "",
    accept_language: Annotated[str, Header()] = "",
) -> dict[str, object]:
    """Makes an account for whom a provider vouched for in this browser, and signs in. It has no password until one is set."""
    chosen = joining.Chosen(body.handle, body.display_name, body.email)
    origin = Origin(read_accepted(accept_language), body.time_zone)
    joined = await joining.join(services, orchestrator_newcomer, chosen, origin, place_of(request))
    response.delete_cookie(NEWCOMER_COOKIE, path=PATH)
    if joined.signed_in is not None:
        set_session(request, response, joined.signed_in)
    return {"is_pending": joined.user.is_pending, "email": joined.user.email, "return_to": joined.return_to}


@router.get("/me/identities", response_model=PageOut[IdentityOut])
async def list_identities(caller: TheCaller) -> dict[str, Any]:
    """The accounts elsewhere that sign in to yours."""
    return {"items": await linked.list_identities(caller.services, caller.person.user_id), "next_cursor": None}


@router.post("/me/identities", status_code=201, response_model=BegunOut, dependencies=[Depends(limit_links)])
async def begin_linking(request: Request, caller: TheCaller, body: IdentityIn, response: Response) -> begin.Begun:
    """Begins to link an account elsewhere, which will sign in to yours. Open `url` in the same browser. An API token cannot do this."""
    uri = redirect_uri(request, body.provider)
    begun = await begin.begin_linking(caller.services, caller.person, body.password.get_secret_value(), body.provider, uri, body.return_to)
    _remember(request, response, begun)
    return begun


@router.delete("/me/identities/{identity_id}", status_code=204)
async def unlink(caller: TheCaller, identity_id: UUID) -> None:
    """Ends that an account elsewhere signs in to yours. The last way to sign in cannot be removed. An API token cannot do this."""
    await linked.unlink(caller.services, caller.person, identity_id)


def _remember(request: Request, response: Response, begun: begin.Begun) -> None:
    response.set_cookie(
        attempt_cookie(begun.state), begun.browser, max_age=ATTEMPT_S, path=PATH, httponly=True, samesite="lax", secure=is_secure(request)
    )
