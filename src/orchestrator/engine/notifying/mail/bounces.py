"""Reading the mailbox of MAIL_FROM: mails that another server sent back hours later."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.notifying.mail.bounces import DeliveryReport, Fate, ReportedRecipient, read_fate, read_mail_id
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.incoming_mail import IncomingMailbox, NewMail

TASK = "read_bounces"

BATCH_READINGS = 10
"""Batches of messages that one run reads; the next run goes on."""
LONGEST_REASON = 400
SAID = {
    Fate.refused: "A mail to this address came back",
    Fate.rejected: "This mail came back",
    Fate.given_up: "This mail could not be delivered for so long that it came back",
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What one run found in the mailbox."""

    messages: int
    """All that were new, >= 0."""
    reports: int
    """Those of them that were delivery status notifications."""
    bounced: int
    """Mails of ours that came back."""


async def read_bounces(services: Services) -> ReadMail:
    """Reads what is new in the mailbox, as far as one run reads; nothing where there is none.

    Everything but delivery status notifications is left as it is. A process that dies in between reads the same messages again,
    which changes nothing more. Raises Unavailable `mailbox_unreachable`.
    """
    found, mailbox = ReadMail(0, 0, 0), services.incoming
    if mailbox is None:
        return found
    for _ in range(BATCH_READINGS):
        new, bounced = await _read_batch(services, mailbox)
        reports = sum(each.report is not None for each in new.mails)
        found = ReadMail(found.messages + len(new.mails), found.reports + reports, found.bounced + bounced)
        if new.is_all:
            break
    if found.reports:
        log.info("the mailbox had %d delivery status notifications; %d mails came back", found.reports, found.bounced)
    return found


async def _read_batch(services: Services, mailbox: IncomingMailbox) -> tuple[NewMail, int]:
    """(what was read, how many mails came back). The position is noted last: what was not marked is read again."""
    async with services.database.transaction(Scope()) as tx:
        after = await tx.mails.load_position(mailbox.name)
    new = await mailbox.fetch_new(after)
    reports = {each.uid: each.report for each in new.mails if each.report is not None}
    bounced = [await _note(services, report) for report in reports.values()]
    if reports:
        await mailbox.mark_read(new.position.validity, reports)
    if new.position != after:
        async with services.database.transaction(Scope()) as tx:
            await tx.mails.save_position(mailbox.name, new.position)
    return new, sum(bounced)


async def _note(services: Services, report: DeliveryReport) -> int:
    """The number of mails that came back by a notification. It is believed only where it names a mail that was sent, and the
    address that this mail was sent to: nobody but who got the mail knows its Message-ID."""
    ids = [found for found in map(read_mail_id, report.message_ids) if found is not None]
    recipients = [(each, fate) for each in report.recipients if (fate := read_fate(each)) is not Fate.open]
    if not recipients:
        return 0
    return sum([await _note_mail(services, mail_id, recipients) for mail_id in ids])


async def _note_mail(services: Services, mail_id: UUID, recipients: Sequence[tuple[ReportedRecipient, Fate]]) -> bool:
    async with services.database.transaction(Scope()) as tx:
        person = await tx.mails.find_sender(mail_id)
    if person is None:
        return False
    async with services.database.transaction(Scope(person)) as tx:
        mailbox = await tx.mails.load_mailbox()
        for recipient, fate in recipients:
            reason = _say(recipient, fate)
            address = await tx.mails.bounce(mail_id, recipient.addresses, reason)
            if address is None:
                continue
            if fate is Fate.refused and mailbox is not None and mailbox.address.lower() == address.lower():
                await tx.mails.mark_refused(address, reason)
            return True
    return False


def _say(recipient: ReportedRecipient, fate: Fate) -> str:
    """For the person whose mail it was."""
    return f"{SAID[fate]}: {recipient.said or recipient.status}"[:LONGEST_REASON]
