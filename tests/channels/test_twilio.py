"""SMS and WhatsApp by Twilio: signed forms, plain texts, and what its errors mean, against a server on the loopback."""

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from orchestrator.adapters.channels.twilio import TwilioChannel, sign
from orchestrator.cli.logs import install
from orchestrator.domain.channels.events import InboundEvent, InboundKind, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import Forbidden, Invalid, Limited, NotFound, OrchestratorError, Unauthenticated, Unavailable
from orchestrator.ports.channels import Channel, Connected, Connection, InboundReply
from support.servers.service_server import Said
from support.servers.signed import Signed
from support.servers.twilio_server import TwilioServer, twilio_server

T = TypeVar("T")

INBOUND = "https://ask.example.org/channels/1/inbound?a=b"
ADA = "+4915111111111"
REPLY = Outgoing("It weighs **1 kg**; see [the sheet](https://lamps.example.org/sheet).", key="key-1")


@pytest.fixture
def twilio() -> Iterator[TwilioServer]:
    with twilio_server() as server:
        yield server


@pytest.fixture(scope="module")
def signing() -> TwilioServer:
    """Signs; nobody asks it anything."""
    return TwilioServer()


def connection(twilio: TwilioServer, **settings: str) -> Connection:
    return Connection("01890a5d-ac96-774b-bcce-b302099a8057", twilio.settings | settings, twilio.secrets)


def receive(twilio: TwilioServer, signed: Signed, url: str = INBOUND, **settings: str) -> InboundReply:
    channel: Channel = TwilioChannel("http://127.0.0.1:9")
    return channel.receive(connection(twilio, **settings), signed.request(url, datetime.now(UTC)))


def with_channel(twilio: TwilioServer, story: Callable[[TwilioChannel], Awaitable[T]]) -> T:
    async def whole() -> T:
        channel = TwilioChannel(twilio.url)
        try:
            return await story(channel)
        finally:
            await channel.close()

    return asyncio.run(whole())


def send(twilio: TwilioServer, message: Outgoing = REPLY, thread: str = ADA, **settings: str) -> str:
    return with_channel(twilio, lambda channel: channel.send(connection(twilio, **settings), thread, message))


def test_the_signature_is_the_one_that_twilio_documents() -> None:
    # The example of https://www.twilio.com/docs/usage/security
    fields = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+14158675309"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
    ]
    assert sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", fields) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_a_message_is_read_and_answered_with_nothing(signing: TwilioServer) -> None:
    reply = receive(signing, signing.texts(ADA, "Wie schwer?\u0007 €", INBOUND, "SM1", ProfileName="Ada\nL."))
    assert reply.events == (InboundEvent("SM1", InboundKind.message, ADA, "Ada L.", ADA, "SM1", "Wie schwer? €"),)
    assert (reply.status, reply.body, reply.content_type) == (200, b"<Response/>", "text/xml")
    assert TwilioChannel("http://127.0.0.1:9").kind is ChannelKind.twilio


def test_the_same_message_again_has_the_same_id(signing: TwilioServer) -> None:
    assert {receive(signing, signing.texts(ADA, "Hi", INBOUND, "SM1")).events[0].id for _ in range(2)} == {"SM1"}


def test_whatsapp(signing: TwilioServer) -> None:
    signed = signing.texts(f"whatsapp:{ADA}", "Hi", INBOUND, To="whatsapp:+14155238886")
    (event,) = receive(signing, signed, number="whatsapp: +1 415 523 8886").events
    assert (event.sender, event.thread) == (f"whatsapp:{ADA}", f"whatsapp:{ADA}")


@pytest.mark.parametrize("fields", [{"OptOutType": "STOP"}, {"OptOutType": "HELP"}])
def test_what_twilio_settles_itself_is_none_of_ours(signing: TwilioServer, fields: dict[str, str]) -> None:
    assert receive(signing, signing.texts(ADA, "STOP", INBOUND, **fields)) == InboundReply(body=b"<Response/>", content_type="text/xml")
    report = signing.sign([("MessageSid", "SM1"), ("MessageStatus", "delivered")], INBOUND)
    assert receive(signing, report).events == ()


def test_a_picture_without_a_word_is_answered(signing: TwilioServer) -> None:
    reply = receive(signing, signing.texts(ADA, "", INBOUND, NumMedia="1"))
    assert (reply.events, b"Only text" in reply.body) == ((), True)
    assert receive(signing, signing.texts(ADA, "This one", INBOUND, NumMedia="1")).events[0].text == "This one"


@pytest.mark.parametrize(
    ("signed_for", "posted_to"), [(INBOUND.replace(".org/", ".org:443/"), INBOUND), ("http://a.example:80/x", "http://a.example/x")]
)
def test_an_address_may_be_signed_with_its_port(signing: TwilioServer, signed_for: str, posted_to: str) -> None:
    assert receive(signing, signing.texts(ADA, "Hi", signed_for), posted_to).events


def test_a_wrong_signature_is_refused(signing: TwilioServer) -> None:
    signed = signing.texts(ADA, "Hi", INBOUND)
    other = TwilioServer(number=signing.number)
    without_key = replace(other, token="")
    wrong = [
        (signing, replace(signed, headers={}), INBOUND), (signing, replace(signed, headers={"x-twilio-signature": "é" * 500}), INBOUND),
        (signing, replace(signed, body=signed.body + b"&X=1"), INBOUND), (signing, signed, INBOUND + "&c=d"), (signing, signed, "http://[broken"),
        (other, signed, INBOUND), (without_key, without_key.texts(ADA, "Hi", INBOUND), INBOUND),
        (signing, replace(signed, body=b"a=1&" * 400), INBOUND), (signing, replace(signed, body=b"\xff"), INBOUND),
    ]  # fmt: skip
    for server, each, url in wrong:
        with pytest.raises(Unauthenticated) as refused:
            receive(server, each, url)
        assert refused.value.code == "bad_signature"


@pytest.mark.parametrize(
    "fields", [{"To": "+1"}, {"From": ""}, {"From": "ada"}, {"From": "+0"}, {"MessageSid": "\n"}, {"MessageSid": "x" * 201}, {"Body": " "}, {"NumMedia": "x", "Body": "\0"}],
)  # fmt: skip
def test_a_wrong_message_is_refused(signing: TwilioServer, fields: dict[str, str]) -> None:
    form = {"To": signing.number, "From": ADA, "MessageSid": "SM1", "Body": "Hi"} | fields
    signed = signing.sign(list(form.items()), INBOUND)
    with pytest.raises(Invalid) as refused:
        receive(signing, signed)
    assert refused.value.code == "bad_event"


def test_a_reply_is_plain_text(twilio: TwilioServer) -> None:
    sid = send(twilio)
    (message,) = twilio.messages
    assert (message.sid, message.sender, message.to) == (sid, twilio.number, ADA)
    assert message.body == "It weighs 1 kg; see the sheet (https://lamps.example.org/sheet)."
    with_channel(twilio, lambda channel: channel.edit(connection(twilio), ADA, sid, Outgoing("Changed")))
    assert len(twilio.asked) == 1


def test_a_text_that_grows_as_plain_text_is_sent_as_it_is(twilio: TwilioServer) -> None:
    text = "[a][1] " * 100 + "\n\n[1]: https://lamps.example.org/a/long/address"
    send(twilio, Outgoing(text))
    assert twilio.messages[0].body == text


@pytest.mark.parametrize(
    ("said", "error", "code"), [
        (Said(429, {"code": 20429}, "7"), Limited, "channel_busy"), (Said(500), Unavailable, "channel_unreachable"), (Said(403), Unavailable, "channel_unreachable"),
        (Said(401), Forbidden, "needs_token"), (Said(401, {"code": 20003}), Forbidden, "needs_token"), (Said(404, {"code": 20404}), Forbidden, "needs_token"),
        (Said(400, {"code": 21610}), NotFound, "thread_gone"), (Said(400, {"code": 21211}), NotFound, "thread_gone"), (Said(400, {"code": 21614}), NotFound, "thread_gone"),
        (Said(400, {"code": 63016}), Invalid, "channel_refused"), (Said(201, {"sid": "SM", "error_code": 63016}), Invalid, "channel_refused"),
        (Said(201, {"sid": "SM", "error_code": 21610}), NotFound, "thread_gone"), (Said(400, {"code": 21608, "message": "Trial"}), Invalid, "channel_refused"),
    ],
)  # fmt: skip
def test_what_twilio_answers_means(twilio: TwilioServer, said: Said, error: type[OrchestratorError], code: str) -> None:
    twilio.answers.append(said)
    with pytest.raises(error) as raised:
        send(twilio)
    assert raised.value.code == code
    assert twilio.token not in str(raised.value)
    assert raised.value.fields.get("retry_after_s") == (7.0 if code == "channel_busy" else None)
    assert ("24 hours" in raised.value.detail) == ("63016" in str(said.content))


def test_people_who_stopped_and_threads_of_others_are_gone(twilio: TwilioServer) -> None:
    twilio.stopped.add(ADA)
    for thread in (ADA, "user:1", ""):
        with pytest.raises(NotFound):
            send(twilio, thread=thread)
    assert len(twilio.asked) == 1


def test_a_server_that_is_not_there_or_is_out(twilio: TwilioServer) -> None:
    with twilio_server() as gone:
        pass
    with pytest.raises(Unavailable):
        send(gone)
    twilio.is_out = True
    with pytest.raises(Unavailable) as failed:
        send(twilio)
    assert failed.value.code == "channel_unreachable"


def connect(twilio: TwilioServer, **settings: str) -> Connected:
    return with_channel(twilio, lambda channel: channel.connect(connection(twilio, **settings), INBOUND))


def test_an_own_number_is_told_the_address(twilio: TwilioServer) -> None:
    connected = connect(twilio, number="+1 555 000 1111")
    assert connected == Connected(twilio.number, {"inbound": "set", "number_sid": twilio.number_sid})
    assert twilio.sms_url == INBOUND
    with_channel(twilio, lambda channel: channel.disconnect(connection(twilio, **connected.settings)))
    assert twilio.sms_url == ""


def test_for_other_numbers_the_owner_pastes_the_address(twilio: TwilioServer) -> None:
    assert connect(twilio, number="whatsapp:+14155238886").settings == {"inbound": "paste"}
    twilio.owns_number = False
    assert connect(twilio).settings == {"inbound": "paste"}
    with_channel(twilio, lambda channel: channel.disconnect(connection(twilio)))


@pytest.mark.parametrize(
    ("settings", "field"), [
        ({"account_sid": "AC/../x"}, "account_sid"), ({"account_sid": "AC" + "0" * 32}, "auth_token"), ({"number": "0151 123"}, "number"), ({"number": ""}, "number"),
    ],
)  # fmt: skip
def test_what_the_owner_mistyped_is_named(twilio: TwilioServer, settings: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        connect(twilio, **settings)
    assert (refused.value.code, refused.value.fields["field"]) == ("channel_refused", field)


def test_an_account_that_is_closed_or_a_service_that_is_busy(twilio: TwilioServer) -> None:
    twilio.status = "suspended"
    with pytest.raises(Invalid, match="not active"):
        connect(twilio)
    twilio.pauses.append(1.0)
    with pytest.raises(Unavailable):
        connect(twilio)
    twilio.is_out = True
    with pytest.raises(Unavailable):
        with_channel(twilio, lambda channel: channel.disconnect(connection(twilio, number_sid=twilio.number_sid)))
    twilio.is_out, twilio.token = False, "another"
    given = connection(TwilioServer(account=twilio.account), number_sid=twilio.number_sid)
    with_channel(twilio, lambda channel: channel.disconnect(given))


def test_no_log_holds_the_token(twilio: TwilioServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    stream, before = io.StringIO(), logging.getLogger().handlers[:]
    install(stream)
    try:
        send(twilio)
        twilio.is_out = True
        with pytest.raises(Unavailable):
            send(twilio)
    finally:
        logging.basicConfig(level=logging.WARNING, handlers=before, force=True)
    assert twilio.token not in stream.getvalue()
