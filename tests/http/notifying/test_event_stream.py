"""GET /events over a real socket: events arrive at once, resume after a broken connection, and end at shutdown."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.http.notifying.event_routes import EventStream
from orchestrator.ports.live import Batch
from orchestrator.settings import Settings
from support.api import PASSWORD, Api
from support.servers import programs
from support.servers.ports import free_port
from support.stories import NOVEL_QUESTION, rows
from support.streams import following, served


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    with served(programs.make_app()) as address:
        yield address


@pytest.fixture
def nobody(address: str) -> Iterator[Api]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield Api(client)


def test_asker_and_creator_get_the_events_of_a_question_from_offer_to_answer(address: str, nobody: Api) -> None:
    creator, asker = nobody.sign_up(), nobody.sign_up()
    avee = creator.create_avee()
    conversation = asker.start(avee)
    with following(address, creator.token) as to_creator, following(address, asker.token) as to_asker:
        assert to_creator.next().kind == to_asker.next().kind == "ready"
        offered = asker.ask(conversation, NOVEL_QUESTION)["escalation"]["id"]
        announced = json.loads(to_asker.until("escalation.pending").data)
        assert announced["payload"] == {"avee_id": avee, "conversation_id": conversation, "escalation_id": offered}
        asker.call("POST", f"/orchestrator/queue/{offered}/accept", 200)
        to_asker.until("escalation.accepted")
        to_creator.until("escalation.accepted")
        # The creator got no events of the thread between asker and agent.
        assert {each.kind for each in to_creator.received} <= {"ready", "escalation.accepted", "message.added"}
        assert "escalation.pending" not in {each.kind for each in to_creator.received}
        creator.call("POST", f"/orchestrator/queue/{offered}/answer", 200, json={"answer": "Yes, in spring.", "layer": "public"})
        to_asker.until("escalation.answered")
        assert "Yes" not in "".join(each.data for each in to_asker.received + to_creator.received)


def test_a_broken_stream_resumes_at_its_position(address: str, nobody: Api) -> None:
    creator = nobody.sign_up()
    avee = creator.create_avee()
    with following(address, creator.token) as first:
        assert first.next().kind == "ready"
        creator.configure(avee, escalation_enabled=False)
        assert first.next().kind == "policy.changed"
    creator.configure(avee, escalation_enabled=True)
    creator.configure(avee, max_escalations_per_day=3)
    with following(address, creator.token, first.position) as second:
        missed = [second.next(), second.next()]
        assert [each.kind for each in missed] == ["policy.changed", "policy.changed"]
        creator.configure(avee, max_escalations_per_day=4)
        last = second.next()
        announced = [json.loads(each.data)["id"] for each in [first.received[1], *missed, last]]
        assert announced == sorted(set(announced))


def test_an_unknown_position_is_a_reset(address: str, nobody: Api) -> None:
    with following(address, nobody.sign_up().token, "17") as follower:
        assert follower.next().kind == "reset"
        assert follower.position


def test_a_direct_message_reaches_the_creators_stream(address: str, nobody: Api) -> None:
    creator, asker = nobody.sign_up(), nobody.sign_up()
    conversation = asker.start(creator.create_avee(), "direct")
    with following(address, creator.token) as to_creator:
        to_creator.next()
        asker.call("POST", f"/conversations/{conversation}/messages", json={"content": "Are you there?"})
        assert json.loads(to_creator.until("message.added").data)["payload"]["conversation_id"] == conversation


def test_following_needs_a_sign_in(address: str, nobody: Api) -> None:
    assert nobody.call("GET", "/events").status_code == 401


def sign_in_again(nobody: Api, person: Api) -> Api:
    token = nobody.call("POST", "/sessions", 201, json={"email": person.user["email"], "password": PASSWORD})["token"]
    return Api(nobody.client, token)


def end_by_sign_out(person: Api, other: Api, token: dict[str, Any], database: EmbeddedServer) -> None:
    other.call("DELETE", "/sessions/current", 204)


def end_by_new_password(person: Api, other: Api, token: dict[str, Any], database: EmbeddedServer) -> None:
    person.call("PUT", "/me/password", 204, json={"current": PASSWORD, "password": "quite another passphrase"})


def end_by_revoking(person: Api, other: Api, token: dict[str, Any], database: EmbeddedServer) -> None:
    person.call("DELETE", f"/tokens/{token['id']}", 204)


def end_by_deleting_the_account(person: Api, other: Api, token: dict[str, Any], database: EmbeddedServer) -> None:
    rows(database, "DELETE FROM users WHERE id = :user", user=person.user["id"])


def end_by_time(person: Api, other: Api, token: dict[str, Any], database: EmbeddedServer) -> None:
    for table in ("user_sessions", "api_tokens"):
        rows(database, f"UPDATE {table} SET expires_at = now() + interval '1 second' WHERE user_id = :user", user=person.user["id"])


@pytest.mark.parametrize(
    ("end", "ended"),
    [
        (end_by_sign_out, {"other"}),
        (end_by_new_password, {"other"}),
        (end_by_revoking, {"token"}),
        (end_by_deleting_the_account, {"person", "other", "token"}),
        (end_by_time, {"person", "other", "token"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_stream_ends_with_its_session_or_token_and_others_go_on(
    address: str, nobody: Api, database: EmbeddedServer, end: Any, ended: set[str]
) -> None:
    person = nobody.sign_up()
    avee, other = person.create_avee(), sign_in_again(nobody, person)
    token = person.call("POST", "/tokens", 201, json={"name": "follower"})
    opened = {"person": person.token, "other": other.token, "token": token["token"]}
    with contextlib.ExitStack() as streams:
        followers = {name: streams.enter_context(following(address, secret)) for name, secret in opened.items()}
        for follower in followers.values():
            assert follower.next().kind == "ready"
        end(person, other, token, database)
        # A heartbeat comes after 15 s; whoever ends a session wakes its streams, so none comes before the end.
        for name in ended:
            assert [line for line in followers[name].lines if line] == [], name
        if ended != set(opened):
            person.configure(avee, escalation_enabled=False)
            for name in set(opened) - ended:
                assert followers[name].next().kind == "policy.changed"


def test_one_stream_too_many_is_refused_and_closed_ones_do_not_count(address: str, nobody: Api) -> None:
    person = nobody.sign_up()
    headers = {"Authorization": f"Bearer {person.token}"}
    host, port = address.removeprefix("http://").split(":")
    open_ones = []
    for _ in range(8):
        connection = socket.create_connection((host, int(port)), 10)
        connection.sendall(f"GET /events HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {person.token}\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        open_ones.append(connection)
    refused = httpx.get(f"{address}/events", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")
    for connection in open_ones:
        connection.close()
    time.sleep(0.3)
    with following(address, person.token) as follower:
        assert follower.next().kind == "ready"


class EndlessStream:
    """A stream that never runs out of events; counts the batches taken from it."""

    def __init__(self) -> None:
        self.taken, self.closed = 0, False

    async def batches(self) -> AsyncIterator[Batch]:
        while not self.closed:
            self.taken += 1
            yield Batch((), "1-5:5:")

    def close(self) -> None:
        self.closed = True


def test_a_client_that_reads_nothing_is_disconnected() -> None:
    async def story() -> int:
        stream = EndlessStream()
        sent = 0

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(60)
            raise AssertionError("never")

        async def send(message: Any) -> None:
            nonlocal sent
            sent += 1
            if sent > 3:
                await asyncio.sleep(60)

        async with asyncio.timeout(5):
            await EventStream(stream, slowest_send_s=0.2)({"type": "http"}, receive, send)
        assert stream.closed
        return stream.taken

    # The start of the response, two batches, and the one that was not read.
    assert asyncio.run(story()) == 3


def test_open_streams_do_not_delay_the_shutdown(settings: Settings) -> None:
    """The web server as a separate process: a signal ends the stream properly, and the process long before
    the ten minutes that it leaves to requests.
    """
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "orchestrator.bootstrap.web:make_app",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    process = subprocess.Popen([*command, "--timeout-graceful-shutdown", "600"], env=dict(os.environ), stderr=subprocess.PIPE)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 180
        while True:
            try:
                assert httpx.get(f"{address}/health").status_code == 200
                break
            except httpx.HTTPError:
                assert process.poll() is None, process.stderr.read() if process.stderr else ""
                assert time.monotonic() < deadline, "the server took too long to start"
                time.sleep(0.1)
        with httpx.Client(base_url=address, timeout=30) as client:
            person = Api(client).sign_up()
        with following(address, person.token) as follower:
            follower.next()
            process.send_signal(signal.SIGTERM)
            assert list(follower.lines) == []
        process.wait(120)
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()
