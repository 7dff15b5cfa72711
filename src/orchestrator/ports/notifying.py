"""Sending messages out: to a person's mailbox, chat or phone, and to a program's webhook."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NotificationText:
    """The text of a notification."""

    title: str
    body: str
    """Plain text, never empty."""


class Notifier(Protocol):
    """Sends to addresses in the notation of apprise, such as mailtos://user:password@example.org."""

    async def check(self, url: str, person: UUID) -> str:
        """The address without its secrets, service and destination, for display. `person` is who asks.

        Raises Invalid `target_not_allowed` (unknown or local service, option that is not allowed, private address),
        `target_not_found` or `target_too_slow`, Limited `sending_busy`.
        """
        ...

    async def send(self, url: str, text: NotificationText, person: UUID, wait_s: float = 0.0) -> None:
        """Sends a message of `person`, within a deadline of its own. The address is checked again.

        Raises Unavailable `target_failed` or `target_too_slow` where a retry may help, else Invalid
        `target_not_allowed` or, where the service no longer knows the address, `target_gone`. Raises Limited
        `sending_busy` where the person has too many messages under way, after at most `wait_s` seconds.
        """
        ...


class WebhookSender(Protocol):
    """Posts signed events to webhooks."""

    async def check(self, url: str, person: UUID) -> None:
        """Raises Invalid `target_not_allowed`, `target_not_found` or `target_too_slow`, Limited `sending_busy`."""
        ...

    def new_secret(self) -> str:
        """A new signing secret: `whsec_` and 32 random bytes in base64."""
        ...

    async def post(
        self, url: str, secret: str, message_id: str, body: str, now: datetime, person: UUID, wait_s: float = 0.0
    ) -> int:  # fmt: skip
        """Posts JSON signed as Standard Webhooks prescribe; returns the HTTP status, which is in 200-299.

        Redirects are not followed. All of it, the resolving of the name included, is over within a deadline.
        Raises Unavailable `target_failed` or `target_too_slow`, with `retry_after_s` where the receiver asked for a
        pause; Invalid `target_not_allowed`, or `target_gone` where it wants no more events; Limited `sending_busy`
        as `Notifier.send`.
        """
        ...
