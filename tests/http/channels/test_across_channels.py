"""Whole journeys over services of ours on the loopback, which speak the services' own interfaces: a server takes what they post, its jobs work
it off, and the service sees what left."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from orchestrator.settings import Settings
from support.api import Api, open_workshop
from support.letters import fill_in, reply_to, write_mail
from support.servers import programs
from support.servers.discord_server import DiscordMessage, DiscordServer, discord_server
from support.servers.imap_server import PASSWORD, ImapServer, imap_server
from support.servers.mail_server import MailServer, mail_server, words_of
from support.servers.messaging import MessagingServer, Sent
from support.servers.slack_server import SlackServer, slack_server
from support.servers.telegram_server import TelegramServer, telegram_server
from support.servers.twilio_server import TwilioServer, twilio_server

NOVEL = "Would you ever teach a class on restoring antique violins?"
HOURS = "When is the workshop open?"


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with telegram_server() as server:
        yield server


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with slack_server() as server:
        yield server


@pytest.fixture
def discord() -> Iterator[DiscordServer]:
    with discord_server() as server:
        yield server


@pytest.fixture
def twilio() -> Iterator[TwilioServer]:
    with twilio_server() as server:
        yield server


@pytest.fixture
def creator(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, telegram: TelegramServer, slack: SlackServer, discord: DiscordServer, twilio: TwilioServer
) -> Iterator[Api]:  # fmt: skip
    """A program whose services are those of this machine."""
    monkeypatch.setenv("TELEGRAM_API_BASE", telegram.api_base)
    monkeypatch.setenv("SLACK_API_BASE", slack.api_base)
    monkeypatch.setenv("DISCORD_API_BASE", discord.url)
    monkeypatch.setenv("TWILIO_API_BASE", twilio.url)
    with TestClient(programs.make_app(), raise_server_exceptions=False, client=programs.PEER) as client:
        yield Api(client).sign_up("mira", display_name="Mira")


class Line:
    """One channel of the agent: what the service posts goes to the server."""

    def __init__(self, api: Api, avee: str, kind: str, settings: dict[str, str]) -> None:
        self.api, self.avee = api, avee
        self.channel = api.call("POST", f"/avees/{avee}/channels", 201, json={"kind": kind, "settings": settings})

    def post(self, posted: Any, expect: int = 200) -> Any:
        path = f"/channels/{self.channel['id']}/inbound"
        answer = self.api.client.post(path, content=posted.body, headers=posted.headers)
        assert answer.status_code == expect, answer.text
        return answer

    def code(self) -> str:
        made: str = self.api.call("POST", f"/avees/{self.avee}/channels/{self.channel['id']}/codes", 201)["code"]
        return made

    def state(self) -> dict[str, Any]:
        return next(each for each in self.api.call("GET", f"/avees/{self.avee}/channels", 200)["items"] if each["id"] == self.channel["id"])


def until(found: Callable[[], Any], what: str) -> Any:
    """Waits for something that a job does."""
    for _ in range(400):
        value = found()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"not seen: {what}")


def said(server: MessagingServer, text: str) -> Sent:
    """The message of the service's that holds this text."""
    message: Sent = until(lambda: next((each for each in server.sent if text in each.text), None), text)
    return message


def button(message: Any, label: str) -> str:
    values: dict[str, str] = dict(message.buttons)
    return values[label]


def test_asked_in_telegram_answered_from_slack_and_corrected_in_the_inbox(
    creator: Api, telegram: TelegramServer, slack: SlackServer
) -> None:
    avee = open_workshop(creator)
    there = Line(creator, avee, "telegram", {"bot_token": telegram.token})
    here = Line(creator, avee, "slack", {"bot_token": slack.token, "signing_secret": slack.signing_secret})
    assert telegram.webhook["url"].endswith(f"/channels/{there.channel['id']}/inbound")
    here.post(slack.message_event(f"/connect {here.code()}"))
    said(slack, "You are connected, Mira.")
    # Asked and offered in Telegram, and taken by its button.
    there.post(telegram.message_update(NOVEL))
    offer = until(lambda: next((each for each in telegram.sent if each.buttons), None), "an offer")
    there.post(telegram.press(offer, button(offer, "Yes")))
    question = said(slack, "antique violins")
    until(lambda: "✓ Yes" in offer.text and not offer.buttons, "the buttons are gone")
    # Answered from Slack by a reply in the thread of the notification; nothing leaves before Send.
    here.post(slack.message_event("Yes, each *May*.", thread_ts=question.id))
    preview = said(slack, "Nothing is sent yet")
    assert creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"]
    assert not any("May" in each.text for each in telegram.sent)
    here.post(slack.press(preview, button(preview, "Send")))
    assert "<b>Mira:</b>" in said(telegram, "May").text
    # Corrected in the app: the correction is in Telegram.
    answers = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]
    answer = next(each for each in answers if "May" in each["answer_content"])
    creator.call(
        "PATCH",
        f"/avees/{avee}/canonical-answers/{answer['id']}",
        200,
        json={"answer_content": "Yes, each June.", "version": answer["version"]},
    )
    said(telegram, "each June")
    # And asked again by somebody else, it is the creator's own answer.
    creator.configure(avee, trust_mode="immediate")
    there.post(telegram.message_update(NOVEL, 4002, 4002))
    until(lambda: [each for each in telegram.sent if str(each.place) == "4002" and "each June" in each.text], "the reused answer")


def test_duplicates_edits_and_wrong_signatures_of_telegram(creator: Api, telegram: TelegramServer) -> None:
    avee = open_workshop(creator)
    line = Line(creator, avee, "telegram", {"bot_token": telegram.token})
    posted = telegram.message_update(HOURS)
    line.post(type(posted)({**posted.headers, "x-telegram-bot-api-secret-token": "wrong"}, posted.body), 401)
    for _ in range(3):
        line.post(posted)
    first = said(telegram, "nine and five")
    message = telegram.message("How do I reset my password?")
    line.post(telegram.update(message=message))
    line.post(telegram.edited_update(message, HOURS))
    until(lambda: len([each for each in telegram.sent if "nine and five" in each.text]) == 2, "the edited question")
    assert first.id != telegram.sent[-1].id
    assert len(telegram.sent) == 3


@pytest.fixture
def few_unsigned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_UNSIGNED_EVENTS_PER_ADDRESS", "3/hour")


def test_a_flood_without_signatures_is_not_looked_up_and_holds_no_service_up(
    few_unsigned: None, creator: Api, telegram: TelegramServer
) -> None:
    line = Line(creator, open_workshop(creator), "telegram", {"bot_token": telegram.token})
    posted = telegram.message_update(HOURS)
    unsigned = type(posted)({**posted.headers, "x-telegram-bot-api-secret-token": "wrong"}, posted.body)
    line.post(posted)
    for _ in range(3):
        line.post(unsigned, 401)
    assert line.post(unsigned, 429).json()["code"] == "too_many_requests"
    nobody = creator.client.post(f"/channels/{uuid.uuid4()}/inbound", content=b"{}")
    assert nobody.status_code == 429, "which is not known before it is looked up"
    line.post(telegram.message_update("How do I reset my password?"))
    said(telegram, "Forgotten password")


def test_an_outage_a_pause_and_a_revoked_token_lose_nothing(creator: Api, telegram: TelegramServer) -> None:
    avee = open_workshop(creator)
    line = Line(creator, avee, "telegram", {"bot_token": telegram.token})
    telegram.is_out = True
    line.post(telegram.message_update(HOURS))
    until(lambda: line.state()["state"] == "failing", "the state")
    telegram.is_out = False
    said(telegram, "nine and five")
    until(lambda: line.state()["state"] == "working", "the state")
    old, telegram.token = telegram.token, "7654321:BBH-another_token_of_the_same_bot-987654321"
    line.post(telegram.message_update("How do I reset my password?"))
    found = until(lambda: line.state()["state"] == "needs_token" and line.state(), "the state")
    assert old not in str(found)
    assert found["waiting"] == 1
    path = f"/avees/{avee}/channels/{line.channel['id']}"
    changed = creator.call("PATCH", path, 200, json={"settings": {"bot_token": telegram.token}, "version": found["version"]})
    assert changed["state"] == "working"
    said(telegram, "Forgotten password")


def test_discord_asks_offers_and_answers_by_a_form(creator: Api, discord: DiscordServer) -> None:
    avee = open_workshop(creator)
    line = Line(creator, avee, "discord", {**discord.settings, **discord.secrets})

    def shown(text: str) -> DiscordMessage:
        message: DiscordMessage = until(lambda: next((each for each in discord.messages if text in each.content), None), text)
        return message

    line.post(discord.uses("7001", {"name": "connect", "options": [{"name": "code", "type": 3, "value": line.code()}]}))
    shown("You are connected")
    line.post(discord.asks("7002", NOVEL))
    offer = until(lambda: next((each for each in discord.messages if each.buttons and "violins" not in each.content), None), "an offer")
    line.post(discord.presses("7002", offer, button(offer, "Yes")))
    question = shown("**A question for")
    form = line.post(discord.presses("7001", question, button(question, "Reply")))
    assert form.json()["type"] == 9
    line.post(discord.submits("7001", question, "Yes, each May.", button(question, "Reply")))
    preview = shown("Nothing is sent yet")
    line.post(discord.presses("7001", preview, button(preview, "Send")))
    until(lambda: [each for each in discord.messages if "**Mira:**" in each.content and "each May" in each.content], "the answer")


def test_sms_asks_and_takes_the_offer_by_a_number(creator: Api, twilio: TwilioServer) -> None:
    avee = open_workshop(creator)
    line = Line(
        creator, avee, "twilio", {**twilio.settings, **{name: value for name, value in twilio.secrets.items() if name != "inbound_secret"}}
    )
    url = line.channel["inbound_url"]
    line.post(twilio.texts("+4915100000001", NOVEL, url))
    until(lambda: [each for each in twilio.messages if each.body.endswith("1. Yes\n2. No")], "the offer with numbers")
    line.post(twilio.texts("+4915100000001", "1", url))
    until(lambda: creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"], "the question in the inbox")


class Post:
    """A mailbox of the agent, and the people who write to it."""

    def __init__(self, api: Api, avee: str, imap: ImapServer, smtp: MailServer) -> None:
        self.imap, self.smtp, self.line = imap, smtp, Line(api, avee, "email", fill_in(imap, smtp))

    def arrive(self, mail: bytes) -> None:
        """The mailbox is looked at each minute, and when the channel is saved."""
        self.imap.receive(mail)
        self.look()

    def look(self) -> None:
        version = self.line.state()["version"]
        path = f"/avees/{self.line.avee}/channels/{self.line.channel['id']}"
        self.line.api.call("PATCH", path, 200, json={"settings": {}, "version": version})

    def got(self, to: str, text: str) -> Any:
        """The newest mail to somebody that holds this text."""

        def find() -> Any:
            return next((each for each in reversed(self.smtp.got) if each["To"] == to and text in words_of(each)), None)

        return until(find, text)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail servers of this machine may be used."""
    monkeypatch.setenv("ALLOW_PRIVATE_TARGETS", "true")


@pytest.mark.usefixtures("here")
def test_mail_asks_offers_and_answers_in_place(creator: Api) -> None:
    avee = open_workshop(creator)
    with imap_server() as imap, mail_server(takes_passwords=True) as smtp:
        post = Post(creator, avee, imap, smtp)
        assert PASSWORD not in str(post.line.state())
        # The creator proves that the address is theirs, and then that the account is.
        code = post.line.code()
        post.arrive(write_mail(f"/connect {code}", "Mira <mira@example.com>", message_id="<m1@example.com>"))
        post.arrive(reply_to(post.got("mira@example.com", "Reply to this mail"), f"/connect {code}", "mira@example.com"))
        post.got("mira@example.com", "You are connected, Mira.")
        # Asked, asked further, and offered; the offer is taken by its number.
        post.arrive(write_mail(HOURS, "Ada <ada@example.com>"))
        first = post.got("ada@example.com", "nine and five")
        assert first["In-Reply-To"] == "<1@example.com>"
        post.arrive(reply_to(first, NOVEL))
        offer = post.got("ada@example.com", "1. Yes")
        post.arrive(reply_to(offer, "1", "Eve <eve@example.net>"))
        post.arrive(reply_to(offer, "1"))
        question = post.got("mira@example.com", "A question for")
        assert "violins" in question["Subject"]
        assert len([each for each in smtp.got if each["To"] == "eve@example.net" and "I have asked" in words_of(each)]) == 0
        # Answered in place; nothing leaves before Send.
        post.arrive(reply_to(question, "Yes, each May.", "mira@example.com"))
        preview = post.got("mira@example.com", "Nothing is sent yet")
        assert not [each for each in smtp.got if each["To"] == "ada@example.com" and "each May" in words_of(each)]
        post.arrive(reply_to(preview, "Send", "mira@example.com"))
        answer = post.got("ada@example.com", "each May")
        assert "Mira:" in words_of(answer)
        assert answer["References"].split()[0] == "<1@example.com>"
        # Corrected in the app: a new mail in the thread.
        stored = next(
            each for each in creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"] if "May" in each["answer_content"]
        )
        path = f"/avees/{avee}/canonical-answers/{stored['id']}"
        creator.call("PATCH", path, 200, json={"answer_content": "Yes, each June.", "version": stored["version"]})
        post.got("ada@example.com", "each June")
        # A machine is kept and shown.
        post.arrive(write_mail("I am away.", message_id="<9@example.com>", auto_submitted="auto-replied"))
        path = f"/avees/{avee}/channels/{post.line.channel['id']}/set-aside"
        [aside] = until(lambda: creator.call("GET", path, 200)["items"], "the machine")
        assert (aside["reason"], aside["sender"], aside["text"]) == ("machine", "ada@example.com", "I am away.")


@pytest.mark.usefixtures("here")
def test_a_mail_server_that_is_out_and_a_wrong_password_lose_nothing(creator: Api) -> None:
    avee = open_workshop(creator)
    with imap_server() as imap, mail_server(takes_passwords=True) as smtp:
        post = Post(creator, avee, imap, smtp)
        smtp.contents = ["451 later"]
        post.arrive(write_mail(HOURS))
        until(lambda: post.line.state()["state"] == "failing", "the state")
        smtp.contents = ["250 OK"]
        post.got("ada@example.com", "nine and five")
        until(lambda: post.line.state()["state"] == "working", "the state")
        refused = creator.call(
            "POST", f"/avees/{avee}/channels", 422, json={"kind": "email", "settings": fill_in(imap, smtp, password="wrong")}
        )
        assert (refused["code"], refused["fields"]["field"]) == ("channel_refused", "password")
