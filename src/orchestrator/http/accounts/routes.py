"""Accounts, sessions, API tokens, public profiles and the demo."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response

from orchestrator.domain.notifying.mail.phrases import read_accepted
from orchestrator.engine.accounts import profile
from orchestrator.engine.accounts.addresses import sign_up as sign_up_use
from orchestrator.engine.accounts.guests import upgrading
from orchestrator.engine.accounts.signing_in import passwords, sessions, tokens
from orchestrator.engine.accounts.signing_in.password_tries import is_known_place
from orchestrator.engine.accounts.signing_in.passwords import require_session
from orchestrator.http.accounts.schemas import (
    AccountIn,
    AccountOut,
    DemoOut,
    MeChange,
    NewTokenOut,
    PasswordIn,
    ProfileOut,
    SessionIn,
    SessionOut,
    TokenIn,
    TokenOut,
    UserOut,
)
from orchestrator.http.accounts.session_cookies import place_of, set_session
from orchestrator.http.auth import CSRF_COOKIE, SESSION_COOKIE, TheCaller, TheServices, note_origin, require_csrf
from orchestrator.http.preconditions import TheIfMatch, expected_version, require_same_id, show_etag
from orchestrator.http.rates import TheRates, limit_sign_ins, limit_sign_ups
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.accounts import ApiToken, Profile, User, UserChange

router = APIRouter(tags=["accounts"])


@router.post("/accounts", status_code=201, response_model=AccountOut, dependencies=[Depends(limit_sign_ups)])
async def sign_up(services: TheServices, body: AccountIn, accept_language: Annotated[str, Header()] = "") -> User:
    """Creates an account. A mail in the language of Accept-Language asks whether the address is yours.

    Sign in afterwards; where `is_pending` is true, only after the link in the mail was opened. The answer then says nothing
    of whether the address has an account: its owner gets a mail about that instead.
    """
    origin = sign_up_use.Origin(read_accepted(accept_language), body.time_zone)
    return await sign_up_use.sign_up(services, body.email, body.password.get_secret_value(), body.handle, body.display_name, origin)


@router.post("/sessions", status_code=201, response_model=SessionOut)
async def sign_in(services: TheServices, rates: TheRates, body: SessionIn, request: Request, response: Response) -> dict[str, object]:
    """Starts a session: its secret is in the response and in a cookie.

    Wrong passwords are counted by account and address together, and in a day by account. A browser in which the account
    was signed in to before (the cookie `orchestrator_device_…`) is counted by itself, so that nobody else locks it out.
    With `takes_guest`, the account gets what the browser's guest asked; this needs the X-CSRF-Token of the guest's session.
    """
    place, guest = place_of(request), request.cookies.get(SESSION_COOKIE) if body.takes_guest else None
    if guest is not None:
        require_csrf(request, guest)
    note_origin(request, "session")
    if not await is_known_place(services, body.email, place):
        await limit_sign_ins(request, rates)
    signed_in = await sessions.sign_in(services, body.email, body.password.get_secret_value(), place)
    has_taken = guest is not None and await upgrading.take_along(services, signed_in.user_id, guest)
    csrf = set_session(request, response, signed_in)
    return {"token": signed_in.secret, "csrf_token": csrf, "expires_at": signed_in.expires_at, "has_taken_guest": has_taken}


@router.delete("/sessions/current", status_code=204)
async def sign_out(caller: TheCaller, response: Response) -> None:
    """Ends the current session."""
    await sessions.sign_out(caller.services, caller.person)
    response.delete_cookie(SESSION_COOKIE)
    response.delete_cookie(CSRF_COOKIE)


@router.get("/me", response_model=UserOut)
async def who_am_i(caller: TheCaller, response: Response) -> User:
    """The account of the signed-in person."""
    me = await profile.who_am_i(caller.services, caller.person.user_id)
    show_etag(response, me.version)
    return me


@router.patch("/me", response_model=UserOut)
async def change_me(caller: TheCaller, body: MeChange, response: Response, if_match: TheIfMatch) -> User:
    """Changes the fields that are sent. 412 where a newer version exists.

    A handle that you give up leads to you for a year, and is nobody else's meanwhile; it can be changed three times in 30 days.
    """
    require_same_id("id", body.id, caller.person.user_id)
    expected = expected_version(if_match, body.version)
    me = await profile.change_me(caller.services, caller.person.user_id, UserChange(body.display_name, body.handle), expected)
    show_etag(response, me.version)
    return me


@router.put("/me/password", status_code=204)
async def change_password(caller: TheCaller, body: PasswordIn) -> None:
    """Changes the password; the current one is needed. Every other session ends, API tokens stay valid.

    Wrong passwords are limited in each session by itself.
    """
    await passwords.change_password(caller.services, caller.person, body.current.get_secret_value(), body.password.get_secret_value())


@router.get("/users/{handle}", response_model=ProfileOut)
async def show_profile(caller: TheCaller, handle: str) -> Profile:
    """The public profile of a person. Their id is needed to make them a member. 308 where they have another handle now."""
    return await profile.show_profile(caller.services, handle)


@router.get("/demo", response_model=DemoOut)
async def show_demo(request: Request) -> DemoOut:
    """The people of the demo and their password. Without the demo, the list is empty."""
    demo: DemoOut = request.app.state.demo
    return demo


@router.post("/tokens", status_code=201, response_model=NewTokenOut)
async def create_token(caller: TheCaller, body: TokenIn) -> dict[str, object]:
    """Creates an API token. Its secret is shown only in this response. A token cannot make tokens."""
    require_session(caller.person)
    new = await tokens.create_token(caller.services, caller.person.user_id, body.name, body.scope, body.expires_in_days)
    return asdict(new.token) | {"token": new.secret}


@router.get("/tokens", response_model=PageOut[TokenOut])
async def list_tokens(caller: TheCaller) -> dict[str, list[ApiToken] | None]:
    """The API tokens of the signed-in person, without their secrets."""
    return {"items": await tokens.list_tokens(caller.services, caller.person.user_id), "next_cursor": None}


@router.delete("/tokens/{token_id}", status_code=204)
async def delete_token(caller: TheCaller, token_id: UUID) -> None:
    """Makes an API token invalid, and ends the event streams that it opened."""
    await tokens.delete_token(caller.services, caller.person.user_id, token_id)
