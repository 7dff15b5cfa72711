"""Two servers and two workers on one database behave as one: limits, rules, jobs and live events."""

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.servers.served import COMMAND, ROOT, Served
from support.stories import count, rows
from support.streams import following

NOVEL = (
    "Would you ever teach a class on restoring antique violins?",
    "Can a lighthouse be heated with whale oil today?",
    "Who sells maps of medieval Bruges?",
    "Is it true that penguins recognise their neighbours by voice?",
    "How did the Romans store olive oil on ships?",
    "What should a beginner know about rowing across a lake at night?",
)

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def servers(database: EmbeddedServer) -> Iterator[tuple[Served, Served]]:
    """Addresses of two servers, one of which has two web processes, with two workers beside them."""
    one, other = Served(database), Served(database, "--workers", "2")
    given = {
        "DATABASE_URL": database.runtime_url,
        "DATABASE_OWNER_URL": database.owner_url,
        "ORCHESTRATOR_HOME": str(ROOT / ".orchestrator"),
    }
    command = [*COMMAND[:-1], "worker"]
    workers = [subprocess.Popen(command, env=os.environ | given, stdout=subprocess.DEVNULL) for _ in range(2)]
    try:
        one.start()
        other.start()
        yield one, other
    finally:
        one.stop()
        other.stop()
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(120)


def test_two_servers_and_two_workers_behave_as_one(servers: tuple[Served, Served], database: EmbeddedServer) -> None:
    with httpx.Client(base_url=servers[0].url, timeout=60) as first, httpx.Client(base_url=servers[1].url, timeout=60) as second:
        creator, askers = Api(first).sign_up(), [Api(second).sign_up() for _ in range(6)]
        there = Api(second, creator.token, creator.user)
        avee = creator.create_avee()

        # Rules saved through one server take effect in the other at once.
        creator.configure(avee, blocked_topics=["violin"], max_escalations_per_day=2)
        assert askers[0].ask(askers[0].start(avee), NOVEL[0])["decision"]["rule"] == "blocked_topic"
        there.configure(avee, blocked_topics=[])

        # A document uploaded to one server is read once, by any of four processes, and found through the other server.
        document = creator.add_document(avee, "Hives", "# Wood\n\nHives are built of pine wood, and painted white on the outside.\n")
        assert document["status"] == "ready"
        assert count(database, "passages") == document["chunk_count"]

        # Of six questions accepted at the same time at both servers, a limit of two lets exactly two through.
        offers = [asker.ask(asker.start(avee), question)["escalation"]["id"] for asker, question in zip(askers, NOVEL, strict=True)]

        def accept(number: int) -> int:
            client = first if number % 2 else second
            headers = {"Authorization": f"Bearer {askers[number].token}"}
            return client.post(f"/orchestrator/queue/{offers[number]}/accept", headers=headers).status_code

        with ThreadPoolExecutor(6) as pool:
            statuses = list(pool.map(accept, range(6)))
        assert sorted(statuses) == [200] * 2 + [429] * 4
        assert rows(database, "SELECT count(*) FROM escalation_queue WHERE status = 'accepted'")[0][0] == 2

        # An answer given at one server is announced live at the other, and serves the next asker there.
        number = statuses.index(200)
        with following(servers[1].url, str(askers[number].token)) as follower:
            creator.call("POST", f"/orchestrator/queue/{offers[number]}/answer", 200, json={"answer": "Yes, each spring."})
            assert offers[number] in follower.until("escalation.answered").data
        other = askers[(number + 1) % 6]
        assert other.ask(other.start(avee), NOVEL[number])["path"] == "C"

        assert rows(database, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")[0][0] == 0
