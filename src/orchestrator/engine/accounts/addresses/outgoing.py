"""Adding a mail to the outbox, in the transaction of what it is about, with the job that sends it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from orchestrator.domain.errors import Limited
from orchestrator.domain.notifying.mail.kinds import MailKind, Sent, free_from
from orchestrator.ports.database import Transaction
from orchestrator.ports.identifiers import new_id

SEND_TASK = "send_mail"

LOST_AFTER = timedelta(minutes=15)
"""A job that has not run for so long counts as lost; a periodic job adds another."""


def require_free(kind: MailKind, lately: tuple[Sent, ...], now: datetime, detail: str) -> None:
    """Raises Limited `too_many_mails` with `retry_after_s` where the mails of the last hour leave no room for one of this kind."""
    wait_s = (free_from(kind, lately, now) - now).total_seconds()
    if wait_s > 0:
        raise Limited("too_many_mails", detail, retry_after_s=int(wait_s) + 1)


async def add_mail(
    tx: Transaction, person: UUID, kind: MailKind, address: str, now: datetime, digest_on: date | None = None
) -> UUID | None:
    """The new mail's id; None where that day has its summary already. The transaction must be the person's own."""
    mail_id = new_id()
    if not await tx.mails.insert(mail_id, kind, address, now + LOST_AFTER, digest_on):
        return None
    await tx.jobs.enqueue(SEND_TASK, person=str(person), mail_id=str(mail_id))
    return mail_id
