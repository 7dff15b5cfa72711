"""What Slack posts: signed at the right time, and who wrote what in which thread."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from orchestrator.adapters.channels.slack.channel import SlackChannel
from orchestrator.domain.channels.events import InboundKind
from orchestrator.domain.errors import Unauthenticated
from support.connections import SLACK, only, request, slack_reply
from support.servers.messaging import Posted, Sent
from support.servers.slack_server import ADA, CHANNEL, DIRECT, SlackServer, slack_server


@pytest.fixture(scope="module")
def slack() -> Iterator[SlackServer]:
    with slack_server() as server:
        yield server


def test_a_message_in_private(slack: SlackServer) -> None:
    event = only(slack_reply(slack.message_event("When do I feed my bees?", ts="17.5")))
    assert (event.kind, event.sender, event.thread) == (InboundKind.message, ADA, ADA)
    assert (event.text, event.message, event.is_private, event.reply_to) == ("When do I feed my bees?", f"{DIRECT}/17.5", True, "")
    assert event.id.startswith("event:Ev")


def test_a_repeated_event_has_the_same_id(slack: SlackServer) -> None:
    posted = slack.message_event("Hello")
    again = replace(posted, headers={**posted.headers, "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"})
    assert slack_reply(posted) == slack_reply(again)


@pytest.mark.parametrize("late", [timedelta(seconds=-299), timedelta(seconds=299)])
def test_five_minutes_are_allowed(slack: SlackServer, late: timedelta) -> None:
    assert slack_reply(slack.message_event("Hello"), late).events


@pytest.mark.parametrize("late", [timedelta(seconds=-302), timedelta(seconds=302)])
def test_older_and_newer_is_refused(slack: SlackServer, late: timedelta) -> None:
    with pytest.raises(Unauthenticated):
        slack_reply(slack.message_event("Hello"), late)


@pytest.mark.parametrize(
    "changed",
    [
        {"x-slack-signature": "v0=00"},
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0=ü"},
        {"x-slack-request-timestamp": "soon"},
        {"x-slack-request-timestamp": "9" * 5_000},
        {"x-slack-request-timestamp": ""},
    ],
)
def test_a_wrong_signature_is_refused(slack: SlackServer, changed: dict[str, str]) -> None:
    posted = slack.message_event("Hello")
    with pytest.raises(Unauthenticated) as refused:
        slack_reply(replace(posted, headers={**posted.headers, **changed}))
    assert refused.value.code == "bad_signature"


def test_what_is_not_signed_is_refused(slack: SlackServer) -> None:
    posted = slack.message_event("Hello")
    for wrong in (Posted({}, posted.body), replace(posted, body=posted.body + b" "), replace(posted, body=b"\xff")):
        with pytest.raises(Unauthenticated):
            slack_reply(wrong)
    with pytest.raises(Unauthenticated):
        SlackChannel().receive(replace(SLACK, secrets={"bot_token": "xoxb-1"}), request(posted))


def test_a_challenge_is_answered(slack: SlackServer) -> None:
    reply = slack_reply(slack.challenge('3eZ"b'))
    assert json.loads(reply.body) == {"challenge": '3eZ"b'}
    assert (reply.status, reply.content_type, reply.events) == (200, "application/json", ())


def test_a_mention_in_a_channel(slack: SlackServer) -> None:
    event = only(slack_reply(slack.mention("when?", ts="17.5")))
    assert (event.text, event.thread, event.is_private, event.reply_to) == ("when?", f"{CHANNEL}:17.5:{ADA}", False, "")
    event = only(slack_reply(slack.mention("and in winter?", ts="18.1", thread_ts="17.5")))
    assert (event.thread, event.reply_to) == (f"{CHANNEL}:17.5:{ADA}", f"{CHANNEL}/17.5")
    assert only(slack_reply(slack.mention("", user="U9"))).text == "/help"


def test_replies_without_a_mention_are_not_for_the_app(slack: SlackServer) -> None:
    assert slack_reply(slack.message_event("and in winter?", CHANNEL, thread_ts="17.5")).events == ()
    # A mention also comes as a message, where the app is told of all messages; it is one event.
    assert slack_reply(slack.message_event("<@U0MARA> when?", CHANNEL)).events == ()
    assert slack_reply(slack.mention("when?", DIRECT)).events == ()


def test_a_reply_in_private_is_answered_where_it_is(slack: SlackServer) -> None:
    event = only(slack_reply(slack.message_event("and in winter?", thread_ts="17.5")))
    assert (event.thread, event.handle, event.reply_to) == (ADA, "17.5", f"{DIRECT}/17.5")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt;", "1 < 2 && 3 > 2 &lt;"),
        ("<@U0MARA>, when do <@U7> and <@U8|bob> feed in <#C1|bees>?", "when do @U7 and @bob feed in #bees?"),
        (
            "see <https://a.example/?x=1&amp;y=2|this page> or <https://b.example>",
            "see this page (https://a.example/?x=1&y=2) or https://b.example",
        ),
        ("<mailto:a@b.example|a@b.example> <!here> <!subteam^S1|@keepers> <!date^1^{date}|today>", "a@b.example @here @keepers today"),
        ("*When* do I _feed_ my ~old~ bees? 2*3*4 snake_case_name", "When do I feed my old bees? 2*3*4 snake_case_name"),
        ("`*a*` and ```x = *b* &lt; 1```", "`*a*` and ```x = *b* < 1```"),
    ],
)
def test_its_notation_is_read_as_plain_text(slack: SlackServer, text: str, read: str) -> None:
    assert only(slack_reply(slack.message_event(text))).text == read


def test_edits_and_deletions(slack: SlackServer) -> None:
    message = slack.message("When?")
    changed = only(slack_reply(slack.changed(message, "When do I feed them?")))
    assert (changed.kind, changed.message, changed.text) == (InboundKind.edited, f"{DIRECT}/{message['ts']}", "When do I feed them?")
    deleted = only(slack_reply(slack.deleted(message)))
    assert (deleted.kind, deleted.message, deleted.text) == (InboundKind.deleted, f"{DIRECT}/{message['ts']}", "")
    assert changed.thread == deleted.thread == ADA
    # A preview that is added to a link is a change too.
    assert slack_reply(slack.changed(message, "When?")).events == ()
    assert slack_reply(slack.deleted(slack.message("When?"), CHANNEL)).events == ()
    assert only(slack_reply(slack.deleted(slack.message("<@U0MARA> When?"), CHANNEL))).kind is InboundKind.deleted


def test_a_pressed_button(slack: SlackServer) -> None:
    event = only(slack_reply(slack.press(Sent("17.9", DIRECT, "Do you mean …?"), "choice:1")))
    assert (event.kind, event.value, event.message, event.thread) == (InboundKind.pressed, "choice:1", f"{DIRECT}/17.9", ADA)
    event = only(slack_reply(slack.press(Sent("17.9", CHANNEL, "Do you mean …?", thread="17.5"), "choice:1", "U7")))
    assert (event.thread, event.sender_name) == (f"{CHANNEL}:17.5:U7", "ada")
    assert slack_reply(slack.press(Sent("17.9", DIRECT, ""), "not ours!")).events == ()


def test_a_command_is_answered_in_private(slack: SlackServer) -> None:
    event = only(slack_reply(slack.command("when do I feed my bees?")))
    assert (event.text, event.thread, event.is_private, event.sender_name) == ("when do I feed my bees?", ADA, True, "ada")
    assert only(slack_reply(slack.command(""))).text == "/help"


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"},
        {"user": "U0MARA"},
        {"user": "USLACKBOT"},
        {"user": ""},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B1"},
    ],
)
def test_what_does_not_concern_the_app(slack: SlackServer, fields: dict[str, Any]) -> None:
    assert slack_reply(slack.message_event("Hello", **fields)).events == ()


def test_other_workspaces_and_other_events(slack: SlackServer) -> None:
    for event in ({"type": "reaction_added"}, {"type": "app_home_opened", "channel": "D1"}, {"type": "message", "channel": {"id": "C1"}}):
        assert slack_reply(slack.event(event)).events == ()
    other = json.dumps({"type": "event_callback", "event_id": "Ev1", "team_id": "T9", "event": slack.message("Hello", channel=DIRECT)})
    assert slack_reply(slack.post(other.encode())).events == ()
    assert slack_reply(slack.form({"ssl_check": "1"})).events == ()
    assert slack_reply(slack.post(b'{"type": "app_rate_limited"}')).events == ()


def test_a_file_without_words_is_told_without_text(slack: SlackServer) -> None:
    assert only(slack_reply(slack.message_event("", subtype="file_share", files=[{}]))).text == ""
