"""Signing up: creating an account."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.accounts.handles import check_handle
from orchestrator.domain.errors import Conflict, Invalid
from orchestrator.domain.names import check_name
from orchestrator.domain.notifying.mail.kinds import MailKind
from orchestrator.domain.time_zones import is_time_zone
from orchestrator.engine.accounts.addresses.outgoing import add_mail
from orchestrator.engine.accounts.signing_in.passwords import hash_checked
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.identities import ExternalIdentity
from orchestrator.ports.stores.accounts import NewUser, User


@dataclass(frozen=True, slots=True)
class Origin:
    """What the browser of somebody who signs up asks for."""

    language: str = "en"
    """ISO 639-1 code of a language in which mails are written."""
    time_zone: str = "UTC"
    """An IANA name."""


class Address(StrEnum):
    """What is known of the address of a new account."""

    asked = "asked"
    """It is asked by mail whether it is the person's own."""
    confirmed = "confirmed"
    awaited = "awaited"
    """The account waits until the link that is mailed there is opened. Nobody is told whether there is an account with it."""
    unreachable = "unreachable"
    """No mail goes there, not even that question."""


async def sign_up(
    services: Services,
    email: str,
    password: str | None,
    handle: str,
    display_name: str,
    origin: Origin | None = None,
    address: Address | None = None,
    identity: ExternalIdentity | None = None,
    guest_session: UUID | None = None,
) -> User:
    """Creates an account; it does not sign in. Unless `address` says otherwise, a mail asks whether it is the person's own.

    Where sign-ups are confirmed, the account is pending whether the address has one already or not: the same rows are
    written, so neither the result nor its time tells. Which mail goes out is found when it is sent. Without a password, `identity`
    signs in to the account. With `guest_session`, the account takes over the threads of the guest with this session: at once, or
    when it is confirmed.
    Raises Invalid (`invalid_handle`, `weak_password`, `invalid_time_zone`, ...) and Conflict (`handle_taken`, and
    `email_taken` unless it is pending, `identity_taken`, `not_a_guest`).
    """
    address = address or (Address.awaited if services.confirms_sign_ups else Address.asked)
    origin = origin or Origin()
    check_handle(handle, services.reserved_handles)
    if not is_time_zone(origin.time_zone):
        raise Invalid(
            "invalid_time_zone", f"{origin.time_zone[:50]!r} is not a time zone; use a name such as Europe/Oslo.", field="time_zone"
        )
    name = check_name("display_name", display_name)
    hashed = await hash_checked(services, password) if password is not None else None
    user_id = new_id()
    async with services.database.transaction(Scope(user_id)) as tx:
        new = NewUser(user_id, email, handle, name, hashed, address is Address.awaited)
        user = await tx.accounts.insert_user(new)
        if identity is not None:
            await tx.identities.insert(identity)
        await tx.mails.set_origin(origin.language, origin.time_zone)
        if guest_session is not None:
            await _take_over(tx, guest_session, user)
        if address is Address.confirmed:
            await tx.accounts.confirm_email(email)
        elif address is not Address.unreachable:
            await add_mail(tx, user_id, MailKind.confirmation, user.email, services.clock.now())
        return user


async def _take_over(tx: Transaction, guest_session: UUID, user: User) -> None:
    if user.is_pending:
        await tx.guests.promise_guest(guest_session)
    elif not await tx.guests.take_guest(guest_session):
        raise Conflict("not_a_guest", "You have an account already; sign in to it.")
