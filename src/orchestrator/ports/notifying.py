"""Sending messages out: to a person's mailbox, chat or phone, and to a program's webhook."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NotificationText:
    """The text of a notification."""

    title: str
    body: str
    """Plain text, never empty."""


class Notifier(Protocol):
    """Sends to addresses in the notation of apprise, such as mailtos://user:password@example.org."""

    async def check(self, url: str) -> None:
        """Raises Invalid `target_not_allowed` (unknown or local service, private address) or `target_not_found`."""
        ...

    def mask(self, url: str) -> str:
        """The address without its secrets: service and destination, for display."""
        ...

    async def send(self, url: str, text: NotificationText) -> None:
        """Sends a message.

        Raises Unavailable `target_failed` where a retry may help, else Invalid `target_not_allowed`.
        """
        ...


class WebhookSender(Protocol):
    """Posts signed events to webhooks."""

    async def check(self, url: str) -> None:
        """Raises Invalid `target_not_allowed` or `target_not_found`."""
        ...

    def new_secret(self) -> str:
        """A new signing secret: `whsec_` and 32 random bytes in base64."""
        ...

    async def post(self, url: str, secret: str, message_id: str, body: str, now: datetime) -> int:
        """Posts JSON signed as Standard Webhooks prescribe; returns the HTTP status, which is in 200-299.

        Redirects are not followed.
        Raises Unavailable `target_failed`, Invalid `target_not_allowed`.
        """
        ...
