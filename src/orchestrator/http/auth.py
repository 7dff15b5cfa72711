"""Authentication by bearer token or session cookie.

Requests with the cookie need the CSRF header unless they only read.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from orchestrator.domain.errors import Forbidden, Unauthenticated
from orchestrator.engine.accounts.signing_in.sessions import identify
from orchestrator.engine.services import Services
from orchestrator.http.edge.proxies import read_address
from orchestrator.http.scopes import READING, require_scope
from orchestrator.ports.database import ORIGIN
from orchestrator.ports.stores.accounts import Person

SESSION_COOKIE = "orchestrator_session"
CSRF_COOKIE = "orchestrator_csrf"
DEVICE_COOKIE = "orchestrator_device_"
"""Its beginning; a part of the account's id follows, as a browser may be known to several accounts."""
CSRF_HEADER = "X-CSRF-Token"


def services_of(request: Request) -> Services:
    """The services of the application that handles the request."""
    services: Services = request.app.state.services
    return services


def csrf_token(secret: str) -> str:
    """The CSRF token of a session, derived from its secret so that it need not be stored.

    Another site can make a browser send the cookie, but it cannot know this token.
    """
    return hashlib.sha256(f"csrf:{secret}".encode()).hexdigest()[:32]


def _secret(request: Request) -> str:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if bearer and scheme.lower() == "bearer":
        return bearer.strip()
    cookie = request.cookies.get(SESSION_COOKIE)
    if not cookie:
        raise Unauthenticated("not_signed_in", "Sign in first, or send `Authorization: Bearer` with a token.")
    if request.method not in READING:
        require_csrf(request, cookie)
    return cookie


def require_csrf(request: Request, secret: str) -> None:
    """Requires the CSRF header that belongs to the session in the cookie. Raises Forbidden `csrf_missing`."""
    sent = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(sent.encode(), csrf_token(secret).encode()):
        raise Forbidden("csrf_missing", f"Send {CSRF_HEADER} with the value of the {CSRF_COOKIE} cookie.")


# All dependencies are coroutines: FastAPI would run a plain function in a thread, which costs every request time.
async def the_services(request: Request) -> Services:
    return services_of(request)


TheServices = Annotated[Services, Depends(the_services)]


@dataclass(frozen=True, slots=True)
class Caller:
    """The authenticated person of a request, with the services."""

    services: Services
    person: Person


async def the_caller(request: Request) -> Caller:
    """Authenticates a request. Raises Unauthenticated `not_signed_in`, Forbidden `csrf_missing` or `scope_too_small`."""
    services = services_of(request)
    person = await identify(services, _secret(request))
    require_scope(request, person)
    note_origin(request, person.kind)
    return Caller(services, person)


def note_origin(request: Request, kind: str) -> None:
    """Tells the logs of changes how the request was made, with the network that it came from rather than the address."""
    address = read_address(request.client.host) if request.client else None
    shortened = ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False) if address else ""
    ORIGIN.set(f"{kind} {shortened}")


TheCaller = Annotated[Caller, Depends(the_caller)]
