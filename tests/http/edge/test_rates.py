"""Rate limits per person and per address: over HTTP; counted in a real Redis, or in memory while Redis is down."""

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from orchestrator.domain.errors import Invalid, Limited
from orchestrator.http.rates import RateRules, Rates
from orchestrator.settings import Settings
from support.api import PASSWORD, Api
from support.servers import programs
from support.servers.ports import free_port


@pytest.fixture
def limited(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    monkeypatch.setenv("RATE_MESSAGES_PER_USER", "3/hour")
    monkeypatch.setenv("RATE_MESSAGES_PER_ADDRESS", "5/hour")
    monkeypatch.setenv("PASSWORD_TRIES", "2")
    monkeypatch.setenv("RATE_SIGN_UPS_PER_ADDRESS", "4/hour")
    with TestClient(programs.make_app(), raise_server_exceptions=False) as client:
        yield Api(client)


def test_a_person_an_address_a_sign_in_and_a_sign_up(limited: Api) -> None:
    creator, asker, other = limited.sign_up(), limited.sign_up(), limited.sign_up()
    avee = creator.create_avee()
    conversation = asker.start(avee)
    for _ in range(3):
        asker.ask(conversation, "Hello!")
    refused = asker.call("POST", "/orchestrator/message", json={"conversation_id": conversation, "message": "Hello!"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 3600
    assert len(asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]) == 6

    # The refused request counts for the address: this is the fourth.
    other.ask(other.start(avee), "Hello!")
    assert other.ask(other.start(avee), "Hello!", expect=429)["code"] == "too_many_requests"

    sign_in = {"email": f"{asker.user['handle'].upper()}@example.org", "password": "wrong, but long enough"}
    for _ in range(2):
        limited.call("POST", "/sessions", 401, json=sign_in)
    limited.call("POST", "/sessions", 429, json=sign_in | {"password": PASSWORD})

    limited.sign_up()
    body = {"email": "fifth@example.org", "password": PASSWORD, "handle": "fifth", "display_name": "Fifth"}
    limited.call("POST", "/accounts", 429, json=body)


def test_an_invalid_rate_is_named() -> None:
    with pytest.raises(Invalid, match="messages_per_user is 'often'"):
        Rates(RateRules(messages_per_user="often"))


async def let_through(rates: Rates, tries: int, who: str = "ada") -> int:
    through = 0
    for _ in range(tries):
        try:
            await rates.hit("messages_per_user", who)
            through += 1
        except Limited:
            pass
    return through


@pytest.fixture
def redis_port() -> int:
    return free_port()


def start_redis(port: int, folder: Path) -> "subprocess.Popen[bytes]":
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.02)
    process.kill()
    raise AssertionError("the Redis did not start")


needs_redis = pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs a redis-server")


@needs_redis
def test_two_servers_count_together_in_a_redis(redis_port: int, tmp_path: Path) -> None:
    redis = start_redis(redis_port, tmp_path)
    try:

        async def story() -> list[int]:
            url = f"redis://127.0.0.1:{redis_port}"
            one, other = (Rates(RateRules(messages_per_user="10/hour"), url) for _ in range(2))
            both = await asyncio.gather(let_through(one, 10), let_through(other, 10))
            counts = [sum(both), await let_through(one, 3, "bob"), await let_through(other, 1)]
            await one.close()
            await other.close()
            return counts

        assert asyncio.run(story()) == [10, 3, 0]
    finally:
        redis.kill()
        redis.wait()


@needs_redis
def test_while_redis_is_down_each_server_counts_alone(redis_port: int, tmp_path: Path) -> None:
    async def story() -> list[int]:
        rates = Rates(RateRules(messages_per_user="2/hour"), f"redis://127.0.0.1:{redis_port}")
        before = await let_through(rates, 3)
        redis = await asyncio.to_thread(start_redis, redis_port, tmp_path)
        try:
            return [before, await let_through(rates, 3)]
        finally:
            await rates.close()
            redis.kill()
            redis.wait()

    # The restarted Redis has no counts.
    assert asyncio.run(story()) == [2, 2]
