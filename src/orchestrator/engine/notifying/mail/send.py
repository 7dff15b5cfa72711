"""Sending one mail of the outbox. Its text is made here, from what is true now."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.domain.notifying.delivering import plan_retry
from orchestrator.domain.notifying.mail.digest import read_digest
from orchestrator.domain.notifying.mail.kinds import OPTIONAL, MailKind, most_an_hour
from orchestrator.domain.notifying.mail.letters import (
    Frame,
    Letter,
    write_address_changed,
    write_confirmation,
    write_digest,
    write_guest_confirmation,
    write_guest_return,
    write_invitation,
    write_new_address,
    write_news,
    write_password_reset,
    write_taken,
)
from orchestrator.domain.notifying.mail.unsubscribing import PURPOSE, Unsubscribing, sign
from orchestrator.engine.accounts.addresses.mail_links import make_link
from orchestrator.engine.accounts.teams.invitations import derive_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.mail import Mail
from orchestrator.ports.stores.notifying.mail import Mailbox, MailRow, NamedAddress
from orchestrator.ports.stores.notifying.sendings import Failure
from orchestrator.ports.stores.paging import Page

CLAIMED_FOR = timedelta(minutes=5)
"""A mail that a process was sending when it died is sent by another after so long; much longer than sending takes."""
REFUSED = "mail_refused"
OF_OTHER_ADDRESSES = frozenset({MailKind.new_address, MailKind.address_changed, MailKind.invitation})
"""Mails that go to an address which the account does not have yet, no longer has, or that is somebody else's."""


async def send_mail(services: Services, person: UUID, mail_id: UUID, now: datetime | None = None) -> None:
    """Sends a mail; nothing where it was sent, dropped or given up already, or where another process is sending it.

    A failure is stored for the person to see. Raises Unavailable where the job queue should try again soon. A mail can come
    twice only where the process dies after the mail server took it; both have the same Message-ID.
    """
    now = now or services.clock.now()
    async with services.database.transaction(Scope(person)) as tx:
        row = await tx.mails.claim(mail_id, now + CLAIMED_FOR)
        letter = await _prepare(services, tx, person, row) if row is not None else None
    if row is None or letter is None:
        return
    try:
        await services.mailer.send(Mail(row.id, row.address, letter))
    except OrchestratorError as error:
        if await _save_failure(services, person, row, error, now):
            raise
        return
    async with services.database.transaction(Scope(person)) as tx:
        await tx.mails.finish(mail_id)


async def _prepare(services: Services, tx: Transaction, person: UUID, row: MailRow) -> Letter | None:
    """What the mail says; None where it is not to be sent any more, which is noted."""
    mailbox = await tx.mails.load_mailbox()
    named = await _find_named(tx, mailbox, row) if mailbox is not None else None
    reason = _find_obstacle(mailbox, row)
    if named is not None and named.mails_lately >= most_an_hour(row.kind):
        reason = "The address got several such mails within the hour."
    letter = None
    if mailbox is not None and reason is None:
        if named is not None and named.is_taken and row.kind is not MailKind.invitation and not mailbox.guest_of:
            letter = write_taken(Frame(named.language, services.links_url.rstrip("/")), row.address)
        else:
            letter = await _write(services, tx, person, mailbox, row, named.language if named is not None else "")
    if letter is None:
        await tx.mails.drop(row.id, reason or "There was nothing left to say.")
    return letter


async def _find_named(tx: Transaction, mailbox: Mailbox, row: MailRow) -> NamedAddress | None:
    """What is known of an address that the person says is theirs and has yet to show; None for other mails."""
    is_named = row.kind in (MailKind.new_address, MailKind.invitation) or (
        row.kind is MailKind.confirmation and (mailbox.is_pending or mailbox.guest_of != "")
    )
    return await tx.mails.find_address(row.address, row.id) if is_named else None


def _find_obstacle(mailbox: Mailbox | None, row: MailRow) -> str | None:
    """Why a mail is not sent any more, for the person; None where nothing stands against it."""
    if mailbox is not None and row.kind in OF_OTHER_ADDRESSES:
        return None
    if mailbox is None or mailbox.address.lower() != row.address.lower():
        return "The account has another address now."
    if not mailbox.is_confirmed and row.kind is not MailKind.confirmation:
        return "The address is not confirmed."
    if mailbox.is_confirmed and row.kind is MailKind.confirmation:
        return "The address is confirmed."
    if mailbox.is_refused:
        return "The mail server refuses this address."
    if row.kind in mailbox.settings.unwanted:
        return "Mails of this kind are turned off."
    return None


async def _write(
    services: Services, tx: Transaction, person: UUID, mailbox: Mailbox, row: MailRow, of_reader: str
) -> Letter | None:  # fmt: skip
    """`of_reader` is the language of whoever has the address of an invitation; '' where that is not known."""
    token = sign(Unsubscribing(person, row.kind), await tx.mails.load_signing_key(PURPOSE)) if row.kind in OPTIONAL else ""
    frame = Frame(mailbox.settings.language, services.links_url.rstrip("/"), token)
    match row.kind:
        case MailKind.confirmation if mailbox.guest_of:
            return write_guest_confirmation(frame, mailbox.guest_of, row.address, await make_link(tx, row.kind, row.address))
        case MailKind.confirmation:
            handle = mailbox.handle if mailbox.is_pending else ""
            return write_confirmation(frame, row.address, await make_link(tx, row.kind, row.address), handle)
        case MailKind.password_reset:
            return write_password_reset(frame, await make_link(tx, row.kind, row.address))
        case MailKind.new_address:
            return write_new_address(frame, row.address, await make_link(tx, row.kind, row.address))
        case MailKind.address_changed:
            return write_address_changed(frame, mailbox.address, await make_link(tx, row.kind, row.address))
        case MailKind.invitation:
            return await _write_invitation(services, tx, of_reader or frame.language, row.id)
        case MailKind.answers:
            news = await tx.mails.load_news(row.id)
            return write_news(await _for_guest(tx, frame, mailbox, row), news) if news else None
        case MailKind.guest_return:
            thread = await tx.conversations.list_conversations(Page(1), None)
            return write_guest_return(await _for_guest(tx, frame, mailbox, row), mailbox.guest_of, thread[0].id) if thread else None
        case MailKind.digest:
            digest = read_digest(await tx.mails.list_waiting_groups())
            return write_digest(frame, digest) if digest else None
        case _:
            assert_never(row.kind)


async def _for_guest(tx: Transaction, frame: Frame, mailbox: Mailbox, row: MailRow) -> Frame:
    """The frame whose links open a guest's conversation in any browser; unchanged for people with an account."""
    return replace(frame, guest_secret=await make_link(tx, MailKind.guest_return, row.address)) if mailbox.guest_of else frame


async def _write_invitation(services: Services, tx: Transaction, language: str, mail_id: UUID) -> Letter | None:
    """None where the invitation no longer stands."""
    told = await tx.teams.load_invitation_mail(mail_id)
    if told is None:
        return None
    secret = await derive_secret(tx, told.id)
    return write_invitation(
        Frame(language, services.links_url.rstrip("/")), told.agent, told.invited_by, told.role is TeamRole.owner, secret
    )


async def _save_failure(services: Services, person: UUID, row: MailRow, error: OrchestratorError, now: datetime) -> bool:
    """Stores the failure; returns whether the job queue should try again soon. An address that was refused gets no more
    mail until the person says that it works again."""
    retry = plan_retry(row.attempts + 1, row.created_at, now)
    is_final = retry.is_final or error.kind is not Kind.unavailable
    async with services.database.transaction(Scope(person)) as tx:
        await tx.mails.fail(row.id, Failure(error.detail, is_final, retry.at))
        if error.code == REFUSED:
            await tx.mails.mark_refused(row.address, error.detail)
    return retry.at_once and not is_final
