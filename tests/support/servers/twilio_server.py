"""Twilio on the loopback: the part of its HTTP API that messages need, and forms as Twilio signs them.

    with twilio_server() as twilio:
        # TWILIO_API_BASE is twilio.url; the channel's settings and secrets are twilio.settings and twilio.secrets
        signed = twilio.texts("+4915111111111", "How heavy is the lamp?", inbound_url)     # to be posted to that very address
        twilio.wait_for(1, twilio.messages)
        twilio.messages[-1].body

`twilio.stopped` are people who wrote STOP; `is_out`, `pauses` and `answers` are those of every `Service`.
"""

import base64
import contextlib
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from support.servers.service_server import Said, Service, serving
from support.servers.signed import Signed


@dataclass(frozen=True, slots=True)
class TwilioMessage:
    """A message that the account sent."""

    sid: str
    sender: str
    to: str
    body: str


def _make_sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


@dataclass
class TwilioServer(Service):
    account: str = field(default_factory=lambda: _make_sid("AC"))
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    number: str = "+15550001111"
    owns_number: bool = True
    """Whether the number is one that the account rents, which can be told an address."""
    status: str = "active"
    number_sid: str = field(default_factory=lambda: _make_sid("PN"))
    sms_url: str = ""
    """Where messages are posted, as the number was told."""
    messages: list[TwilioMessage] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)

    @property
    def settings(self) -> dict[str, str]:
        return {"account_sid": self.account, "number": self.number}

    @property
    def secrets(self) -> dict[str, str]:
        return {"auth_token": self.token}

    def texts(self, person: str, text: str, url: str, sid: str = "", **fields: str) -> Signed:
        """Somebody writes; `fields` replaces or adds fields of the form."""
        form = {"AccountSid": self.account, "ApiVersion": "2010-04-01", "Body": text, "From": person, "FromCountry": "DE", "MessageSid": sid or _make_sid("SM"),
                "NumMedia": "0", "NumSegments": "1", "SmsStatus": "received", "To": self.number}  # fmt: skip
        return self.sign(list((form | fields).items()), url)

    def sign(self, fields: list[tuple[str, str]], url: str) -> Signed:
        """As documented: the address, then each name and value in the order of the names, by HMAC-SHA1 with the auth token."""
        told = url
        for name, value in sorted(fields):
            told += name + value
        signature = base64.b64encode(hmac.new(self.token.encode(), told.encode(), hashlib.sha1).digest()).decode()
        headers = {
            "x-twilio-signature": signature,
            "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
            "user-agent": "TwilioProxy/1.1",
        }
        return Signed(headers, urlencode(fields).encode())

    def reply(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Said:
        expected = base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
        if headers.get("authorization") != f"Basic {expected}":
            return Said(401, {"code": 20003, "message": "Authenticate", "status": 401})
        parts, form = urlsplit(path), dict(parse_qsl(body.decode(), keep_blank_values=True))
        base = f"/2010-04-01/Accounts/{self.account}"
        match method, parts.path.removeprefix(base):
            case "GET", ".json":
                return Said(200, {"sid": self.account, "friendly_name": "Lamps", "status": self.status})
            case "GET", "/IncomingPhoneNumbers.json":
                is_asked = self.owns_number and dict(parse_qsl(parts.query)).get("PhoneNumber") == self.number
                return Said(200, {"incoming_phone_numbers": [{"sid": self.number_sid, "phone_number": self.number}] if is_asked else []})
            case "POST", place if place == f"/IncomingPhoneNumbers/{self.number_sid}.json":
                self.sms_url = form["SmsUrl"]
                return Said(200, {"sid": self.number_sid})
            case "POST", "/Messages.json":
                return self._send(form)
            case _:
                return Said(404, {"code": 20404, "message": "not found", "status": 404})

    def _send(self, form: dict[str, str]) -> Said:
        if form["To"] in self.stopped:
            return Said(400, {"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400})
        if not 0 < len(form["Body"]) <= 1_600:
            return Said(400, {"code": 21617, "message": "The concatenated message body exceeds the 1600 character limit", "status": 400})
        message = TwilioMessage(_make_sid("SM"), form["From"], form["To"], form["Body"])
        self.messages.append(message)
        return Said(201, {"sid": message.sid, "status": "queued", "error_code": None})


@contextlib.contextmanager
def twilio_server() -> Iterator[TwilioServer]:
    server = TwilioServer()
    with serving(server):
        yield server
