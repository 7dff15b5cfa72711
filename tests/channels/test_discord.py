"""Discord without a gateway: signed interactions, answers by their tokens and as direct messages, against a server on the loopback."""

import asyncio
import io
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from orchestrator.adapters.channels.discord.channel import DiscordChannel
from orchestrator.cli.logs import install
from orchestrator.domain.channels.events import Button, InboundEvent, InboundKind, Outgoing
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import Forbidden, Invalid, Limited, NotFound, OrchestratorError, Unauthenticated, Unavailable
from orchestrator.ports.channels import Channel, Connected, Connection, InboundReply
from support.servers.discord_server import DiscordMessage, DiscordServer, discord_server
from support.servers.service_server import Said
from support.servers.signed import Signed

T = TypeVar("T")

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
INBOUND = "https://ask.example.org/channels/1/inbound"
REPLY = Outgoing("It weighs **1 kg**.", (Button("Yes", "y:1"), Button("No", "n:1")), key="key-1")
PRESSED = DiscordMessage("777", "dm:1001")


@pytest.fixture
def discord() -> Iterator[DiscordServer]:
    with discord_server() as server:
        yield server


@pytest.fixture(scope="module")
def signing() -> DiscordServer:
    """Signs; nobody asks it anything."""
    return DiscordServer()


def connection(discord: DiscordServer, **settings: str) -> Connection:
    return Connection("01890a5d-ac96-774b-bcce-b302099a8057", discord.settings | settings, discord.secrets)


def receive(discord: DiscordServer, signed: Signed, now: datetime = NOW) -> InboundReply:
    channel: Channel = DiscordChannel("http://127.0.0.1:9")
    return channel.receive(connection(discord), signed.request(now=now))


def with_channel(discord: DiscordServer, story: Callable[[DiscordChannel], Awaitable[T]], deadline_s: float = 10.0) -> T:
    async def whole() -> T:
        channel = DiscordChannel(discord.url, deadline_s, settle_s=0.01)
        try:
            return await story(channel)
        finally:
            await channel.close()

    return asyncio.run(whole())


def handle_of(discord: DiscordServer, signed: Signed) -> str:
    (event,) = receive(discord, signed, datetime.now(UTC)).events
    return event.handle


def send(discord: DiscordServer, *messages: Outgoing, handle: str = "", thread: str = "user:1001") -> list[str]:
    async def story(channel: DiscordChannel) -> list[str]:
        return [await channel.send(connection(discord), thread, message, handle) for message in messages]

    return with_channel(discord, story)


# What comes in.


def test_a_ping_is_answered(signing: DiscordServer) -> None:
    reply = receive(signing, signing.pings(), datetime.now(UTC))
    assert (json.loads(reply.body), reply.events, reply.status, reply.content_type) == ({"type": 1}, (), 200, "application/json")
    assert DiscordChannel("http://127.0.0.1:9").kind is ChannelKind.discord


@pytest.mark.parametrize(("guild", "answer", "privacy"), [("77", {"type": 5, "data": {"flags": 64}}, "e"), ("", {"type": 5}, "d")])
def test_a_question_is_private_wherever_it_is_asked(signing: DiscordServer, guild: str, answer: dict[str, Any], privacy: str) -> None:
    signed = signing.asks("1001", "How heavy\u0000 is it?", guild, at=NOW)
    reply = receive(signing, signed)
    assert json.loads(reply.body) == answer
    interaction = json.loads(signed.body)["id"]
    handle = f"o{privacy}:{interaction}:{signed.token}"
    assert reply.events == (
        InboundEvent(
            interaction, InboundKind.message, "1001", "Ada", "user:1001", interaction, "How heavy is it?", is_private=True, handle=handle
        ),
    )


@pytest.mark.parametrize(
    ("command", "text"),
    [({"name": "link"}, "/link"), ({"name": "connect", "options": [{"name": "code", "value": " AB-12 "}]}, "/connect AB-12")],
)
def test_the_other_commands(signing: DiscordServer, command: dict[str, Any], text: str) -> None:
    (event,) = receive(signing, signing.uses("1001", command, at=NOW)).events
    assert event.text == text


def test_a_pressed_button(signing: DiscordServer) -> None:
    reply = receive(signing, signing.presses("1001", PRESSED, "y:1", "77", at=NOW))
    (event,) = reply.events
    assert json.loads(reply.body) == {"type": 6}
    assert (event.kind, event.message, event.value, event.text, event.thread) == (InboundKind.pressed, "777", "y:1", "", "user:1001")
    assert event.handle.startswith("fe:")


def test_a_button_to_reply_opens_a_field_and_its_text_replies_to_the_message(signing: DiscordServer) -> None:
    opened = receive(signing, signing.presses("1001", PRESSED, "r:12", at=NOW))
    modal = json.loads(opened.body)
    assert (opened.events, modal["type"], modal["data"]["custom_id"]) == ((), 9, "r:12")
    assert modal["data"]["components"][0]["components"][0]["style"] == 2
    reply = receive(signing, signing.submits("1001", PRESSED, "It weighs 1 kg.", "r:12", at=NOW))
    (event,) = reply.events
    assert json.loads(reply.body) == {"type": 6}
    assert (event.kind, event.text, event.reply_to, event.value) == (InboundKind.message, "It weighs 1 kg.", "777", "")


def test_the_same_interaction_again_has_the_same_id(signing: DiscordServer) -> None:
    signed = signing.asks("1001", "How heavy is it?", at=NOW)
    assert receive(signing, signed).events[0].id == receive(signing, signing.sign(signed.body, NOW + timedelta(minutes=1))).events[0].id


@pytest.mark.parametrize(
    "wrong", [
        {"x-signature-ed25519": ""}, {"x-signature-ed25519": "zz"}, {"x-signature-ed25519": "00" * 64}, {"x-signature-ed25519": "ab" * 9_000},
        {"x-signature-timestamp": ""}, {"x-signature-timestamp": "soon"}, {"x-signature-timestamp": str(int(NOW.timestamp()) + 1)},
    ],
)  # fmt: skip
def test_a_wrong_signature_is_refused(signing: DiscordServer, wrong: dict[str, str]) -> None:
    signed = signing.asks("1001", "How heavy is it?", at=NOW)
    for each in (replace(signed, headers=signed.headers | wrong), replace(signed, headers={}), replace(signed, body=signed.body + b" ")):
        with pytest.raises(Unauthenticated) as refused:
            receive(signing, each)
        assert refused.value.code == "bad_signature"


def test_a_signature_of_another_key_or_another_time_is_refused(signing: DiscordServer) -> None:
    signed = signing.asks("1001", "How heavy is it?", at=NOW)
    with pytest.raises(Unauthenticated):
        receive(DiscordServer(), signed)
    with pytest.raises(Unauthenticated):
        DiscordChannel("http://127.0.0.1:9").receive(connection(signing, public_key="no key"), signed.request(now=NOW))
    for seconds in (-301, 301):
        with pytest.raises(Unauthenticated, match="five minutes"):
            receive(signing, signed, NOW + timedelta(seconds=seconds))
    assert receive(signing, signed, NOW + timedelta(seconds=300)).events


@pytest.mark.parametrize(
    "wrong", [
        {"type": 99}, {"type": "2"}, {"type": []}, {"data": None}, {"data": {"name": "other"}}, {"data": {"name": []}}, {"data": {"name": "ask"}},
        {"data": {"name": "ask", "options": {"question": 1}}}, {"data": {"name": "ask", "options": [{"name": "question", "value": " "}]}},
        {"data": {"name": "ask", "options": [[], {"name": {}}, {"name": "question", "value": 7}]}}, {"user": None}, {"user": {"id": "ada"}}, {"user": {"id": 7}},
        {"member": {}}, {"member": 7}, {"id": ""}, {"id": "x"}, {"token": None}, {"token": "a/../b"}, {"token": "x" * 401},
        {"type": 3}, {"type": 3, "message": {"id": "1"}}, {"type": 3, "message": {"id": "1"}, "data": {"custom_id": "a b"}},
        {"type": 5}, {"type": 5, "message": {"id": "1"}}, {"type": 5, "message": {"id": "1"}, "data": {"components": [7, {"components": [7]}, {"components": 7}, {}]}},
    ],
)  # fmt: skip
def test_a_wrong_interaction_is_refused(signing: DiscordServer, wrong: dict[str, Any]) -> None:
    whole = json.loads(signing.asks("1001", "How heavy is it?", at=NOW).body)
    with pytest.raises(Invalid) as refused:
        receive(signing, signing.sign(whole | wrong, NOW))
    assert refused.value.code == "bad_event"


# What leaves.


def test_the_first_answer_replaces_the_waiting_and_further_ones_follow(discord: DiscordServer) -> None:
    handle = handle_of(discord, discord.asks("1001", "How heavy is it?", "77"))
    first, second = send(discord, REPLY, Outgoing("And it is green.", key="key-2"), handle=handle)
    assert [(each.id, each.content, each.is_private) for each in discord.messages] == [
        (first, "It weighs **1 kg**.", True), (second, "And it is green.", True),
    ]  # fmt: skip
    assert discord.messages[0].buttons == [("Yes", "y:1"), ("No", "n:1")]
    assert all(each.channel.startswith("token:") for each in discord.messages)


def test_an_answer_that_was_sent_already_is_recognised(discord: DiscordServer) -> None:
    handle = handle_of(discord, discord.asks("1001", "How heavy is it?"))
    assert send(discord, REPLY, handle=handle) == send(discord, REPLY, handle=handle)
    without = [send(discord, replace(REPLY, key="key-9")) for _ in range(2)]
    assert without[0] == without[1]
    assert len(discord.messages) == 2


def test_what_is_said_after_a_press_follows_and_leaves_the_message(discord: DiscordServer) -> None:
    send(discord, REPLY)
    handle = handle_of(discord, discord.presses("1001", discord.messages[0], "y:1"))
    send(discord, Outgoing("Thank you."), handle=handle)
    assert [each.content for each in discord.messages] == ["It weighs **1 kg**.", "Thank you."]


def test_an_answer_days_later_comes_as_a_direct_message(discord: DiscordServer) -> None:
    signed = discord.asks("1001", "How heavy is it?", "77", at=datetime.now(UTC) - timedelta(minutes=4))
    handle = handle_of(discord, signed)
    discord.expire(signed)
    send(discord, replace(REPLY, reply_to="888"), handle=handle)
    send(discord, Outgoing("Later"), handle="oe:nothing:of:ours")
    assert [(each.channel, each.is_private, each.reply_to) for each in discord.messages] == [
        ("dm:1001", False, "888"),
        ("dm:1001", False, ""),
    ]


@pytest.mark.parametrize(("late", "channel"), [(2, "token:"), (3, "dm:1001")])
def test_an_answer_may_be_faster_than_the_reply_to_discord(discord: DiscordServer, late: int, channel: str) -> None:
    handle = handle_of(discord, discord.asks("1001", "How heavy is it?", "77"))
    discord.late = late
    send(discord, REPLY, handle=handle)
    assert discord.messages[0].channel.startswith(channel)


def test_an_edit_replaces_text_and_buttons(discord: DiscordServer) -> None:
    (sent,) = send(discord, REPLY)

    async def story(channel: DiscordChannel) -> None:
        await channel.edit(connection(discord), "user:1001", sent, Outgoing("Done"))
        for gone in ("123", "no id"):
            await channel.edit(connection(discord), "user:1001", gone, Outgoing("Done"))

    with_channel(discord, story)
    (message,) = discord.messages
    assert (message.content, message.buttons, message.edits) == ("Done", [], 1)


def test_a_message_that_only_one_person_sees_is_edited_by_the_press_of_its_button(discord: DiscordServer) -> None:
    (sent,) = send(discord, REPLY, handle=handle_of(discord, discord.asks("1001", "How heavy is it?", "77")))
    handle = handle_of(discord, discord.presses("1001", discord.messages[0], "y:1", "77"))
    with_channel(discord, lambda channel: channel.edit(connection(discord), "user:1001", sent, Outgoing("Done")))
    assert discord.messages[0].edits == 0
    with_channel(discord, lambda channel: channel.edit(connection(discord), "user:1001", sent, Outgoing("Done"), handle))
    assert (discord.messages[0].content, discord.messages[0].edits) == ("Done", 1)


def test_many_buttons_and_long_labels_fit(discord: DiscordServer) -> None:
    buttons = [Button(" word" * 40, f"c:{number}") for number in range(30)] + [Button("", "e")]
    send(discord, Outgoing("Which one?", (buttons[-1], *buttons[:-1])))
    (message,) = discord.messages
    assert (len(message.components), len(message.buttons), message.buttons[0]) == (5, 25, ("…", "e"))
    assert message.buttons[1][0].endswith("…")


@pytest.mark.parametrize(
    ("said", "error", "code", "pause_s"), [
        (Said(429, {"retry_after": 0.75, "global": True}, "1"), Limited, "channel_busy", 0.75), (Said(429, {}, "7"), Limited, "channel_busy", 7.0),
        (Said(429, {"retry_after": "nan"}), Limited, "channel_busy", 1.0), (Said(429, {"retry_after": 1e12}), Limited, "channel_busy", 86_400.0),
        (Said(403, {"code": 40003}), Limited, "channel_busy", 60.0), (Said(500), Unavailable, "channel_unreachable", None),
        (Said(302), Unavailable, "channel_unreachable", None), (Said(403), Unavailable, "channel_unreachable", None), (Said(200), Unavailable, "channel_unreachable", None),
        (Said(401, {"code": 0}), Forbidden, "needs_token", None), (Said(403, {"code": 50007}), NotFound, "thread_gone", None),
        (Said(403, {"code": 50001}), NotFound, "thread_gone", None), (Said(404, {"code": 10003}), NotFound, "thread_gone", None),
        (Said(400, {"code": 50035, "message": "Invalid\nForm"}), Invalid, "channel_refused", None), (Said(403, {"code": 1}), Invalid, "channel_refused", None),
    ],
)  # fmt: skip
def test_what_discord_answers_means(
    discord: DiscordServer, said: Said, error: type[OrchestratorError], code: str, pause_s: float | None
) -> None:
    discord.answers.append(said)
    with pytest.raises(error) as raised:
        send(discord, REPLY)
    assert (raised.value.code, raised.value.fields.get("retry_after_s")) == (code, pause_s)
    assert discord.token not in str(raised.value)


def test_people_who_block_and_threads_of_others_are_gone(discord: DiscordServer) -> None:
    discord.blocked.add("1001")
    for thread in ("user:1001", "chat:7", ""):
        with pytest.raises(NotFound) as gone:
            send(discord, REPLY, thread=thread)
        assert gone.value.code == "thread_gone"


def test_a_pause_and_an_outage_hold_for_the_answer_to_an_interaction_too(discord: DiscordServer) -> None:
    handle = handle_of(discord, discord.asks("1001", "How heavy is it?"))
    discord.pauses.append(0.5)
    with pytest.raises(Limited):
        send(discord, REPLY, handle=handle)
    discord.is_out = True
    with pytest.raises(Unavailable):
        send(discord, REPLY, handle=handle)
    discord.is_out = False
    send(discord, REPLY, handle=handle)
    assert len(discord.messages) == 1


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"[" * 100_000, b"[]", b'{"id": 7}', b" " * 300_000])
def test_an_answer_that_cannot_be_read(discord: DiscordServer, raw: bytes) -> None:
    discord.raw = raw
    with pytest.raises(Unavailable):
        send(discord, REPLY)


def test_a_server_that_is_not_there() -> None:
    with discord_server() as gone:
        pass
    with pytest.raises(Unavailable) as failed:
        send(gone, REPLY)
    assert failed.value.code == "channel_unreachable"


# Connecting.


def connect(discord: DiscordServer, **settings: str) -> Connected:
    return with_channel(discord, lambda channel: channel.connect(connection(discord, **settings), INBOUND))


def test_connecting_registers_the_commands_and_the_address(discord: DiscordServer) -> None:
    assert connect(discord) == Connected("@lamps", {"inbound": "set"})
    assert [command["name"] for command in discord.commands] == ["ask", "link", "connect"]
    endpoint = discord.endpoint
    assert endpoint == INBOUND
    with_channel(discord, lambda channel: channel.disconnect(connection(discord, inbound="set")))
    now = discord.commands, discord.endpoint
    assert now == ([], None)


def test_an_address_that_discord_does_not_take_is_pasted_by_the_owner(discord: DiscordServer) -> None:
    discord.takes_endpoint = False
    assert connect(discord) == Connected("@lamps", {"inbound": "paste"})


@pytest.mark.parametrize(
    ("settings", "field"),
    [({"application_id": "../x"}, "application_id"), ({"application_id": "1"}, "application_id"), ({"public_key": "ab"}, "public_key")],
)
def test_what_the_owner_mistyped_is_named(discord: DiscordServer, settings: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        connect(discord, **settings)
    assert (refused.value.code, refused.value.fields["field"]) == ("channel_refused", field)


@pytest.mark.parametrize("token", ["wrong-token", "wrong\r\nX-Y: z", "é"])
def test_a_wrong_token_is_refused_without_repeating_it(discord: DiscordServer, token: str) -> None:
    wrong = replace(connection(discord), secrets={"bot_token": token})
    with pytest.raises(Invalid) as refused:
        with_channel(discord, lambda channel: channel.connect(wrong, INBOUND))
    assert (refused.value.code, token in str(refused.value)) == ("channel_refused", False)
    with pytest.raises(Forbidden) as revoked:
        with_channel(discord, lambda channel: channel.send(wrong, "user:1001", REPLY))
    assert revoked.value.code == "needs_token"
    with_channel(discord, lambda channel: channel.disconnect(wrong))


def test_connecting_to_a_service_that_is_out_or_busy(discord: DiscordServer) -> None:
    discord.pauses.append(1.0)
    for _ in range(2):
        with pytest.raises(Unavailable) as failed:
            connect(discord)
        assert failed.value.code == "channel_unreachable"
        discord.is_out = True
    with pytest.raises(Unavailable):
        with_channel(discord, lambda channel: channel.disconnect(connection(discord)))


def test_no_log_holds_a_token(discord: DiscordServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    stream, before = io.StringIO(), logging.getLogger().handlers[:]
    install(stream)
    try:
        signed = discord.asks("1001", "How heavy is it?")
        send(discord, REPLY, handle=handle_of(discord, signed))
        discord.is_out = True
        with pytest.raises(Unavailable):
            send(discord, REPLY, handle=handle_of(discord, signed))
    finally:
        logging.basicConfig(level=logging.WARNING, handlers=before, force=True)
    assert discord.token not in stream.getvalue()
    assert signed.token not in stream.getvalue()
