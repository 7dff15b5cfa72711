"""Discord on the loopback: its HTTP API for one application, and requests as Discord signs them.

    with discord_server() as discord:
        # DISCORD_API_BASE is discord.url; the channel's settings and secrets are discord.settings and discord.secrets
        signed = discord.asks("1001", "How heavy is the lamp?", guild="77")      # to be posted to /channels/{id}/inbound
        ...
        discord.wait_for(1, discord.messages)
        discord.messages[-1].content

Every interaction is made as if the product had answered it at once with a deferred reply. `discord.expire(signed)` ends its token,
`discord.blocked` are people who take no messages, and `is_out`, `pauses` and `answers` are those of every `Service`.
"""

import contextlib
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from support.servers.service_server import Said, Service, serving
from support.servers.signed import Signed

EPHEMERAL, LOADING = 64, 128
_FIRST_MS = 1_420_070_400_000


@dataclass
class DiscordMessage:
    """A message that the application sent, as it is now."""

    id: str
    channel: str
    """`dm:` and a person, or `token:` and the token of the interaction that it answers."""
    content: str = ""
    components: list[Any] = field(default_factory=list)
    flags: int = 0
    reply_to: str = ""
    edits: int = 0

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [(button["label"], button["custom_id"]) for row in self.components for button in row["components"]]

    @property
    def is_private(self) -> bool:
        """Whether only one person sees it in a server."""
        return bool(self.flags & EPHEMERAL)


@dataclass
class _Interaction:
    person: str
    is_direct: bool
    original: DiscordMessage
    is_alive: bool = True


@dataclass
class DiscordServer(Service):
    application_id: str = "4242"
    token: str = field(default_factory=lambda: f"MTk4{secrets.token_hex(10)}.Cl2FMQ.{secrets.token_hex(14)}")
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    messages: list[DiscordMessage] = field(default_factory=list)
    """All that the application sent, in order of sending; edits change them."""
    commands: list[Any] = field(default_factory=list)
    endpoint: str | None = None
    """Where interactions are posted, as the application was told."""
    takes_endpoint: bool = True
    """Whether the product answers there when Discord asks it."""
    blocked: set[str] = field(default_factory=set)
    late: int = 0
    """Calls with an interaction's token that come before Discord knows it."""
    nonces: dict[str, DiscordMessage] = field(default_factory=dict)
    interactions: dict[str, _Interaction] = field(default_factory=dict)
    counter: int = 0

    @property
    def settings(self) -> dict[str, str]:
        return {"application_id": self.application_id, "public_key": self.key.public_key().public_bytes_raw().hex()}

    @property
    def secrets(self) -> dict[str, str]:
        return {"bot_token": self.token}

    # What people do.

    def asks(self, person: str, question: str, guild: str = "", **options: Any) -> Signed:
        """/ask, in a server or in messages to the bot."""
        return self.uses(person, {"name": "ask", "options": [{"name": "question", "type": 3, "value": question}]}, guild, **options)

    def uses(self, person: str, command: dict[str, Any], guild: str = "", **options: Any) -> Signed:
        """Any command, such as {"name": "link"}."""
        return self._interact(person, {"type": 2, "data": {"id": "900", "type": 1} | command}, guild, None, **options)

    def presses(self, person: str, message: DiscordMessage, value: str, guild: str = "", **options: Any) -> Signed:
        data = {"component_type": 2, "custom_id": value}
        return self._interact(person, {"type": 3, "data": data, "message": {"id": message.id}}, guild, message, **options)

    def submits(self, person: str, message: DiscordMessage, text: str, value: str = "r:1", guild: str = "", **options: Any) -> Signed:
        """What is written into the field that a button opened."""
        data = {"custom_id": value, "components": [{"type": 1, "components": [{"type": 4, "custom_id": "text", "value": text}]}]}
        return self._interact(person, {"type": 5, "data": data, "message": {"id": message.id}}, guild, message, **options)

    def pings(self) -> Signed:
        """What Discord posts when it is told an address."""
        return self.sign({"type": 1, "id": self._make_id(), "application_id": self.application_id})

    def expire(self, signed: Signed) -> None:
        """Fifteen minutes have passed."""
        self.interactions[signed.token].is_alive = False

    def sign(self, content: object, at: datetime | None = None, token: str = "") -> Signed:
        """`content` is posted as JSON, or as it is where it is bytes."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        stamp = str(int((at or datetime.now(UTC)).timestamp()))
        signature = self.key.sign(stamp.encode() + body).hex()
        headers = {
            "x-signature-ed25519": signature,
            "x-signature-timestamp": stamp,
            "content-type": "application/json",
            "user-agent": "Discord-Interactions/1.0",
        }
        return Signed(headers, body, token)

    def _interact(
        self, person: str, content: dict[str, Any], guild: str, original: DiscordMessage | None, at: datetime | None = None, name: str = "Ada"
    ) -> Signed:  # fmt: skip
        """`original` is the message with the button; a command has a new one, which shows that the app is thinking."""
        token, user = secrets.token_urlsafe(120), {"id": person, "username": name.lower(), "global_name": name}
        whose = {"guild_id": guild, "context": 0, "member": {"user": user, "nick": None}} if guild else {"context": 1, "user": user}
        flags = LOADING | (EPHEMERAL if guild else 0)
        thinking = original or DiscordMessage(self._make_id(at), f"token:{token}" if guild else f"dm:{person}", flags=flags)
        self.interactions[token] = _Interaction(person, not guild, thinking)
        whole = {
            "id": self._make_id(at),
            "application_id": self.application_id,
            "token": token,
            "version": 1,
            "channel_id": "55",
            "locale": "en-GB",
        }
        return self.sign(whole | whose | content, at, token)

    # What the application asks.

    def reply(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Said:
        content: Any = json.loads(body) if body else {}
        if found := re.fullmatch(rf"/webhooks/{self.application_id}/([^/?]+)(?:/messages/([^/?]+))?(?:\?wait=true)?", path):
            return self._reply_to_token(method, found[1], found[2] or "", content)
        if headers.get("authorization") != f"Bot {self.token}":
            return Said(401, {"message": "401: Unauthorized", "code": 0})
        match method, path.split("/")[1:]:
            case "GET", ["applications", "@me"]:
                public_key = self.settings["public_key"]
                return Said(
                    200, {"id": self.application_id, "name": "Lamps", "verify_key": public_key, "bot": {"id": "4243", "username": "lamps"}}
                )
            case "PATCH", ["applications", "@me"]:
                return self._take_endpoint(content["interactions_endpoint_url"])
            case "PUT", ["applications", self.application_id, "commands"]:
                self.commands = content
                return Said(200, content)
            case "POST", ["users", "@me", "channels"]:
                return Said(200, {"id": f"9{content['recipient_id']}", "type": 1})
            case "POST", ["channels", channel, "messages"]:
                return self._send_direct(channel[1:], content)
            case "PATCH", ["channels", channel, "messages", message]:
                found_message = self._find(message, f"dm:{channel[1:]}")
                return self._change(found_message, content) if found_message else Said(404, {"message": "Unknown Message", "code": 10008})
            case _:
                return Said(404, {"message": "404: Not Found", "code": 0})

    def say_pause(self, pause_s: float) -> Said:
        return Said(429, {"message": "You are being rate limited.", "retry_after": pause_s, "global": True}, f"{pause_s + 1:.0f}")

    def _reply_to_token(self, method: str, token: str, message: str, content: dict[str, Any]) -> Said:
        interaction = self.interactions.get(token)
        self.late -= 1
        if self.late >= 0 or interaction is None:
            return Said(404, {"message": "Unknown Webhook", "code": 10015})
        if not interaction.is_alive:
            return Said(401, {"message": "Invalid Webhook Token", "code": 50027})
        original = interaction.original
        if not message:
            channel = f"dm:{interaction.person}" if interaction.is_direct else f"token:{token}"
            return self._add(DiscordMessage(self._make_id(), channel, flags=content.get("flags", 0)), content)
        found = original if message == "@original" else self._find(message, f"token:{token}")
        if found is None:
            return Said(404, {"message": "Unknown Message", "code": 10008})
        if method == "GET":
            return Said(200, {"id": found.id, "content": found.content, "flags": found.flags})
        if found.flags & LOADING:
            found.flags &= ~LOADING
            return self._add(found, content)
        return self._change(found, content)

    def _send_direct(self, person: str, content: dict[str, Any]) -> Said:
        if person in self.blocked:
            return Said(403, {"message": "Cannot send messages to this user", "code": 50007})
        nonce = content.get("nonce", "")
        if content.get("enforce_nonce") and nonce in self.nonces:
            return Said(200, {"id": self.nonces[nonce].id})
        made = DiscordMessage(self._make_id(), f"dm:{person}", reply_to=content.get("message_reference", {}).get("message_id", ""))
        said = self._add(made, content)
        if said.status == 200:
            self.nonces[nonce] = made
        return said

    def _add(self, message: DiscordMessage, content: dict[str, Any]) -> Said:
        said = self._change(message, content)
        if said.status == 200:
            message.edits = 0
            self.messages.append(message)
        return said

    def _change(self, message: DiscordMessage, content: dict[str, Any]) -> Said:
        rows = content["components"]
        wrong = [
            each for row in rows for each in row["components"] if not (0 < len(each["label"]) <= 80 and 0 < len(each["custom_id"]) <= 100)
        ]
        is_called = content["allowed_mentions"] != {"parse": []}
        if (
            not 0 < len(content["content"]) <= 2_000
            or len(rows) > 5
            or any(len(row["components"]) > 5 for row in rows)
            or wrong
            or is_called
        ):
            return Said(400, {"message": "Invalid Form Body", "code": 50035})
        message.content, message.components, message.edits = content["content"].strip(), rows, message.edits + 1
        return Said(200, {"id": message.id, "content": message.content, "flags": message.flags})

    def _find(self, message: str, channel: str) -> DiscordMessage | None:
        return next((each for each in self.messages if (each.id, each.channel) == (message, channel)), None)

    def _take_endpoint(self, url: str | None) -> Said:
        if url is not None and not self.takes_endpoint:
            return Said(400, {"message": "Invalid Form Body", "code": 50035})
        self.endpoint = url
        return Said(200, {"id": self.application_id})

    def _make_id(self, at: datetime | None = None) -> str:
        self.counter += 1
        return str((int((at or datetime.now(UTC)).timestamp() * 1_000) - _FIRST_MS) << 22 | self.counter)


@contextlib.contextmanager
def discord_server() -> Iterator[DiscordServer]:
    server = DiscordServer()
    with serving(server):
        yield server
