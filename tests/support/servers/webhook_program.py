"""A creator's own program at the other end of a webhook channel: it takes replies on the loopback, checks their signatures with the
library of Standard Webhooks, and signs what it posts with the same library.

    with webhook_program(inbound_secret) as program:
        signed = program.says("ada", "How heavy is the lamp?")        # to be posted to /channels/{id}/inbound
        ...                                                           # the channel's setting `url` is program.url
        program.wait()["text"]                                        # the next reply

`program.receiver` tells what it answers: statuses, and a pause by `retry_after`.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from standardwebhooks import Webhook

from orchestrator.domain.channels.webhook_secret import spell_webhook_secret
from support.servers.receivers import HttpReceiver, Request, http_receiver
from support.servers.signed import Signed


@dataclass
class WebhookProgram:
    receiver: HttpReceiver
    secret: str
    """As its owner was shown it: whsec_…"""

    @property
    def url(self) -> str:
        return f"{self.receiver.url}/replies"

    @property
    def replies(self) -> list[dict[str, Any]]:
        """All that came, each with a right signature."""
        return [self._check(request) for request in self.receiver.got]

    def wait(self, timeout_s: float = 60) -> dict[str, Any]:
        """Waits for the next reply, beginning with the first."""
        return self._check(self.receiver.wait(timeout_s))

    def says(self, person: str, text: str, **fields: Any) -> Signed:
        """A message; `fields` replaces or adds fields of it."""
        return self.sign({"type": "message", "sender": {"id": person, "name": person.title()}, "text": text} | fields)

    def presses(self, person: str, message_id: str, value: str, **fields: Any) -> Signed:
        return self.sign({"type": "pressed", "sender": {"id": person}, "message_id": message_id, "value": value} | fields)

    def sign(self, content: object, at: datetime | None = None, webhook_id: str = "") -> Signed:
        """`content` is posted as JSON, or as it is where it is bytes."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        webhook_id, moment = webhook_id or f"evt_{uuid4().hex}", at or datetime.now(UTC)
        signature = Webhook(self.secret).sign(webhook_id, moment, body.decode())
        stamp = str(int(moment.timestamp()))
        headers = {"webhook-id": webhook_id, "webhook-timestamp": stamp, "webhook-signature": signature, "content-type": "application/json"}
        return Signed(headers, body)

    def _check(self, request: Request) -> dict[str, Any]:
        checked: dict[str, Any] = Webhook(self.secret).verify(request.body, request.headers)
        return checked


@contextlib.contextmanager
def webhook_program(inbound_secret: str, *statuses: int) -> Iterator[WebhookProgram]:
    with http_receiver(*statuses) as receiver:
        yield WebhookProgram(receiver, spell_webhook_secret(inbound_secret))
