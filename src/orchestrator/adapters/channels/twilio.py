"""SMS and WhatsApp by Twilio: signed forms come in, messages leave as plain text."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn
from urllib.parse import parse_qsl, urlencode, urlsplit

from orchestrator.adapters.channels.calls import DEADLINE_S, Answer, ServiceCalls
from orchestrator.adapters.channels.outcomes import as_refused, bad_event, bad_signature
from orchestrator.adapters.channels.plain import render_plain
from orchestrator.adapters.channels.reading import clean_name, read_id, read_text
from orchestrator.domain.channels.events import InboundEvent, InboundKind, Outgoing
from orchestrator.domain.channels.kinds import ABILITIES, ChannelKind
from orchestrator.domain.errors import Forbidden, Invalid, Kind, NotFound, OrchestratorError, Unavailable
from orchestrator.ports.channels import Connected, Connection, InboundReply, InboundRequest

NO_REPLY = b"<Response/>"
ONLY_TEXT = b"<Response><Message>Only text can be read here. Please write your question.</Message></Response>"
"""Answered by Twilio itself to a picture or a recording without a word."""
MOST_FIELDS = 300
MOST_BYTES = 64 * 1024
"""Bytes of a form, which is read before anybody vouches for it. The longest message of WhatsApp, all of it emoji, has 49,000."""
PORTS = {"https": 443, "http": 80}

# Twilio's numbers of errors: https://www.twilio.com/docs/api/errors
PERSON_GONE = frozenset({21211, 21610, 21612, 21614, 63003, 63024})
"""Somebody who wrote STOP, or a number that takes no messages or does not exist."""
ACCOUNT_GONE = frozenset({20003, 20005, 20404})
OUTSIDE_WINDOW = 63016
SENTENCES = {
    OUTSIDE_WINDOW: "WhatsApp delivers no free text to somebody who has not written in the last 24 hours.",
    21408: "The Twilio account may not send to this country; allow it in Twilio's geographic permissions.",
    21606: "The number cannot send messages of this kind, or is not the account's.",
    21659: "The number is not the account's.",
    63007: "The number is not a WhatsApp sender of the account.",
}

_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
_NUMBER = re.compile(r"(whatsapp:)?\+[1-9][0-9]{4,14}")
_SID = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")


class TwilioChannel:
    """A Channel. One number of a person is one thread."""

    def __init__(self, api_base: str, deadline_s: float = DEADLINE_S) -> None:
        self._calls = ServiceCalls("Twilio", api_base, deadline_s)

    @property
    def kind(self) -> ChannelKind:
        return ChannelKind.twilio

    async def connect(self, connection: Connection, inbound_url: str) -> Connected:
        """`inbound` in the settings is `set` where the number is one of the account's own, which was told the address, and `paste` where the
        owner has to enter it at Twilio, such as for WhatsApp. `number_sid` is Twilio's id of an own number."""
        number = _read_number(connection)
        try:
            account = await self._call(connection, "GET", ".json")
            if account.content.get("status") not in (None, "active"):
                raise Invalid("channel_refused", "The Twilio account is not active.", field="account_sid")
            number_sid = await self._find_number(connection, number)
            if number_sid:
                await self._point(connection, number_sid, inbound_url)
        except OrchestratorError as error:
            raise as_refused(error, "Twilio does not take this account SID and auth token.", "auth_token") from None
        return Connected(number, {"inbound": "set", "number_sid": number_sid} if number_sid else {"inbound": "paste"})

    async def disconnect(self, connection: Connection) -> None:
        number_sid = connection.settings.get("number_sid", "")
        try:
            if _SID.fullmatch(number_sid):
                await self._point(connection, number_sid, "")
        except OrchestratorError as error:
            if error.kind in (Kind.unavailable, Kind.limited):
                raise Unavailable("channel_unreachable", error.detail) from None

    def receive(self, connection: Connection, request: InboundRequest) -> InboundReply:
        """Twilio signs no time: the same message is told by its id alone."""
        fields = _read_fields(request.body)
        _check_signature(connection.secrets.get("auth_token", ""), request, fields)
        form = dict(fields)
        if form.get("OptOutType") or ("Body" not in form and "MessageStatus" in form):
            return _reply(NO_REPLY)
        if form.get("To") != _clean_number(connection):
            raise bad_event("The message was written to another number than the channel's.")
        if not form.get("Body", "").strip() and form.get("NumMedia", "0") != "0":
            return _reply(ONLY_TEXT)
        return _reply(NO_REPLY, _read_event(form))

    async def send(self, connection: Connection, thread: str, message: Outgoing, handle: str = "") -> str:
        if not _NUMBER.fullmatch(thread):
            raise NotFound("thread_gone", "This is no number of a phone.")
        text = render_plain(message.text)
        # Addresses behind links can make the plain text longer than the Markdown was.
        shown = text if len(text) <= ABILITIES[ChannelKind.twilio].max_characters else message.text
        sent = await self._call(connection, "POST", "/Messages.json", {"From": _read_number(connection), "To": thread, "Body": shown})
        failed = sent.content.get("error_code")
        if isinstance(failed, int) and failed:
            self._refuse(sent.status, failed, "")
        sid = sent.content.get("sid")
        return sid if isinstance(sid, str) and _SID.fullmatch(sid) else ""

    async def edit(self, connection: Connection, thread: str, message: str, changed: Outgoing, handle: str = "") -> None:
        """Nothing: what was sent to a phone stays as it is."""

    async def close(self) -> None:
        await self._calls.close()

    async def _find_number(self, connection: Connection, number: str) -> str:
        """Twilio's id of a number of the account's own; '' for any other, and for WhatsApp, whose senders have no address of their own."""
        if number.startswith("whatsapp:"):
            return ""
        found = await self._call(connection, "GET", f"/IncomingPhoneNumbers.json?{urlencode({'PhoneNumber': number})}")
        numbers = found.content.get("incoming_phone_numbers")
        for each in numbers if isinstance(numbers, list) else ():
            if isinstance(each, dict) and each.get("phone_number") == number and _SID.fullmatch(str(each.get("sid"))):
                return str(each["sid"])
        return ""

    async def _point(self, connection: Connection, number_sid: str, inbound_url: str) -> None:
        await self._call(connection, "POST", f"/IncomingPhoneNumbers/{number_sid}.json", {"SmsUrl": inbound_url, "SmsMethod": "POST"})

    async def _call(self, connection: Connection, method: str, path: str, form: Mapping[str, str] | None = None) -> Answer:
        account, token = connection.settings.get("account_sid", ""), connection.secrets.get("auth_token", "")
        if not _ACCOUNT.fullmatch(account):
            raise Invalid("channel_refused", "The account SID is AC and 32 hexadecimal digits.", field="account_sid")
        headers = {"Authorization": "Basic " + base64.b64encode(f"{account}:{token}".encode()).decode()}
        answer = await self._calls.call(method, f"/2010-04-01/Accounts/{account}{path}", headers, form=form)
        if not answer.is_success:
            self._refuse(answer.status, answer.code, answer.reason)
        return answer

    def _refuse(self, status: int, code: int, reason: str) -> NoReturn:
        """Raises the error that an answer means."""
        if status == 401 or code in ACCOUNT_GONE:
            raise Forbidden("needs_token", "Twilio no longer takes the auth token, or the account is closed. Enter a new one.")
        if code in PERSON_GONE:
            raise NotFound("thread_gone", "This number takes no more messages.")
        if not code and not reason:
            raise self._calls.unreachable(f"(status {status})")
        raise Invalid("channel_refused", SENTENCES.get(code, f"Twilio refused with error {code}: {reason}"))


def sign(auth_token: str, url: str, fields: list[tuple[str, str]]) -> str:
    """Twilio's signature: HMAC-SHA1 over the address and all fields in the order of their names, each name followed by its value."""
    told = url + "".join(name + value for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.digest(auth_token.encode(), told.encode(errors="replace"), hashlib.sha1)).decode()


def _read_fields(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form. One that cannot be read cannot be verified either."""
    if len(body) > MOST_BYTES:
        raise bad_signature(f"The body has more than {MOST_BYTES} bytes.")
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError:
        raise bad_signature("The body is no form, or has too many fields.") from None


def _check_signature(auth_token: str, request: InboundRequest, fields: list[tuple[str, str]]) -> None:
    """Raises Unauthenticated `bad_signature`, also where there is no token: anybody could sign without one."""
    given = request.headers.get("x-twilio-signature", "")[:200].encode(errors="replace")
    signatures = [sign(auth_token, url, fields).encode() for url in _spell_url(request.url)]
    if not auth_token or not any(hmac.compare_digest(each, given) for each in signatures):
        raise bad_signature()


def _spell_url(url: str) -> Iterator[str]:
    """The address as it is, and with the port that its scheme implies: Twilio signs either."""
    yield url
    try:
        parts = urlsplit(url)
        if parts.port is None and parts.scheme in PORTS:
            yield parts._replace(netloc=f"{parts.netloc}:{PORTS[parts.scheme]}").geturl()
    except ValueError:
        return


def _read_event(form: Mapping[str, str]) -> InboundEvent:
    sender, sid = read_id(form, "From"), read_id(form, "MessageSid")
    if not _NUMBER.fullmatch(sender):
        raise bad_event("The field From is no number of a phone.")
    return InboundEvent(sid, InboundKind.message, sender, clean_name(form.get("ProfileName")), sender, sid, read_text(form, "Body"))


def _read_number(connection: Connection) -> str:
    """The channel's number without spaces. Raises Invalid `channel_refused`."""
    number = _clean_number(connection)
    if not _NUMBER.fullmatch(number):
        detail = "The number begins with + and its country, such as +4915112345678, or with whatsapp: before that."
        raise Invalid("channel_refused", detail, field="number")
    return number


def _clean_number(connection: Connection) -> str:
    return "".join(connection.settings.get("number", "").split())


def _reply(twiml: bytes, *events: InboundEvent) -> InboundReply:
    return InboundReply(events, body=twiml, content_type="text/xml")
