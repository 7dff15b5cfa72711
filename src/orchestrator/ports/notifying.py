"""The ways out of the house: to a person's mailbox, chat or phone, and to a program's webhook."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NotificationText:
    title: str
    body: str
    """Plain text, never empty."""


class Notifier(Protocol):
    """Sends to an address as apprise writes them, such as mailtos://user:password@example.org."""

    async def check(self, url: str) -> None:
        """Raises Invalid `target_not_allowed` (unknown or local service, private address) or `target_not_found`."""
        ...

    def mask(self, url: str) -> str:
        """What may be shown of an address: service and place, no secret."""
        ...

    async def send(self, url: str, letter: NotificationText) -> None:
        """Raises Unavailable `target_failed` where it may work later, Invalid `target_not_allowed` where it never will."""
        ...


class WebhookSender(Protocol):
    async def check(self, url: str) -> None:
        """Raises Invalid `target_not_allowed` or `target_not_found`."""
        ...

    def new_secret(self) -> str:
        """`whsec_` and 32 random bytes in base64."""
        ...

    async def post(self, url: str, secret: str, message_id: str, body: str, now: datetime) -> int:
        """Posts signed JSON by Standard Webhooks and returns the status, any in 2xx; follows no redirect.

        Raises Unavailable `target_failed`, Invalid `target_not_allowed`.
        """
        ...
