"""The kinds of mail, and a person's settings for them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from orchestrator.domain.errors import Invalid
from orchestrator.domain.notifying.mail.phrases import PHRASES
from orchestrator.domain.time_zones import is_time_zone

DIGEST_AT = time(9)
"""Local time of the daily summary unless the person chose another."""
HOUR = timedelta(hours=1)


class MailKind(StrEnum):
    """What a mail is for."""

    confirmation = "confirmation"
    """Asks whether the address is the person's own. With `new_address`, the only mail to an address that is not confirmed."""
    password_reset = "password_reset"
    new_address = "new_address"
    """Asks whether the address that an account is to have from now on is the person's own."""
    address_changed = "address_changed"
    """Tells the earlier address, with a link that undoes the change."""
    invitation = "invitation"
    """Invites somebody into the team of an agent; goes to their address, not to that of the person who invites."""
    answers = "answers"
    """Answers, corrections and refusals that came for an asker."""
    digest = "digest"
    """A creator's daily summary of the questions that wait."""
    guest_return = "guest_return"
    """A new link by which a guest opens their conversation; `answers` to a guest holds such a link, too."""


OPTIONAL = frozenset({MailKind.answers, MailKind.digest})
"""The kinds that a person may turn off."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """One person's settings."""

    unwanted: frozenset[MailKind] = frozenset()
    """Among OPTIONAL."""
    digest_at: time = DIGEST_AT
    """Local time."""
    time_zone: str = "UTC"
    """An IANA name, such as 'Europe/Oslo'."""
    language: str = "en"
    """ISO 639-1; one of PHRASES."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that was planned lately."""

    kind: MailKind
    created_at: datetime


def most_an_hour(kind: MailKind) -> int:
    """How many mails of a kind one address gets in an hour."""
    match kind:
        case (
            MailKind.confirmation
            | MailKind.password_reset
            | MailKind.new_address
            | MailKind.address_changed
            | MailKind.guest_return
            | MailKind.invitation
        ):
            return 3
        case MailKind.answers:
            return 10
        case MailKind.digest:
            return 2
        case _:
            assert_never(kind)


def free_from(kind: MailKind, lately: tuple[Sent, ...], now: datetime) -> datetime:
    """The earliest time at which another mail of this kind may go to the address; not after `now` where it may go at once."""
    times = sorted(each.created_at for each in lately if each.kind is kind and each.created_at > now - HOUR)
    limit = most_an_hour(kind)
    return now if len(times) < limit else times[-limit] + HOUR


def check_mail_settings(settings: MailSettings) -> MailSettings:
    """The settings themselves. Raises Invalid `invalid_mail_settings` with the name of the field."""
    if not is_time_zone(settings.time_zone):
        raise _invalid("time_zone", f"{settings.time_zone[:50]!r} is not a time zone; use a name such as Europe/Oslo.")
    if settings.language not in PHRASES:
        raise _invalid("language", f"Mails are not written in {settings.language[:20]!r}; use one of {', '.join(sorted(PHRASES))}.")
    if not settings.unwanted <= OPTIONAL:
        raise _invalid("wanted", "Mails about your account cannot be turned off.")
    return settings


def _invalid(name: str, detail: str) -> Invalid:
    return Invalid("invalid_mail_settings", detail, field=name)
