"""A creator's own program, by Standard Webhooks: signatures, events, replies, and the client that the guide shows."""

import asyncio
import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from orchestrator.adapters.channels.webhook import WebhookChannel
from orchestrator.adapters.notifying.programs import WebhookPoster
from orchestrator.domain.channels.events import Button, InboundEvent, InboundKind, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.channels.webhook_secret import spell_webhook_secret
from orchestrator.domain.errors import Forbidden, Invalid, Limited, Unauthenticated, Unavailable
from orchestrator.ports.channels import Channel, Connected, Connection
from support.servers.ports import free_port
from support.servers.receivers import http_receiver
from support.servers.signed import Signed
from support.servers.webhook_program import WebhookProgram, webhook_program

WithChannel = Callable[[Callable[[WebhookChannel], Awaitable[Any]]], Any]

SECRET = "fkD3kqGQ1zAx0y5nH4Qy0bVf4y1m1G3s0a9p7c2d8e6"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
GUIDE = Path(__file__).parents[2] / "docs/channels/webhook.md"
CHANNEL: Channel = WebhookChannel(WebhookPoster(allow_private=True))


@pytest.fixture(scope="module")
def program() -> Iterator[WebhookProgram]:
    with webhook_program(SECRET) as started:
        yield started


def connection(url: str = "https://app.example.org/replies") -> Connection:
    return Connection("01890a5d-ac96-774b-bcce-b302099a8057", {"url": url}, {"inbound_secret": SECRET})


def receive(signed: Signed, now: datetime = NOW) -> InboundEvent:
    (event,) = CHANNEL.receive(connection(), signed.request(now=now)).events
    return event


@pytest.fixture(scope="module")
def with_channel() -> Iterator[WithChannel]:
    """Runs a story with a channel whose sender, a process that takes a second to start, is shared by the module."""
    poster = WebhookPoster(allow_private=True)
    with asyncio.Runner() as runner:

        async def tell(story: Callable[[WebhookChannel], Awaitable[Any]]) -> Any:
            return await story(WebhookChannel(poster))

        yield lambda story: runner.run(tell(story))
        runner.run(poster.close())


def test_its_kind() -> None:
    assert CHANNEL.kind is ChannelKind.webhook


FULL = {
    "sender": {"id": "u1", "name": " Ada\nL\u0000ovelace "}, "thread": "t1", "message_id": "m1", "text": "Hello\ud800 **you**", "value": "c:1-a", "reply_to": "m0",
    "is_private": False, "unknown": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "value", "reply_to"), [
        ("message", "Hello **you**", "", "m0"), ("edited", "Hello **you**", "", ""), ("deleted", "", "", ""), ("pressed", "", "c:1-a", ""),
    ],
)  # fmt: skip
def test_an_event_is_read(program: WebhookProgram, kind: str, text: str, value: str, reply_to: str) -> None:
    event = receive(program.sign(FULL | {"type": kind, "id": "evt_1"}, NOW, "evt_1"))
    assert event == InboundEvent("evt_1", InboundKind(kind), "u1", "Ada Lovelace", "t1", "m1", text, value, reply_to, is_private=False)


def test_what_may_be_left_out(program: WebhookProgram) -> None:
    event = receive(program.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"}, NOW, "evt_2"))
    assert event == InboundEvent("evt_2", InboundKind.message, "u1", "", "u1", "evt_2", "Hi")


def test_the_same_event_again_has_the_same_id(program: WebhookProgram) -> None:
    first, again = (
        program.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"}, at, "evt_3") for at in (NOW, NOW + timedelta(seconds=9))
    )
    assert receive(first).id == receive(again).id == "evt_3"


def changed(signed: Signed, **headers: str) -> Signed:
    return replace(signed, headers=signed.headers | {name.replace("_", "-"): value for name, value in headers.items()})


def test_one_right_signature_of_several_is_enough(program: WebhookProgram) -> None:
    signed = program.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"}, NOW)
    right = signed.headers["webhook-signature"]
    assert receive(changed(signed, webhook_signature=f"v1a,xyz v1,AAAA ,, {right}"))


@pytest.mark.parametrize(
    "wrong", [
        {"webhook_signature": ""}, {"webhook_signature": "v1,"}, {"webhook_signature": "v1,é\u2028"}, {"webhook_signature": " ".join(["v1,AAAA"] * 5_000)},
        {"webhook_id": ""}, {"webhook_id": "other"}, {"webhook_id": "x" * 201}, {"webhook_id": "é"}, {"webhook_timestamp": ""}, {"webhook_timestamp": "soon"},
        {"webhook_timestamp": "-1"}, {"webhook_timestamp": "9" * 400}, {"webhook_timestamp": "١٢٣"}, {"webhook_timestamp": str(int(NOW.timestamp()) + 1)},
    ],
)  # fmt: skip
def test_a_wrong_signature_is_refused(program: WebhookProgram, wrong: dict[str, str]) -> None:
    signed = changed(program.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"}, NOW), **wrong)
    with pytest.raises(Unauthenticated) as refused:
        receive(signed)
    assert refused.value.code == "bad_signature"


@pytest.mark.parametrize(("seconds", "is_taken"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_a_signature_holds_for_five_minutes(program: WebhookProgram, seconds: int, is_taken: bool) -> None:
    signed = program.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"}, NOW)
    if is_taken:
        assert receive(signed, NOW + timedelta(seconds=seconds))
    else:
        with pytest.raises(Unauthenticated, match="five minutes"):
            receive(signed, NOW + timedelta(seconds=seconds))


def test_another_key_and_another_body_are_refused(program: WebhookProgram) -> None:
    other = WebhookProgram(program.receiver, "whsec_" + base64.b64encode(b"another" * 5).decode())
    signed = program.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"}, NOW)
    for each in (
        other.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"}, NOW),
        replace(signed, body=signed.body + b" "),
        Signed({}, signed.body),
    ):
        with pytest.raises(Unauthenticated):
            receive(each)


@pytest.mark.parametrize(
    "wrong", [
        {"type": "other"}, {"type": None}, {"type": {}}, {"sender": "u1"}, {"sender": {}}, {"sender": {"id": 7}}, {"sender": {"id": "x" * 201}}, {"sender": {"id": "\u0000"}},
        {"thread": "x" * 501}, {"thread": []}, {"text": 7}, {"text": " \n"}, {"text": "\u0000\ud800"}, {"message_id": {}}, {"reply_to": "a\nb"}, {"is_private": "yes"}, {"id": "else"},
        {"type": "pressed"}, {"type": "pressed", "value": "a b", "message_id": "m"}, {"type": "pressed", "value": "a"}, {"type": "deleted"},
    ],
)  # fmt: skip
def test_a_wrong_event_is_refused(program: WebhookProgram, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        receive(program.sign({"type": "message", "sender": {"id": "u1"}, "text": "Hi"} | wrong, NOW))
    assert refused.value.code == "bad_event"


REPLY = Outgoing("It weighs **1 kg**.", (Button("Yes", "y:1"),), "m1", "key-1")


def test_a_reply_arrives_signed_and_is_the_same_in_every_try(with_channel: WithChannel) -> None:
    with webhook_program(SECRET, 500, 204) as program:
        there = connection(program.url)

        async def story(channel: WebhookChannel) -> list[str]:
            with pytest.raises(Unavailable) as failed:
                await channel.send(there, "t1", REPLY)
            assert failed.value.code == "channel_unreachable"
            return [await channel.send(there, "t1", REPLY), await channel.send(there, "t1", replace(REPLY, key="key-2"))]

        first, second = with_channel(story)
        assert [reply["message_id"] for reply in program.replies] == [first, first, second]
        assert [request.headers["webhook-id"] for request in program.receiver.got] == [first, first, second]
        assert program.replies[0] == {
            "type": "message.send", "thread": "t1", "message_id": first, "text": "It weighs **1 kg**.", "buttons": [{"label": "Yes", "value": "y:1"}], "reply_to": "m1",
        }  # fmt: skip
    assert first != second


def test_messages_without_a_key_are_told_apart(with_channel: WithChannel) -> None:
    with webhook_program(SECRET, 204) as program:

        async def story(channel: WebhookChannel) -> set[str]:
            return {await channel.send(connection(program.url), "t1", Outgoing("Hi")) for _ in range(2)}

        assert len(with_channel(story)) == 2


def test_an_edit_arrives(with_channel: WithChannel) -> None:
    with webhook_program(SECRET, 204) as program:
        with_channel(lambda channel: channel.edit(connection(program.url), "t1", "msg_1", Outgoing("Done", key="k")))
        (edit,) = program.replies
    assert edit == {"type": "message.edit", "thread": "t1", "message_id": "msg_1", "text": "Done", "buttons": [], "reply_to": None}


@pytest.mark.parametrize(
    ("status", "retry_after", "error", "code", "pause_s"), [
        (410, "", Forbidden, "needs_token", None), (429, "7", Limited, "channel_busy", 7.0), (503, "7", Limited, "channel_busy", 7.0),
        (429, "999999999", Limited, "channel_busy", 86_400.0), (429, "", Unavailable, "channel_unreachable", None), (500, "", Unavailable, "channel_unreachable", None),
        (404, "", Unavailable, "channel_unreachable", None), (302, "", Unavailable, "channel_unreachable", None),
    ],
)  # fmt: skip
def test_what_a_status_means(
    with_channel: WithChannel, status: int, retry_after: str, error: type[Exception], code: str, pause_s: float | None
) -> None:
    with webhook_program(SECRET, status) as program:
        program.receiver.retry_after = retry_after
        with pytest.raises(error) as raised:
            with_channel(lambda channel: channel.send(connection(program.url), "t1", REPLY))
    assert (raised.value.code, raised.value.fields.get("retry_after_s")) == (code, pause_s)  # type: ignore[attr-defined]
    assert SECRET not in str(raised.value)


def test_a_program_that_is_out(with_channel: WithChannel) -> None:
    with http_receiver() as gone:
        pass
    with pytest.raises(Unavailable, match="cannot be reached"):
        with_channel(lambda channel: channel.send(connection(gone.url), "t1", REPLY))


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/replies", "https://127.0.0.1:9/replies"])
def test_a_private_address_is_refused(url: str) -> None:
    async def story() -> None:
        poster = WebhookPoster()
        channel = WebhookChannel(poster)
        with pytest.raises(Invalid) as refused:
            await channel.connect(connection(url), "https://ask.example.org/in")
        with pytest.raises(Forbidden) as stopped:
            await channel.send(connection(url), "t1", REPLY)
        await poster.close()
        assert (refused.value.code, stopped.value.code) == ("channel_refused", "needs_token")

    asyncio.run(story())


def test_it_is_called_by_its_host(with_channel: WithChannel) -> None:
    assert with_channel(lambda channel: channel.connect(connection("http://127.0.0.1:9/x"), "https://ask.example.org/in")) == Connected(
        "127.0.0.1"
    )
    with_channel(lambda channel: channel.disconnect(connection()))


def test_the_client_in_the_guide_works(with_channel: WithChannel, tmp_path: Path) -> None:
    code = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    assert len([line for line in code[1].splitlines() if line.strip()]) <= 30
    (tmp_path / "client.py").write_text(code[1])
    port = free_port()
    with http_receiver() as inbound:
        environment = os.environ | {"SECRET": spell_webhook_secret(SECRET), "INBOUND_URL": inbound.url, "PORT": str(port)}
        command = [sys.executable, str(tmp_path / "client.py"), "ada", "How heavy is it?"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as client:
            try:
                posted = inbound.wait()
                event = receive(Signed(posted.headers, posted.body), datetime.now(UTC))
                assert (event.sender, event.sender_name, event.thread, event.text) == ("ada", "ada", "ada", "How heavy is it?")
                there = connection(f"http://127.0.0.1:{port}")
                forged = replace(there, secrets={"inbound_secret": "forged"})
                with pytest.raises(Unavailable, match="401"):
                    with_channel(lambda channel: channel.send(forged, event.thread, REPLY))
                with_channel(lambda channel: channel.send(there, event.thread, REPLY))
                assert client.stdout is not None
                assert client.stdout.readline() == "ada It weighs **1 kg**.\n"
            finally:
                client.kill()


def test_the_signature_is_that_of_the_library(with_channel: WithChannel, program: WebhookProgram) -> None:
    with_channel(lambda channel: channel.send(connection(program.url), "t1", Outgoing("Größe €")))
    request = program.receiver.got[-1]
    assert Webhook(program.secret).verify(request.body, request.headers) == json.loads(request.body)
