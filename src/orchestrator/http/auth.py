"""Who is asking: a bearer token or a session cookie. Cookie requests that change anything carry the CSRF header."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from orchestrator.domain.errors import Forbidden, Unauthenticated
from orchestrator.engine.accounts import identify
from orchestrator.engine.world import World
from orchestrator.ports.records import Person

SESSION_COOKIE = "orchestrator_session"
CSRF_COOKIE = "orchestrator_csrf"
CSRF_HEADER = "X-CSRF-Token"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def the_world(request: Request) -> World:
    world: World = request.app.state.world
    return world


async def the_person(request: Request) -> Person:
    """Raises Unauthenticated `not_signed_in`, Forbidden `csrf_missing`."""
    secret = _secret(request)
    return await identify(the_world(request), secret)


def csrf_token(secret: str) -> str:
    """Derived from the session, so that nothing more is stored; another site can send the cookie, not this."""
    return hashlib.sha256(f"csrf:{secret}".encode()).hexdigest()[:32]


def _secret(request: Request) -> str:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if bearer and scheme.lower() == "bearer":
        return bearer.strip()
    cookie = request.cookies.get(SESSION_COOKIE)
    if not cookie:
        raise Unauthenticated("not_signed_in", "Sign in first, or send `Authorization: Bearer` with a token.")
    sent = request.headers.get(CSRF_HEADER, "")
    if request.method not in READING and not hmac.compare_digest(sent.encode(), csrf_token(cookie).encode()):
        raise Forbidden("csrf_missing", f"Send {CSRF_HEADER} with the value of the {CSRF_COOKIE} cookie.")
    return cookie


TheWorld = Annotated[World, Depends(the_world)]
ThePerson = Annotated[Person, Depends(the_person)]


@dataclass(frozen=True, slots=True)
class Caller:
    world: World
    person: Person


async def the_caller(world: TheWorld, person: ThePerson) -> Caller:
    return Caller(world, person)


TheCaller = Annotated[Caller, Depends(the_caller)]
