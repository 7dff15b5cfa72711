"""Erasing a person with everything that is theirs, in one transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from orchestrator.domain.errors import Conflict, Kind, OrchestratorError, Unauthenticated, Unavailable
from orchestrator.domain.notifying.mail.letters import write_erased
from orchestrator.engine.accounts.signing_in.passwords import require_proof
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.mail import Mail
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.rights import Erased

LAST_MAIL_TASK = "send_last_mail"
FORGET_TASK = "forget_mails"
TRIES = 3
STATEMENT_S = 300.0
"""A large account takes a while: everything goes in one statement, or nothing."""
LAST_MAIL_FOR = timedelta(hours=3)
"""The job of the last mail holds the address, so it gives up after so long."""


async def erase_me(services: Services, person: Person, password: str, agents: Collection[UUID]) -> None:
    """Erases the account, and the agents that are named; a person must name all that they own.

    Raises Conflict `agents_remain` with `agents`, Unauthenticated `not_signed_in`, Unavailable `erasing_collided`, and as
    `require_proof`.
    """
    await require_proof(services, person, password)
    for rest in reversed(range(TRIES)):
        try:
            return await _erase(services, person.user_id, agents)
        except Unavailable as error:
            if error.code != "erasing_collided" or rest == 0:
                raise


async def _erase(services: Services, person: UUID, agents: Collection[UUID]) -> None:
    async with services.database.transaction(Scope(person), STATEMENT_S) as tx:
        erased = await tx.rights.erase_me(agents)
        if erased is None:
            raise Unauthenticated("not_signed_in", "This account was deleted.")
        if erased.remaining:
            raise Conflict(
                "agents_remain", "Say of each agent that you own that it is deleted too.",
                agents=[{"id": str(each.id), "handle": each.handle, "display_name": each.display_name} for each in erased.remaining],
            )  # fmt: skip
        await _enqueue_rest(services, tx, erased)


async def _enqueue_rest(services: Services, tx: Transaction, erased: Erased) -> None:
    """What lies outside the database. Without a mail server only the operator would read a last mail, so none is written."""
    if erased.mails:
        await tx.jobs.enqueue(FORGET_TASK, mails=",".join(each.hex for each in erased.mails))
    if erased.address is not None and services.confirms_sign_ups:
        until = services.clock.now() + LAST_MAIL_FOR
        await tx.jobs.enqueue(
            LAST_MAIL_TASK, mail_id=str(new_id()), address=erased.address, language=erased.language, until=until.isoformat()
        )


async def send_last_mail(services: Services, mail_id: UUID, address: str, language: str, until: datetime) -> None:
    """Tells an address that its account is erased. Raises Unavailable where another try may help; the job ends with `until`."""
    if services.clock.now() > until:
        return
    try:
        await services.mailer.send(Mail(mail_id, address, write_erased(language)))
    except OrchestratorError as error:
        # A job that fails for good would be kept, with the address.
        if error.kind is Kind.unavailable:
            raise


async def forget_mails(services: Services, mails: Collection[UUID]) -> None:
    """Deletes files of mails. Raises Unavailable where another try may help."""
    await services.mailer.forget(mails)
