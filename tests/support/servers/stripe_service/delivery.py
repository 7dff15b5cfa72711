"""Events of the Stripe on the loopback: made, signed by Stripe's own library, and posted to the webhook's address."""

import contextlib
import copy
import json
import queue
import random
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stripe import WebhookSignature

from support.servers.stripe_service.objects import FIELDS_ON_REQUEST, make_id


class Manner(StrEnum):
    """How events come."""

    once = "once"
    twice = "twice"
    held_back = "held_back"
    """Not before `Delivery.release` sends them, in their order, mixed, or backwards."""
    never = "never"


@dataclass(frozen=True, slots=True)
class Sent:
    """`client.post(url, content=sent.body, headers=sent.headers)` is what Stripe does."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Delivery:
    secret: str
    webhook_url: str = ""
    """'' posts nothing; `events` has them all the same."""
    manner: Manner = Manner.once
    events: list[dict[str, Any]] = field(default_factory=list)
    """Everything that happened, in its order."""
    answers: list[int] = field(default_factory=list)
    """What the webhook's address answered, 0 where it could not be reached."""
    waiting: list[dict[str, Any]] = field(default_factory=list)
    attempts: int = 5
    _queue: "queue.Queue[dict[str, Any] | None]" = field(default_factory=queue.Queue)

    def report(self, kind: str, thing: dict[str, Any], account: str, now: int) -> None:
        about = {name: value for name, value in copy.deepcopy(thing).items() if name not in FIELDS_ON_REQUEST.get(thing["object"], ())}
        event = {
            "id": make_id("evt"), "object": "event", "api_version": "2026-10-28.endive", "created": now, "data": {"object": about},
            "livemode": False, "pending_webhooks": 1, "request": {"id": None, "idempotency_key": None}, "type": kind,
        } | ({"account": account} if account else {})  # fmt: skip
        self.events.append(event)
        match self.manner:
            case Manner.once:
                self._queue.put(event)
            case Manner.twice:
                self._queue.put(event)
                self._queue.put(event)
            case Manner.held_back:
                self.waiting.append(event)
            case Manner.never:
                pass

    def release(self, order: str = "kept", seed: int = 1) -> None:
        """Sends what was held back: `kept`, `reversed` or `mixed`."""
        held, self.waiting = self.waiting, []
        if order == "reversed":
            held.reverse()
        elif order == "mixed":
            random.Random(seed).shuffle(held)
        for event in held:
            self._queue.put(event)

    def sign(self, content: object, at: int | None = None, secret: str = "") -> Sent:
        """`content` as JSON, or as it is where it is bytes."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        signature = WebhookSignature.generate_signature_header(body.decode(errors="replace"), secret or self.secret, at)
        return Sent({"stripe-signature": signature, "content-type": "application/json; charset=utf-8"}, body)

    def run(self) -> None:
        """Posts until `stop`. What is not taken is tried again a few times, as Stripe does it over days."""
        while (event := self._queue.get()) is not None:
            for attempt in range(self.attempts if self.webhook_url else 0):
                status = self._post(event)
                self.answers.append(status)
                if 200 <= status < 300:
                    break
                time.sleep(min(0.2 * 2**attempt, 2))

    def stop(self, thread: threading.Thread) -> None:
        self.attempts = 1
        self._queue.put(None)
        thread.join()

    def _post(self, event: dict[str, Any]) -> int:
        sent = self.sign(event)
        request = urllib.request.Request(self.webhook_url, sent.body, sent.headers, method="POST")
        with contextlib.suppress(OSError):
            try:
                with urllib.request.urlopen(request, timeout=10) as response:
                    return int(response.status)
            except urllib.error.HTTPError as error:
                error.close()
                return error.code
        return 0
