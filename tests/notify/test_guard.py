"""No private address is reached: through no host name, address notation, library or change of DNS after the check."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pytest
import requests

from orchestrator.adapters.notifying.guard import RefusedAddress, check_host, guarded, install
from orchestrator.adapters.notifying.people import AppriseNotifier
from orchestrator.adapters.notifying.programs import WebhookPoster
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.ports.notifying import NotificationText
from support.servers.receivers import HttpReceiver, http_receiver

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PERSON = uuid4()

HOSTS = [
    "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "017700000001", "0", "0.0.0.0", "10.0.0.1", "192.168.0.1",
    "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[fe80::1]",
    "[fd00:ec2::254]",
]  # fmt: skip


@pytest.fixture
def receiver() -> Iterator[HttpReceiver]:
    with http_receiver() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def hook() -> None:
    install()


@pytest.mark.parametrize("address", ["https://1.1.1.1:0/x", "https://1.1.1.1:65536/x", "https:///x", "https://1.1.1.1/a\nb"])
def test_an_address_that_is_not_complete_is_refused(address: str) -> None:
    async def story() -> None:
        poster = WebhookPoster()
        with pytest.raises(Invalid, match="complete address") as refused:
            await poster.check(address, PERSON)
        assert refused.value.code == "target_not_allowed"
        await poster.close()

    asyncio.run(story())


@pytest.mark.parametrize("host", HOSTS)
def test_webhooks_reach_no_private_address(host: str) -> None:
    async def story() -> None:
        poster = WebhookPoster()
        for step in (
            poster.check(f"https://{host}/x", PERSON),
            poster.post(f"https://{host}/x", poster.new_secret(), "msg_1", "{}", NOW, PERSON),
        ):
            with pytest.raises(Invalid) as refused:
                await step
            assert refused.value.code == "target_not_allowed"
        await poster.close()

    asyncio.run(story())


FORMS = [
    "mailto://u:p@{}/?to=a@example.org&from=b@example.org",
    "mailto://u:p@example.org?smtp={}",
    "ntfy://{}/topic",
    "gotify://{}/Aabcdefghijklmn",
]
# For ntfy these are not hosts but topics on its public server.
TOPICS = ("0", "127.1")
PLAIN = [host for host in HOSTS if not host.startswith("[")]


@pytest.mark.parametrize(
    ("host", "form"), [(host, form) for host in PLAIN for form in FORMS if not (form.startswith("ntfy") and host in TOPICS)]
)
def test_notifications_reach_no_private_address(host: str, form: str) -> None:
    async def story() -> None:
        notifier = AppriseNotifier()
        with pytest.raises(Invalid):
            await notifier.check(form.format(host), PERSON)
        with pytest.raises((Invalid, Unavailable)):
            await notifier.send(form.format(host), NotificationText("Title", "Body"), PERSON)
        await notifier.close()

    asyncio.run(story())


def test_a_name_that_changes_its_address_after_the_check_is_refused(receiver: HttpReceiver) -> None:
    """The connection itself is refused, whatever library opens it, even without an earlier check of the name."""
    port = int(receiver.url.rpartition(":")[2])
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(Invalid), guarded(allow_private=False):
            socket.create_connection((host, port), 2)
        with pytest.raises(Invalid), guarded(allow_private=False):
            requests.post(f"http://{host}:{port}/", timeout=2)
        with pytest.raises(Invalid), guarded(allow_private=False):
            httpx.post(f"http://{host}:{port}/", timeout=2, trust_env=False)
    with pytest.raises(Invalid), guarded(allow_private=False), socket.socket(socket.AF_UNIX) as local:
        local.connect("/run/secret.socket")
    with pytest.raises(Invalid), guarded(allow_private=False), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.sendto(b"x", ("127.0.0.1", port))
    assert receiver.got == []


def test_a_refusal_that_the_library_swallows_is_still_reported(receiver: HttpReceiver) -> None:
    port = int(receiver.url.rpartition(":")[2])

    def swallow() -> None:
        with guarded(allow_private=False), contextlib.suppress(RefusedAddress):
            socket.create_connection(("127.0.0.1", port), 2)

    with pytest.raises(Invalid):
        swallow()


def test_the_guard_applies_to_every_thread_and_ends(receiver: HttpReceiver) -> None:
    port = int(receiver.url.rpartition(":")[2])
    refused: list[bool] = []

    def connect() -> None:
        socket.create_connection(("127.0.0.1", port), 2).close()

    def try_to_connect() -> None:
        with contextlib.suppress(RefusedAddress):
            connect()
            return
        refused.append(True)

    def connect_beside() -> None:
        with guarded(allow_private=False):
            beside = threading.Thread(target=try_to_connect)
            beside.start()
            beside.join()

    with pytest.raises(Invalid):
        connect_beside()
    assert refused == [True]
    connect()
    with guarded(allow_private=True):
        connect()


def test_a_name_without_an_address_is_reported() -> None:
    with pytest.raises(Unavailable) as unknown:
        check_host("no-such-name.invalid", 443, allow_private=False)
    assert unknown.value.code == "target_not_found"


@pytest.mark.parametrize(
    "url",
    ["syslog://", "dbus://", "file:///etc/passwd", "json://example.org", "form://example.org", "windows://", "macosx://", "rsyslog://1.1.1.1",
     "mqtt://1.1.1.1/topic", "apprise://example.org/token", "vapid://a@example.org", "https://example.org/hook", "http://1.1.1.1/",
     "discord://1/2?template=/etc/passwd", "slack://a/b/c?attach=/etc/passwd", "mailto://u:p@example.org?pgppub=/etc/passwd",
     "ntfy://1.1.1.1/t?redirect=yes", "ntfys://1.1.1.1/t?verify=no", "mailto://u:p@example.org?+X-Header=1", "mailto", "", "x" * 3000,
     "mailto://u:p@example.org\n", "discord://"],
)  # fmt: skip
def test_only_remote_services_and_harmless_options(url: str) -> None:
    async def story() -> None:
        notifier = AppriseNotifier(allow_private=True)
        for step in (notifier.check(url, PERSON), notifier.send(url, NotificationText("Title", "Body"), PERSON)):
            with pytest.raises(Invalid) as refused:
                await step
            assert refused.value.code == "target_not_allowed"
        await notifier.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://",
        "https://u:p@example.org/",
        "https://example.org:99999/",
        "https://[::1",
        "no",
    ],
)
def test_webhooks_are_https_without_credentials(url: str) -> None:
    async def story() -> None:
        poster = WebhookPoster()
        with pytest.raises(Invalid) as refused:
            await poster.check(url, PERSON)
        assert refused.value.code == "target_not_allowed"
        await poster.close()

    asyncio.run(story())
