"""Invitations into an agent's team. One as owner hands the agent over."""

import base64
import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Conflict, Limited, NotFound
from orchestrator.domain.notifying.mail.kinds import MailKind
from orchestrator.engine.accounts.addresses.outgoing import add_mail
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.accounts.room import require_room
from orchestrator.engine.accounts.signing_in.passwords import require_proof, require_session
from orchestrator.engine.accounts.signing_in.secrets import hash_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import Counted, Person
from orchestrator.ports.stores.teams import FoundInvitation, Invitation, NewInvitation

LIFETIME = timedelta(days=7)
MOST_AN_HOUR = 20
"""Invitations of one person; an address gets fewer, see `most_an_hour`."""
MOST_TEAMMATES = 100
PURPOSE = "invitation"
"""The purpose of the key that the secrets of invitations are derived from."""


async def invite(services: Services, person: Person, avee_id: UUID, email: str, role: TeamRole, password: str | None) -> Invitation:
    """Mails a link by which whoever opens it, signed in, gets the role in the team; it replaces an open one for the address.

    The mail says nothing of whether somebody has an account, and neither does the answer. To hand the agent over (`owner`), the
    password or a new sign-in is needed. Raises NotFound `avee_not_found`, Forbidden `role_too_low` or `session_required`, Limited
    `too_many_invitations`, Conflict `team_full`, and as `require_proof`.
    """
    require_session(person)
    if role is TeamRole.owner:
        await require_proof(services, person, password or "")
    now = services.clock.now()
    async with services.database.transaction(Scope(person.user_id)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if await tx.teams.count_invited() >= MOST_AN_HOUR:
            raise Limited("too_many_invitations", f"You sent {MOST_AN_HOUR} invitations within the hour.", retry_after_s=3600)
        waiting = await tx.teams.list_invitations(avee_id)
        if len(await tx.teams.list_team(avee_id)) + len(waiting) >= MOST_TEAMMATES:
            raise Conflict("team_full", f"A team has room for {MOST_TEAMMATES} people, invited ones included.", limit=MOST_TEAMMATES)
        invitation_id = new_id()
        mail_id = await add_mail(tx, person.user_id, MailKind.invitation, email, now)
        assert mail_id is not None  # only summaries are added once a day
        secret = await derive_secret(tx, invitation_id)
        await tx.teams.insert_invitation(avee_id, NewInvitation(invitation_id, email, role, hash_secret(secret), mail_id, now + LIFETIME))
        return next(each for each in await tx.teams.list_invitations(avee_id) if each.id == invitation_id)


async def list_invitations(services: Services, person: UUID, avee_id: UUID) -> list[Invitation]:
    """Open ones. Raises NotFound `avee_not_found`, Forbidden `role_too_low`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        return await tx.teams.list_invitations(avee_id)


async def withdraw_invitation(services: Services, person: UUID, avee_id: UUID, invitation_id: UUID) -> None:
    """Its link no longer works. Raises NotFound `avee_not_found` or `invitation_not_found`, Forbidden `role_too_low`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if not await tx.teams.delete_invitation(avee_id, invitation_id):
            raise NotFound("invitation_not_found", "There is no such open invitation.")


async def show_invitation(services: Services, secret: str) -> FoundInvitation:
    """What an invitation is for; nobody needs to be signed in.

    Raises NotFound `link_unknown`, Conflict `link_used` or `link_expired`.
    """
    async with services.database.transaction(Scope()) as tx:
        found = await tx.teams.find_invitation(hash_secret(secret))
    if found is None:
        raise NotFound("link_unknown", "This invitation is not known here; perhaps it was withdrawn, or the link was not copied whole.")
    if found.is_used:
        raise _used()
    if found.is_expired:
        raise Conflict("link_expired", "This invitation has expired. Ask for a new one.")
    return found


async def accept(services: Services, person: Person, secret: str) -> FoundInvitation:
    """Takes the person into the team with the invitation's role, or makes them the owner and the earlier owner an editor.

    Raises as `show_invitation`, Conflict `own_team` for the owner's own invitation, `too_many_agents` where a new owner has
    no room for one more, Forbidden `session_required`.
    """
    require_session(person)
    found = await show_invitation(services, secret)
    async with services.database.transaction(Scope(person.user_id)) as tx:
        if found.role is TeamRole.owner:
            await require_room(tx, Counted.agents, services.person_limits.agents)
        if await tx.teams.accept_invitation(hash_secret(secret)) is None:
            avee = await tx.avees.load_avee(found.avee_id)
            if avee is not None and avee.role is TeamRole.owner:
                raise Conflict("own_team", "This is your own agent. Forward the link to the person whom you want to invite.")
            raise _used()
    return found


async def derive_secret(tx: Transaction, invitation_id: UUID) -> str:
    """The secret of an invitation's link, the same each time: a mail that is sent twice, as a process died in between, has one
    link. Only its hash is stored."""
    key = await tx.mails.load_signing_key(PURPOSE)
    mac = hmac.digest(key, b"invitation:" + invitation_id.bytes, hashlib.sha256)
    return f"orc_inv_{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def _used() -> Conflict:
    return Conflict("link_used", "This invitation was accepted already, and each works once. Ask for a new one if you need it.")
