"""Sending to a real mail server and a real HTTP receiver on the loopback."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from orchestrator.adapters.notifying.people import AppriseNotifier
from orchestrator.adapters.notifying.programs import WebhookPoster
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.notifying import NotificationText
from support.servers.receivers import http_receiver, mailbox, text_of

CONTENT = NotificationText("Answered by Mara's agent", "Your question to Mara's agent was answered. <b>Not bold</b> & *plain*.")
PERSON = uuid4()
BODY = '{"type":"answer.added","data":{"title":"Größe"}}'


def with_notifier(story: Callable[[AppriseNotifier], Awaitable[Any]]) -> None:
    async def whole() -> None:
        notifier = AppriseNotifier(allow_private=True)
        await story(notifier)
        await notifier.close()

    asyncio.run(whole())


def test_a_mail_arrives_as_it_was_written() -> None:
    with mailbox() as box:
        with_notifier(lambda notifier: notifier.send(box.address(), CONTENT, PERSON))
    [(people, mail)] = box.got
    assert people == ["ada@example.org"]
    assert mail["subject"] == CONTENT.title
    assert mail["from"] == "orchestrator@example.org"
    assert text_of(mail).strip() == CONTENT.body


def test_a_refused_mail_is_reported() -> None:
    with mailbox(refuses=True) as box, pytest.raises(Unavailable, match="did not take"):
        with_notifier(lambda notifier: notifier.send(box.address(), CONTENT, PERSON))


def test_an_unreachable_server_is_reported_without_the_password() -> None:
    with mailbox() as box:
        pass
    with pytest.raises(Unavailable) as failed:
        with_notifier(
            lambda notifier: notifier.send(
                f"mailto://ada:open-sesame@127.0.0.1:{box.port}?to=a@example.org&from=b@example.org", CONTENT, PERSON
            )
        )
    assert "open-sesame" not in failed.value.detail


def test_a_self_hosted_push_service() -> None:
    with http_receiver() as receiver:
        with_notifier(lambda notifier: notifier.send(f"ntfy://127.0.0.1:{receiver.url.rpartition(':')[2]}/news", CONTENT, PERSON))
    sent = json.loads(receiver.got[0].body)
    assert (sent["topic"], sent["title"], sent["message"]) == ("news", CONTENT.title, CONTENT.body)


def test_no_service_sends_to_another_host() -> None:
    with http_receiver() as elsewhere, http_receiver(302, location=elsewhere.url) as receiver:
        with pytest.raises(Unavailable):
            with_notifier(lambda notifier: notifier.send(f"ntfy://127.0.0.1:{receiver.url.rpartition(':')[2]}/news", CONTENT, PERSON))
        assert len(receiver.got) == 1
        assert elsewhere.got == []


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("mailtos://ada:secret@127.0.0.1?to=bob@example.net&from=a@example.net", "mailtos://127.0.0.1 (b***@example.net)"),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "discord://****"),
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "https://****"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, masked: str) -> None:
    async def story(notifier: AppriseNotifier) -> None:
        assert await notifier.check(url, PERSON) == masked

    with_notifier(story)


def post(url: str, secret: str, message_id: str = "msg_1", **options: Any) -> int:
    async def whole() -> int:
        poster = WebhookPoster(allow_private=True)
        try:
            return await poster.post(url, secret, message_id, BODY, datetime.now(UTC), PERSON)
        finally:
            await poster.close()

    return asyncio.run(whole())


def test_a_webhook_is_signed_by_the_standard() -> None:
    secret, other = WebhookPoster().new_secret(), WebhookPoster().new_secret()
    assert secret.startswith("whsec_")
    with http_receiver(204) as receiver:
        assert post(f"{receiver.url}/hook", secret, "msg_7") == 204
    [request] = receiver.got
    assert request.path == "/hook"
    assert request.headers["webhook-id"] == "msg_7"
    assert Webhook(secret).verify(request.body, request.headers) == json.loads(BODY)
    for body, key in ((request.body + b" ", secret), (request.body, other)):
        with pytest.raises(WebhookVerificationError):
            Webhook(key).verify(body, request.headers)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_webhook_follows_no_redirect(status: int) -> None:
    secret = WebhookPoster().new_secret()
    with http_receiver() as elsewhere, http_receiver(status, location=elsewhere.url) as receiver:
        with pytest.raises(Unavailable, match=str(status)):
            post(receiver.url, secret)
        assert elsewhere.got == []


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_a_receiver_that_refuses_is_retried(status: int) -> None:
    with http_receiver(status) as receiver, pytest.raises(Unavailable, match=str(status)):
        post(receiver.url, WebhookPoster().new_secret())


def test_an_unreachable_receiver_is_retried() -> None:
    with http_receiver() as receiver:
        pass
    with pytest.raises(Unavailable, match="cannot be reached"):
        post(receiver.url, WebhookPoster().new_secret())
