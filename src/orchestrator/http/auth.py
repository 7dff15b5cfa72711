"""Who is asking: a bearer token or a session cookie. Cookie requests that change anything carry the CSRF header."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from orchestrator.domain.errors import Forbidden, Unauthenticated
from orchestrator.engine.accounts.sessions import identify
from orchestrator.engine.services import Services
from orchestrator.ports.stores.accounts import Person

SESSION_COOKIE = "orchestrator_session"
CSRF_COOKIE = "orchestrator_csrf"
CSRF_HEADER = "X-CSRF-Token"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


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


# Dependencies are coroutines throughout: others are called in a thread, which costs each request a way there and back.
async def the_world(request: Request) -> Services:
    return services_of(request)


TheWorld = Annotated[Services, Depends(the_world)]


@dataclass(frozen=True, slots=True)
class Caller:
    services: Services
    person: Person


async def the_caller(request: Request) -> Caller:
    """Raises Unauthenticated `not_signed_in`, Forbidden `csrf_missing`."""
    services = services_of(request)
    return Caller(services, await identify(services, _secret(request)))


TheCaller = Annotated[Caller, Depends(the_caller)]
