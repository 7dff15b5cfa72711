"""What came in and is not answered: mails that came back, and those of somebody to whom much was said within an hour."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.channels.events import InboundEvent, SetAside
from orchestrator.domain.channels.kinds import ABILITIES
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.channels.managing import no_such_channel
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.channels import AsideRecord, FoundChannel

TEAMS_SHARE = 3
"""How many times as much is said to somebody of the team: drafts are shown before they are sent."""
MOST = 50
CAME_BACK = "A message to this address came back: {reason}"


async def list_aside(services: Services, person: UUID, avee_id: UUID, channel_id: UUID) -> list[AsideRecord]:
    """The newest ones, for the owner. Raises NotFound `avee_not_found` or `channel_not_found`, Forbidden `role_too_low`."""
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.owner)
        if channel_id not in {each.id for each in await tx.channels.list_channels(avee_id)}:
            raise no_such_channel()
        return await tx.channels.list_aside(avee_id, channel_id, MOST)


async def note_return(services: Services, found: FoundChannel, event: InboundEvent) -> None:
    """A message of ours came back: nothing more is sent to its address until somebody writes from there. It is believed only about a
    message that went to this very address; whoever got it alone knows its id."""
    reason = CAME_BACK.format(reason=event.text or "no reason was given")
    async with services.database.transaction(Scope(found.owner_id)) as tx:
        is_ours = await tx.channels.refuse(found.avee_id, found.id, event.reply_to, event.sender, reason)
        await tx.channels.set_aside(found.avee_id, found.id, event.id, SetAside.returned if is_ours else SetAside.machine)


async def is_too_much(services: Services, found: FoundChannel, person_id: UUID, event: InboundEvent, *, is_of_team: bool) -> bool:
    """Whether so much was said to the person within the last hour that nothing more is: two machines that answer each other end here. The
    event is then set aside."""
    most = ABILITIES[found.kind].answers_per_hour
    if most is None:
        return False
    async with services.database.transaction(Scope(found.owner_id)) as tx:
        if await tx.channels.count_said(found.avee_id, person_id) < most * (TEAMS_SHARE if is_of_team else 1):
            return False
        await tx.channels.set_aside(found.avee_id, found.id, event.id, SetAside.too_many)
        return True
