"""Sending to a Telegram and a Slack on the loopback, and what becomes of their errors."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from orchestrator.adapters.channels.slack.channel import SlackChannel
from orchestrator.adapters.channels.telegram.channel import TelegramChannel
from orchestrator.domain.channels.events import Button, Outgoing
from orchestrator.domain.errors import Forbidden, Invalid, Limited, NotFound, OrchestratorError, Unavailable
from orchestrator.ports.channels import Connection
from support.connections import INBOUND_SECRET, INBOUND_URL, SLACK, TELEGRAM, connected_telegram, use
from support.servers.messaging import Answer, MessagingServer
from support.servers.slack_server import ADA as SLACK_ADA
from support.servers.slack_server import CHANNEL, DIRECT, SIGNING_SECRET, SlackServer, slack_server
from support.servers.slack_server import TOKEN as SLACK_TOKEN
from support.servers.telegram_server import ADA as TELEGRAM_ADA
from support.servers.telegram_server import GROUP, TelegramServer, telegram_server
from support.servers.telegram_server import TOKEN as TELEGRAM_TOKEN

BUTTONS = (Button("Yes, " + "indeed " * 20, "choice:yes"), Button("No", "choice:no"))
SECRETS = (TELEGRAM_TOKEN, SLACK_TOKEN, SIGNING_SECRET, INBOUND_SECRET)


@dataclass
class Service:
    """One service with its adapter, in words for both."""

    server: MessagingServer
    channel: Callable[[], Any]
    connection: Connection
    thread: str
    place: str

    def send(self, text: str = "In **March**.", **fields: Any) -> str:
        sent: str = use(self.channel(), lambda adapter: adapter.send(self.connection, self.thread, Outgoing(text, **fields)))
        return sent

    def edit(self, message: str, text: str = "In **April**.") -> None:
        use(self.channel(), lambda adapter: adapter.edit(self.connection, self.thread, message, Outgoing(text)))

    def connect(self) -> Any:
        return use(self.channel(), lambda adapter: adapter.connect(self.connection, INBOUND_URL))


@contextmanager
def _telegram() -> Iterator[Service]:
    with connected_telegram() as server:
        yield Service(server, lambda: TelegramChannel(server.api_base, 2), TELEGRAM, f"{TELEGRAM_ADA}:0:0", str(TELEGRAM_ADA))


@contextmanager
def _slack() -> Iterator[Service]:
    with slack_server() as server:
        yield Service(server, lambda: SlackChannel(server.api_base, 2), SLACK, SLACK_ADA, DIRECT)


SERVICES: dict[str, Callable[[], AbstractContextManager[Service]]] = {"telegram": _telegram, "slack": _slack}


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    with SERVICES[request.param]() as one:
        yield one


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with connected_telegram() as server:
        yield server


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with slack_server() as server:
        yield server


def test_a_message_with_buttons_arrives_and_is_changed(service: Service) -> None:
    message = service.send(buttons=BUTTONS)
    [sent] = service.server.sent
    assert sent.place == service.place
    assert message in (sent.id, f"{sent.place}/{sent.id}")
    assert [value for _, value in sent.buttons] == ["choice:yes", "choice:no"]
    assert all(len(label) <= 75 for label, _ in sent.buttons)
    assert sent.text in ("In <b>March</b>.", "In *March*.")
    service.edit(message)
    assert sent.text in ("In <b>April</b>.", "In *April*.")
    assert (sent.buttons, sent.edits) == ([], 1)
    service.edit(message)
    service.edit("no such message")
    service.edit(f"{service.place}/1.2" if service.connection is SLACK else "1")


def error_of(call: Callable[[], Any]) -> OrchestratorError:
    with pytest.raises(OrchestratorError) as raised:
        call()
    return raised.value


def test_a_pause_is_asked_for(service: Service) -> None:
    service.server.pause_s = 37
    for call in (service.send, lambda: service.edit(f"{service.place}/1.2" if service.connection is SLACK else "1")):
        error = error_of(call)
        assert (type(error), error.code, error.fields["retry_after_s"]) == (Limited, "channel_busy", 37.0)
    error = error_of(service.connect)
    assert (type(error), error.code) == (Unavailable, "channel_unreachable")


def test_a_pause_without_a_length(service: Service) -> None:
    service.server.garbage = Answer(429, b"slow down", {"content-type": "text/plain"})
    error = error_of(service.send)
    assert (error.code, error.fields["retry_after_s"]) == ("channel_busy", 1.0)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, {"ok": False}),
        Answer(502, b"<html>", {"content-type": "text/html"}),
        Answer(200, b"not json"),
        Answer(200, b"[" * 100_000),
        Answer(200, b'{"ok": true, "result": "' + b"x" * 400_000 + b'"}'),
        Answer(200, ["ok"]),
        Answer(200, {"ok": "perhaps", "result": []}),
        Answer(200, b""),
        Answer(200, b"\x1f\x8b", {"content-encoding": "gzip"}),
        Answer(302, b"", {"location": "http://127.0.0.1:1/"}),
    ],
    ids=lambda answer: f"{answer.status}-{str(answer.content)[:12]}",
)
def test_an_answer_that_cannot_be_read_may_be_another_at_the_next_try(service: Service, answer: Answer) -> None:
    service.server.garbage = answer
    error = error_of(service.send)
    assert (type(error), error.code) == (Unavailable, "channel_unreachable")


def test_an_outage(service: Service) -> None:
    service.server.is_out = True
    for call in (service.send, service.connect):
        assert error_of(call).code == "channel_unreachable"
    service.server.is_out = False
    service.server.hangs = True
    hasty = replace(service, channel=lambda: type(service.channel())(service.server.api_base, 0.3))
    assert error_of(hasty.send).code == "channel_unreachable"
    away = replace(service, channel=lambda: type(service.channel())("http://127.0.0.1:1"))
    assert error_of(away.send).code == "channel_unreachable"


def test_a_token_that_is_no_longer_taken(service: Service) -> None:
    assert isinstance(service.server, TelegramServer | SlackServer)
    service.server.token = "1:" + "x" * 40
    error = error_of(service.send)
    assert (type(error), error.code) == (Forbidden, "needs_token")
    error = error_of(service.connect)
    assert (type(error), error.code) == (Invalid, "channel_refused")


@pytest.mark.parametrize("token", ["", "nonsense/../getMe?x=", "1:x\r\nHost: a", "ü"])
def test_what_is_no_token_is_sent_nowhere(service: Service, token: str) -> None:
    service.connection = replace(service.connection, secrets={**service.connection.secrets, "bot_token": token})
    before = len(service.server.calls)
    assert error_of(service.send).code == "needs_token"
    assert error_of(service.connect).code == "channel_refused"
    assert len(service.server.calls) == before or token == "nonsense/../getMe?x="


def test_a_thread_that_takes_no_more_messages(service: Service) -> None:
    service.server.gone.add(service.place)
    error = error_of(service.send)
    assert (type(error), error.code) == (NotFound, "thread_gone")
    service.thread = "no thread of this service"
    assert error_of(service.send).code == "thread_gone"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("chat not found", "thread_gone"),
        ("message thread not found", "thread_gone"),
        ("not enough rights to send text messages to the chat", "thread_gone"),
        ("message text is strange", "channel_refused"),
    ],
)
def test_reasons_of_telegram(telegram: TelegramServer, reason: str, code: str) -> None:
    telegram.refuses = reason
    error = error_of(lambda: use(TelegramChannel(telegram.api_base), lambda adapter: adapter.send(TELEGRAM, "5:0:0", Outgoing("Hello"))))
    assert error.code == code
    assert code != "channel_refused" or error.detail == f"Telegram refused: {reason.capitalize()}"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("token_revoked", "needs_token"),
        ("account_inactive", "needs_token"),
        ("not_authed", "needs_token"),
        ("ratelimited", "channel_busy"),
        ("not_in_channel", "thread_gone"),
        ("is_archived", "thread_gone"),
        ("internal_error", "channel_unreachable"),
        ("msg_too_long", "channel_refused"),
        ("<script> xoxb-1", "channel_unreachable"),
    ],
)
def test_reasons_of_slack(slack: SlackServer, reason: str, code: str) -> None:
    slack.refuses = reason
    error = error_of(lambda: use(SlackChannel(slack.api_base), lambda adapter: adapter.send(SLACK, "C1:1.2:U1", Outgoing("Hello"))))
    assert error.code == code
    assert code != "channel_refused" or reason in error.detail


@pytest.mark.parametrize("fault", ["none", "wrong token", "out", "refuses", "unreadable", "pause", "unreachable"])
def test_no_secret_is_in_an_error_or_a_log(service: Service, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    """Also where the service repeats the address, in which Telegram has the token, and every library logs all it can."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    server = service.server
    assert isinstance(server, TelegramServer | SlackServer)
    if isinstance(server, TelegramServer):
        server.repeats_address = True
    match fault:
        case "wrong token":
            server.token = "1:other"
        case "out":
            server.is_out = True
        case "refuses":
            server.refuses = "strange"
        case "unreadable":
            server.garbage = Answer(200, f"not json {TELEGRAM_TOKEN} {SLACK_TOKEN}".encode())
        case "pause":
            server.pause_s = 3
        case "unreachable":
            adapter_class = TelegramChannel if service.connection is TELEGRAM else SlackChannel
            service.channel = lambda: adapter_class("http://127.0.0.1:1")
    said = []
    for call in (service.send, lambda: service.edit("1"), service.connect):
        try:
            call()
        except OrchestratorError as error:
            said += [error.detail, str(error.fields), repr(error), str(error.__cause__ or "")]
    assert said or fault == "none"
    logged = [record.getMessage() + (record.exc_text or "") for record in caplog.records]
    assert [text for text in (*said, *logged) if any(secret.lower() in text.lower() for secret in SECRETS)] == []
    # The addresses are logged, so that this test would see a token in them.
    assert service.connection is SLACK or fault == "unreachable" or any("/bothidden/sendMessage" in text for text in logged)


# Telegram.


def test_telegram_is_told_where_to_post() -> None:
    with telegram_server() as server:
        connected = use(TelegramChannel(server.api_base + "/"), lambda adapter: adapter.connect(TELEGRAM, INBOUND_URL))
        assert (connected.name, connected.settings) == ("@mara_bot", {"bot_id": "7654321", "bot_username": "mara_bot"})
        assert server.webhook["url"] == INBOUND_URL
        assert server.webhook["secret_token"] == INBOUND_SECRET
        use(TelegramChannel(server.api_base), lambda adapter: adapter.disconnect(TELEGRAM))
        assert server.webhook == {}
        server.token = "1:other"
        use(TelegramChannel(server.api_base), lambda adapter: adapter.disconnect(TELEGRAM))
        server.is_out = True
        error = error_of(lambda: use(TelegramChannel(server.api_base), lambda adapter: adapter.disconnect(TELEGRAM)))
        assert error.code == "channel_unreachable"


def test_an_address_that_telegram_does_not_take(telegram: TelegramServer) -> None:
    error = error_of(lambda: use(TelegramChannel(telegram.api_base), lambda adapter: adapter.connect(TELEGRAM, "nowhere")))
    assert (error.code, error.detail) == ("channel_refused", "Telegram refused: Bad webhook")


def test_a_press_is_ended_before_its_answer(telegram: TelegramServer) -> None:
    outgoing = Outgoing("Yes.", reply_to="77")
    use(TelegramChannel(telegram.api_base), lambda adapter: adapter.send(TELEGRAM, f"{GROUP}:7:5", outgoing, "42"))
    assert [method for method, _ in telegram.calls][-2:] == ["answerCallbackQuery", "sendMessage"]
    assert telegram.called("answerCallbackQuery") == [{"callback_query_id": "42"}]
    [sent] = telegram.sent
    assert (sent.place, sent.thread, sent.reply_to) == (str(GROUP), "7", "77")
    assert '"allow_sending_without_reply": true' in sent.raw["reply_parameters"]
    assert sent.raw["link_preview_options"] == '{"is_disabled": true}'


def test_a_group_that_became_a_supergroup(telegram: TelegramServer) -> None:
    telegram.moved["-5"] = -1005
    use(TelegramChannel(telegram.api_base), lambda adapter: adapter.send(TELEGRAM, "-5:0:7", Outgoing("Hello")))
    assert telegram.sent[0].place == "-1005"


def test_formats_that_telegram_refuses_are_left_out(telegram: TelegramServer) -> None:
    text = "# A\n\n" + "**b** " * 1_300
    assert len(text) > 4_096
    error = error_of(lambda: use(TelegramChannel(telegram.api_base), lambda adapter: adapter.send(TELEGRAM, "5:0:0", Outgoing(text))))
    assert error.code == "channel_refused"
    table = "|a|b|\n|-|-|\n" + "|x|y|\n" * 200
    use(TelegramChannel(telegram.api_base), lambda adapter: adapter.send(TELEGRAM, "5:0:0", Outgoing(table)))
    assert telegram.sent[0].raw.get("parse_mode") in ("HTML", None)


# Slack.


def test_slack_tells_who_the_app_is(slack: SlackServer) -> None:
    connected = use(SlackChannel(slack.api_base), lambda adapter: adapter.connect(SLACK, INBOUND_URL))
    assert (connected.name, connected.settings) == ("mara @ House", {"team_id": "T0HOUSE", "bot_user_id": "U0MARA"})
    bare = replace(SLACK, secrets={"bot_token": SLACK_TOKEN})
    assert error_of(lambda: use(SlackChannel(slack.api_base), lambda adapter: adapter.connect(bare, INBOUND_URL))).code == "channel_refused"
    use(SlackChannel(slack.api_base), lambda adapter: adapter.disconnect(SLACK))


@pytest.mark.parametrize(
    ("thread", "handle", "place", "first"),
    [
        (f"{CHANNEL}:17.5:U1", "", CHANNEL, "17.5"),
        ("U0ADA", "", DIRECT, ""),
        ("U0ADA", "18.2", DIRECT, "18.2"),
        ("U0ADA", "../x", DIRECT, ""),
    ],
)
def test_threads_of_slack(slack: SlackServer, thread: str, handle: str, place: str, first: str) -> None:
    use(SlackChannel(slack.api_base), lambda adapter: adapter.send(SLACK, thread, Outgoing("In March."), handle))
    [sent] = slack.sent
    assert (sent.place, sent.thread) == (place, first)
    assert (sent.raw["unfurl_links"], sent.raw["unfurl_media"], sent.raw["text"]) == (False, False, "In March.")


def test_a_message_that_grows_by_escaping_still_arrives_whole(slack: SlackServer) -> None:
    use(SlackChannel(slack.api_base), lambda adapter: adapter.send(SLACK, "U0ADA", Outgoing("&" * 3_000)))
    assert slack.sent[0].text.replace("\n\n", "") == "&amp;" * 3_000
