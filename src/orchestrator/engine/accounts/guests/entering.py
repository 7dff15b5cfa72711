"""A visitor without an account asks an agent: they become its guest, or are the guest again that their browser was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestrator.domain.errors import Forbidden, NotFound, Unauthenticated
from orchestrator.engine.accounts.agents.avees import show_public
from orchestrator.engine.accounts.signing_in.sessions import begin_session, identify
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.guests import Admission

GUEST_DAYS = 365
"""How long a guest's session lasts at most; a guest who is not seen is forgotten long before."""


@dataclass(frozen=True, slots=True)
class GuestSession:
    """A session of a guest."""

    agent: PublicAvee
    secret: str
    """Shown once. It authenticates its holder as the guest."""
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Visitor:
    """The browser of somebody who asks, and in which language and time zone."""

    browser: str = ""
    """What the browser says it is, as it says it."""
    language: str = "en"
    """ISO 639-1 code of a language in which mails are written."""
    secrets: Sequence[str] = ()
    """Secrets of guests that the browser was before."""


async def enter(services: Services, handle: str, visitor: Visitor) -> GuestSession:
    """A session of a guest of the agent: of the guest that the browser was there before, or of a new one.

    Raises NotFound `avee_not_found`, Forbidden `guests_not_allowed`.
    """
    agent = await show_public(services, handle)
    expires_at = services.clock.now() + timedelta(days=GUEST_DAYS)
    for secret in visitor.secrets:
        if await _is_of(services, secret, agent):
            return GuestSession(agent, secret, expires_at)
    guest_id = new_id()
    async with services.database.transaction(Scope(guest_id)) as tx:
        admission = await tx.guests.add_guest(handle)
        if admission is Admission.unknown:
            raise NotFound("avee_not_found", "There is no agent with this handle.")
        if admission is Admission.closed:
            raise Forbidden("guests_not_allowed", f"{agent.display_name} answers only people with an account. Sign in, or create one.")
        await tx.mails.set_origin(visitor.language, "UTC")
        return GuestSession(agent, await begin_session(tx, guest_id, expires_at, visitor.browser), expires_at)


async def _is_of(services: Services, secret: str, agent: PublicAvee) -> bool:
    try:
        return (await identify(services, secret)).guest_of == agent.id
    except Unauthenticated:
        return False
