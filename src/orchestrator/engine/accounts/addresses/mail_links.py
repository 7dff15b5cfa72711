"""Links that are sent by mail and work once: making and reading them."""

from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.notifying.mail.kinds import MailKind
from orchestrator.engine.accounts.signing_in.secrets import hash_secret, new_secret
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.notifying.mail import MailLink

HOUR_S = 3_600
LIFETIMES_S = {
    MailKind.confirmation: 72 * HOUR_S,
    MailKind.password_reset: HOUR_S,
    MailKind.new_address: 72 * HOUR_S,
    MailKind.address_changed: 7 * 24 * HOUR_S,
    MailKind.guest_return: 7 * 24 * HOUR_S,
}
"""How long a link of each kind works, from the moment at which its mail is sent."""
PREFIXES = {
    MailKind.confirmation: "con",
    MailKind.password_reset: "res",
    MailKind.new_address: "new",
    MailKind.address_changed: "und",
    MailKind.guest_return: "ret",
}


async def make_link(tx: Transaction, purpose: MailKind, address: str) -> str:
    """The secret of a new link, in the person's own transaction; only its hash is stored.

    Links that were sent before stay valid: a mail may be sent twice where a process died in between.
    """
    secret = new_secret(PREFIXES[purpose])
    await tx.mails.insert_link(hash_secret(secret), purpose, address, LIFETIMES_S[purpose])
    return secret


async def find_any_link(services: Services, secret: str, purpose: MailKind) -> MailLink:
    """A link, also one that no longer works. Raises NotFound `link_unknown`."""
    async with services.database.transaction(Scope()) as tx:
        link = await tx.mails.find_link(hash_secret(secret))
    if link is None or link.purpose is not purpose:
        raise NotFound("link_unknown", "This link is not known here; perhaps it was not copied whole.")
    return link


async def find_link(services: Services, secret: str, purpose: MailKind) -> MailLink:
    """A link that still works. Raises as `find_any_link`, and Conflict `link_used` or `link_expired`."""
    link = await find_any_link(services, secret, purpose)
    if link.is_used:
        raise _used()
    if link.is_expired:
        raise Conflict("link_expired", "This link has expired. Have a new one sent.")
    return link


async def use_link(tx: Transaction, secret: str) -> None:
    """Uses a link up, in the transaction of what it is for, which is its person's own. Raises Conflict `link_used`."""
    if not await tx.mails.use_link(hash_secret(secret)):
        raise _used()


def _used() -> Conflict:
    return Conflict("link_used", "This link was used already, and each works once. Have a new one sent if you need it.")
