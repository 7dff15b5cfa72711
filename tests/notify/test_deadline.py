"""A receiver that drips, floods or stays silent is left at a deadline, and takes no place from others meanwhile."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID, uuid4

import pytest

from orchestrator.adapters.notifying.errands.turns import Turns
from orchestrator.adapters.notifying.people import AppriseNotifier
from orchestrator.adapters.notifying.programs import WebhookPoster, read_retry_after
from orchestrator.domain.errors import Invalid, Limited, OrchestratorError, Unavailable
from orchestrator.ports.notifying import NotificationText
from support.servers.receivers import dripping_receiver, http_receiver, mailbox

Sender = TypeVar("Sender", AppriseNotifier, WebhookPoster)
TEXT = NotificationText("Title", "Body")
SHORT_S = 2.0
BODY_FOLLOWS = b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n"


@contextlib.asynccontextmanager
async def _closing(sender: Sender) -> AsyncIterator[Sender]:
    try:
        yield sender
    finally:
        await sender.close()


async def _outcome(work: Awaitable[object]) -> str:
    try:
        await work
    except OrchestratorError as error:
        return error.code
    return "sent"


def _post(poster: WebhookPoster, url: str, person: UUID) -> Awaitable[int]:
    return poster.post(url, poster.new_secret(), "msg_1", "{}", datetime.now(UTC), person)


def test_eight_dripping_receivers_end_at_the_deadline_and_hold_up_nobody() -> None:
    """The ninth delivery is done while all eight still drip: it is awaited first, and none of them has ended then."""

    async def story() -> None:
        async with _closing(WebhookPoster(allow_private=True, deadline_s=8)) as poster:
            await poster.check(receiver.url, uuid4())
            drips = [asyncio.create_task(_outcome(_post(poster, f"http://{slow}/", uuid4()))) for _ in range(8)]
            await asyncio.sleep(0.5)
            assert await _post(poster, receiver.url, uuid4()) == 200
            assert not any(drip.done() for drip in drips)
            assert await asyncio.gather(*drips) == ["target_too_slow"] * 8

    with dripping_receiver() as slow, http_receiver() as receiver:
        asyncio.run(story())


@pytest.mark.parametrize(
    ("every_s", "begins_with"),
    [
        (0.2, b""),
        (0.2, b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20),
        (0.2, b"HTTP/1.1 100 Continue\r\n\r\n"),
        (0.0, b"HTTP/1.1 200 OK\r\nx: "),
    ],
    ids=["drips its status", "drips a header", "drips after a 100", "floods with headers"],
)
def test_a_webhook_ends_whatever_the_receiver_does(every_s: float, begins_with: bytes) -> None:
    async def story() -> None:
        async with _closing(WebhookPoster(allow_private=True, deadline_s=SHORT_S)) as poster:
            with pytest.raises(Unavailable) as failed:
                await _post(poster, f"http://{slow}/", uuid4())
            assert failed.value.code in ("target_too_slow", "target_failed")
            assert every_s == 0 or failed.value.detail == "The receiver was not done after 2 s, so the connection was closed."

    with dripping_receiver(every_s, begins_with) as slow:
        asyncio.run(story())


def test_the_body_of_an_answer_to_a_webhook_is_not_waited_for() -> None:
    async def story() -> None:
        async with _closing(WebhookPoster(allow_private=True, deadline_s=30)) as poster:
            assert await _post(poster, f"http://{slow}/", uuid4()) == 200

    with dripping_receiver(0.2, BODY_FOLLOWS) as slow:
        asyncio.run(story())


@pytest.mark.parametrize(
    ("url", "every_s", "begins_with"),
    [
        ("ntfy://{}/news", 0.2, b"HTTP/1.1 200 OK\r\nx: "),
        ("ntfy://{}/news", 0.2, BODY_FOLLOWS),
        ("ntfy://{}/news", 0.0, BODY_FOLLOWS),
        ("ntfys://{}/news", 0.2, b"\x16\x03\x03"),
        ("mailto://{}?smtp=127.0.0.1&from=a@example.org&to=b@example.org&mode=insecure", 0.2, b"220-"),
        ("mailtos://{}?smtp=127.0.0.1&from=a@example.org&to=b@example.org&mode=ssl", 0.2, b""),
    ],
)
def test_a_notification_ends_whatever_the_receiver_does(url: str, every_s: float, begins_with: bytes) -> None:
    async def story() -> None:
        async with _closing(AppriseNotifier(allow_private=True, deadline_s=SHORT_S)) as notifier:
            with pytest.raises(Unavailable):
                await notifier.send(url.format(slow), TEXT, uuid4())

    with dripping_receiver(every_s, begins_with) as slow:
        asyncio.run(story())


def test_other_notifications_proceed_while_eight_receivers_drip() -> None:
    async def story() -> None:
        async with _closing(AppriseNotifier(allow_private=True, deadline_s=10)) as notifier:
            await notifier.check(box.address(), uuid4())
            drips = [asyncio.create_task(_outcome(notifier.send(f"ntfy://{slow}/news", TEXT, uuid4()))) for _ in range(8)]
            await asyncio.sleep(0.5)
            await notifier.send(box.address(), TEXT, uuid4())
            assert not any(drip.done() for drip in drips)
            assert await asyncio.gather(*drips) == ["target_too_slow"] * 8

    with dripping_receiver() as slow, mailbox() as box:
        asyncio.run(story())


def test_one_person_has_few_places_and_others_are_let_past() -> None:
    async def story() -> None:
        turns, greedy, other, release = Turns(at_once=3, per_person=2), uuid4(), uuid4(), asyncio.Event()

        async def hold(person: UUID, wait_s: float) -> str:
            async with turns.take(person, wait_s):
                await release.wait()
            return "done"

        held = [asyncio.create_task(hold(greedy, 60)) for _ in range(5)]
        await asyncio.sleep(0)
        with pytest.raises(Limited) as busy:
            await hold(greedy, 0)
        assert busy.value.code == "sending_busy"
        beside = asyncio.create_task(hold(other, 60))
        await asyncio.sleep(0)
        late = asyncio.create_task(hold(uuid4(), 60))
        await asyncio.sleep(0)
        release.set()
        assert await asyncio.gather(*held, beside, late) == ["done"] * 7
        async with turns.take(greedy, 0), turns.take(greedy, 0), turns.take(other, 0):
            pass

    asyncio.run(story())


def test_a_cancelled_wait_keeps_no_place() -> None:
    async def story() -> None:
        turns, person = Turns(at_once=1, per_person=1), uuid4()

        async def hold() -> None:
            async with turns.take(person, 60):
                await asyncio.sleep(0)

        async with turns.take(person, 0):
            waiting = asyncio.create_task(hold())
            await asyncio.sleep(0)
            waiting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await waiting
        async with turns.take(person, 0):
            pass

    asyncio.run(story())


@pytest.fixture
def poster() -> WebhookPoster:
    return WebhookPoster(allow_private=True, deadline_s=20)


def test_a_sender_works_again_after_it_was_closed(poster: WebhookPoster) -> None:
    async def story() -> None:
        for _ in range(2):
            assert await _post(poster, receiver.url, uuid4()) == 200
            await poster.close()

    with http_receiver() as receiver:
        asyncio.run(story())


def test_a_receiver_that_is_gone_is_told_apart(poster: WebhookPoster) -> None:
    async def story() -> None:
        with pytest.raises(Invalid) as gone:
            await _post(poster, receiver.url, uuid4())
        assert gone.value.code == "target_gone"
        await poster.close()
        async with _closing(AppriseNotifier(allow_private=True)) as notifier:
            with pytest.raises(Invalid) as unknown:
                await notifier.send(f"ntfy://{missing.url.removeprefix('http://')}/news", TEXT, uuid4())
            assert unknown.value.code == "target_gone"

    with http_receiver(410) as receiver, http_receiver(404) as missing:
        asyncio.run(story())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("", 0), ("120", 120), (" 7 ", 7), ("-5", 0), ("1.5", 0), ("soon", 0), ("٣", 0), ("Mon, 01 Jun 2026 12:01:30 GMT", 90),
     ("Mon, 01 Jun 2026 11:00:00 GMT", 0), ("Mon, 01 Jun 2026 14:01:30 +0200", 90), ("Mon, 99 Jun 2026 11:00:00 GMT", 0), ("9" * 90, 999_999_999)],
)  # fmt: skip
def test_a_pause_is_read_in_seconds_and_as_a_date(value: str, seconds: float) -> None:
    assert read_retry_after(value, datetime(2026, 6, 1, 12, tzinfo=UTC)) == seconds
