"""Somebody whom the site of an agent's creator signed asks that agent: on every device the same person, and there alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestrator.domain.accounts.handles import HANDLE
from orchestrator.domain.errors import Conflict, Unauthenticated
from orchestrator.domain.names import clean_name
from orchestrator.engine.accounts.agents.avees import show_public
from orchestrator.engine.accounts.signing_in.sessions import begin_session
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.identities import SignedIdentity
from orchestrator.ports.stores.accounts import PublicAvee

SESSION_HOURS = 12
"""How long a session lasts; the site signs anew for the next one."""
NAME_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class SignedSession:
    """A session of somebody whom a site signed."""

    secret: str
    """Shown once."""
    expires_at: datetime


async def enter_signed(services: Services, handle: str, token: str, browser: str) -> SignedSession:
    """A session of the person whom the token names. `browser` is what the browser says it is.

    Raises NotFound `avee_not_found`, Conflict `identity_key_missing`, Unauthenticated `identity_refused` with `reason`.
    """
    agent = await show_public(services, handle)
    async with services.database.transaction(Scope()) as tx:
        key = await tx.embedding.find_key(agent.id)
    if key is None:
        raise Conflict("identity_key_missing", "This agent has no key for its creator's site, so nobody can be signed in from there.")
    now = services.clock.now()
    identity = services.signed_identities.read(token, key, now)
    expires_at = now + timedelta(hours=SESSION_HOURS)
    async with services.database.transaction(Scope(new_id())) as tx:
        await _require_audience(tx, agent, identity.audiences)
        person = await tx.embedding.admit(agent.id, key, _with_plain_name(identity))
        if person is None:
            raise Unauthenticated("identity_refused", "The agent has another key by now; the site must sign with that.", reason="signature")
        return SignedSession(await begin_session(tx, person, expires_at, browser), expires_at)


async def _require_audience(tx: Transaction, agent: PublicAvee, named: Sequence[str]) -> None:
    """A handle that the agent gave up still means it."""
    for handle in named:
        if handle == agent.handle or (HANDLE.fullmatch(handle) and await tx.avees.find_moved(handle) == agent.handle):
            return
    raise Unauthenticated(
        "identity_refused",
        f"The site's signature of who you are was refused: aud must be {agent.handle}, this agent's handle.",
        reason="aud",
    )


def _with_plain_name(identity: SignedIdentity) -> SignedIdentity:
    return SignedIdentity(
        identity.subject, identity.audiences, clean_name(identity.name, NAME_CHARACTERS), identity.email, identity.tier, identity.layer
    )
