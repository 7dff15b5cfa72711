"""A Slack on the loopback: the methods of its Web API that a channel calls, and the requests that it signs and posts.

with slack_server() as slack:
    adapter = SlackChannel(slack.api_base)
    ...  # connect, with `slack.token` and `slack.signing_secret`
    posted = slack.message_event("When do I feed my bees?")
    # post `posted.headers` and `posted.body` to the channel's address
    slack.wait().text
"""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from support.servers.messaging import Answer, MessagingServer, Posted, Sent, serving

TOKEN, SIGNING_SECRET = "xoxb-100-200-loopbackToken", "8f742231b10e8888abcd99yyyzzz85a5"
ADA, CHANNEL, DIRECT = "U0ADA", "C0BEES", "D0ADA"
"""A person, a channel, and the person's private chat with the app."""


class SlackServer(MessagingServer):
    """One app, @mara, in one workspace. What it posts may be signed at another time, `signs_at`."""

    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        """Another one is not taken: set it anew to revoke the old one."""
        self.signing_secret = SIGNING_SECRET
        self.team, self.user = "T0HOUSE", "U0MARA"
        self.signs_at: float | None = None
        """Seconds since 1970; the present where it is None."""
        self._last = 100

    @property
    def api_base(self) -> str:
        return f"{super().api_base}/api"

    # What the app calls.

    def answer(self, path: str, headers: Any, parameters: dict[str, Any]) -> Answer:
        method = path.removeprefix("/api/")
        self.calls.append((method, parameters))
        if self.pause_s is not None:
            return Answer(429, {"ok": False, "error": "ratelimited"}, {"retry-after": str(self.pause_s)})
        if self.is_out:
            return Answer(503, b"<html>Server error</html>", {"content-type": "text/html"})
        if headers.get("authorization") != f"Bearer {self.token}":
            return self._refuse("invalid_auth")
        match method:
            case "auth.test":
                return self._say(
                    url="https://house.slack.com/", team="House", user="mara", team_id=self.team, user_id=self.user, bot_id="B0MARA"
                )
            case "chat.postMessage" | "chat.update":
                return self._take(method, parameters)
            case _:
                return self._refuse("unknown_method")

    def _take(self, method: str, parameters: dict[str, Any]) -> Answer:
        channel = DIRECT if parameters["channel"] == ADA else parameters["channel"]
        if self.refuses:
            return self._refuse(self.refuses)
        if channel in self.gone:
            return self._refuse("channel_not_found")
        blocks = parameters.get("blocks", [])
        blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
        sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
        elements = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
        if (
            len(blocks) > 50
            or any(not 1 <= len(text) <= 3_000 for text in sections)
            or any(len(each["text"]["text"]) > 75 for each in elements)
        ):
            return self._refuse("invalid_blocks")
        text, buttons = "\n\n".join(sections), [(each["text"]["text"], each["value"]) for each in elements]
        if method == "chat.update":
            message = next((each for each in self.sent if (each.place, each.id) == (channel, parameters["ts"])), None)
            if message is None:
                return self._refuse("message_not_found")
            message.text, message.buttons, message.raw, message.edits = text, buttons, parameters, message.edits + 1
        else:
            message = Sent(self._time(), channel, text, buttons, "", parameters.get("thread_ts", ""), 0, parameters)
            self.keep(message)
        return self._say(channel=channel, ts=message.id, message={"text": parameters["text"], "ts": message.id})

    def _say(self, **content: Any) -> Answer:
        return Answer(200, {"ok": True, **content})

    def _refuse(self, code: str) -> Answer:
        return Answer(200, {"ok": False, "error": code})

    # What people do.

    def message(self, text: str, user: str = ADA, **fields: Any) -> dict[str, Any]:
        """A message as it stands in an event; `fields` are further ones, such as `thread_ts`."""
        return {"type": "message", "user": user, "text": text, "ts": self._time(), "team": self.team, **fields}

    def message_event(self, text: str, channel: str = DIRECT, user: str = ADA, **fields: Any) -> Posted:
        """Somebody writes to the app in private, or in a channel without mentioning it."""
        kind = "im" if channel.startswith("D") else "channel"
        return self.event(self.message(text, user, channel=channel, channel_type=kind, **fields))

    def mention(self, text: str, channel: str = CHANNEL, user: str = ADA, **fields: Any) -> Posted:
        """Somebody mentions the app in a channel; the mention is put before the text where it has none."""
        whole = text if f"<@{self.user}" in text else f"<@{self.user}> {text}"
        return self.event(self.message(whole, user, channel=channel, **fields) | {"type": "app_mention"})

    def changed(self, message: dict[str, Any], text: str, channel: str = DIRECT) -> Posted:
        """Somebody changes a message that `message` returned."""
        now = {**message, "text": text, "edited": {"user": message["user"], "ts": self._time()}}
        return self._about(channel, subtype="message_changed", message=now, previous_message=message)

    def deleted(self, message: dict[str, Any], channel: str = DIRECT) -> Posted:
        """Somebody deletes a message that `message` returned."""
        return self._about(channel, subtype="message_deleted", previous_message=message, deleted_ts=message["ts"])

    def press(self, message: Sent, value: str, user: str = ADA) -> Posted:
        """Somebody presses a button of a message of the app."""
        told = {"type": "message", "user": self.user, "bot_id": "B0MARA", "ts": message.id, "text": message.text}
        payload = {
            "type": "block_actions",
            "user": {"id": user, "username": "ada", "name": "ada", "team_id": self.team},
            "team": {"id": self.team, "domain": "house"},
            "channel": {"id": message.place, "name": "bees"},
            "container": {"type": "message", "message_ts": message.id, "channel_id": message.place},
            "message": told | ({"thread_ts": message.thread} if message.thread else {}),
            "trigger_id": f"12.34.{self._time()}",
            "response_url": "https://hooks.slack.com/actions/T0HOUSE/1/secret",
            "actions": [{"type": "button", "action_id": "choice-0", "block_id": "b", "value": value, "action_ts": self._time()}],
        }
        return self.form({"payload": json.dumps(payload)})

    def command(self, text: str, channel: str = CHANNEL, user: str = ADA) -> Posted:
        """Somebody writes /ask."""
        fields = {"command": "/ask", "text": text, "user_id": user, "user_name": "ada", "team_id": self.team, "channel_id": channel}
        return self.form(
            fields | {"token": "old", "channel_name": "bees", "trigger_id": f"12.34.{self._time()}", "response_url": "https://hooks"}
        )

    def challenge(self, text: str = "3eZbrw1aBm2rZgRNFdxV2595E9CY") -> Posted:
        """Slack asks whether the address is ours."""
        return self.post(json.dumps({"type": "url_verification", "token": "old", "challenge": text}).encode())

    def event(self, event: dict[str, Any]) -> Posted:
        number = self._time().replace(".", "")
        whole = {
            "type": "event_callback",
            "event_id": f"Ev{number}",
            "event_time": int(time.time()),
            "team_id": self.team,
            "api_app_id": "A0MARA",
        }
        return self.post(json.dumps(whole | {"token": "old", "event": event}).encode())

    def form(self, fields: dict[str, str]) -> Posted:
        return self.post(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def post(self, body: bytes, content_type: str = "application/json") -> Posted:
        """Any body, signed as Slack does it."""
        at = str(int(time.time() if self.signs_at is None else self.signs_at))
        signature = hmac.new(self.signing_secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        return Posted({"content-type": content_type, "x-slack-request-timestamp": at, "x-slack-signature": f"v0={signature}"}, body)

    def _about(self, channel: str, **fields: Any) -> Posted:
        kind = "im" if channel.startswith("D") else "channel"
        return self.event({"type": "message", "channel": channel, "channel_type": kind, "ts": self._time(), "hidden": True, **fields})

    def _time(self) -> str:
        self._last += 1
        return f"1700000000.{self._last:06}"


@contextmanager
def slack_server() -> Iterator[SlackServer]:
    with serving(SlackServer()) as server:
        yield server
