"""The stored SQL of a database of the baseline, with a few rows in every table: upgrade tests start from it.

`python -m support.tools.baseline` wrote tests/postgres/schema/baseline.sql. Write it again only together with the baseline itself.
"""

import asyncio
import os
import random
import re
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import psycopg
from sqlalchemy import NullPool, create_engine, make_url

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import embedded, schema
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.adapters.postgres.sql.applying import LOAD_EXTENSION
from orchestrator.bootstrap.program import running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.escalation.answer import Reply, answer
from orchestrator.engine.policy.configure import save_policy
from orchestrator.engine.routing.judging.feedback import give_feedback
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.settings import Settings
from support import stories
from support.seeding import seed

STORED = Path(__file__).parents[2] / "postgres" / "schema" / "baseline.sql"
VECTOR = re.compile(r"'(\[[-0-9.,e]+\])'")
SHORT_VECTOR = re.compile(r"'\{vector (\d+)\}'")
# Lines that only psql understands, statements for superusers, and comments.
NOT_STORED = re.compile(r"^(\\|--|SET transaction_timeout|(CREATE|COMMENT ON) EXTENSION)[^\n]*\n|^\n(?=\n)", re.MULTILINE)


def restore(owner_url: str) -> None:
    """Fills an empty database that has the vector extension, as the schema's owner. Vectors are random and of length 1."""
    script = SHORT_VECTOR.sub(lambda found: f"'{_make_vector(int(found[1]))}'", STORED.read_text(encoding="utf-8"))
    with psycopg.connect(make_url(owner_url).set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        connection.execute(LOAD_EXTENSION)
        connection.execute(script)


def _make_vector(seed: int) -> str:
    draw = random.Random(seed)
    numbers = [draw.gauss() for _ in range(LocalEmbedder.identity.width)]
    length = sum(number * number for number in numbers) ** 0.5
    return "[" + ",".join(f"{number / length:.4f}" for number in numbers) + "]"


def write() -> None:
    """Fills a database through the use cases, inserts rows into the tables that stay empty, and stores a dump."""
    with tempfile.TemporaryDirectory(prefix="orchestrator-", ignore_cleanup_errors=True) as home:
        server = embedded.start(Path(home))
        try:
            schema.migrate(server.owner_url, server.runtime_url, LocalEmbedder.identity)
            os.environ.update(ORCHESTRATOR_HOME=home, DATABASE_URL=server.runtime_url, BURST_WAIT_S="0")
            asyncio.run(_fill(server.runtime_url))
            with create_engine(server.owner_url, poolclass=NullPool).begin() as connection:
                seed(connection)
            STORED.write_text(_shorten(_dump(server)), encoding="utf-8")
        finally:
            server.stop()


async def _fill(url: str) -> None:
    async with running(Settings(), url) as program:
        services = program.services
        house = await stories.build_house(services)
        friend = await stories.add_person(services, "otto")
        await stories.let_in(services, house, friend, Layer.friends)
        await save_policy(services, house.creator, house.avee, {"blocked_topics": ["insurance"]}, None)
        for message in ("hello!", stories.HOURS_QUESTION, stories.VAGUE_MESSAGE, "What does the insurance cost?"):
            await _ask(services, house, house.asker, message)
        served = await _ask(services, house, house.asker, "How can I reset my password?")
        await give_feedback(services, house.asker, served.decision_id, "helpful", None)
        await _escalate(services, house, house.asker, answered=True)
        await _escalate(services, house, friend, answered=False)


async def _ask(services: Services, house: stories.House, asker: UUID, message: str) -> Routing:
    """Routes the message in a new conversation."""
    return await route(services, asker, replace(house.ask(message), conversation_id=await stories.start(services, asker, house.avee)))


async def _escalate(services: Services, house: stories.House, asker: UUID, answered: bool) -> None:
    question = stories.NOVEL_QUESTION if answered else "Which wood would you choose for a harpsichord's soundboard?"
    routed = await _ask(services, house, asker, question)
    assert routed.escalation is not None
    await accept(services, asker, routed.escalation.id)
    if answered:
        await answer(
            services, house.creator, routed.escalation.id, Reply("Yes, in autumn.", question_pattern="Do you teach violin repair?")
        )


def _dump(server: EmbeddedServer) -> str:
    url = make_url(server.owner_url).set(drivername="postgresql", username="postgres").render_as_string(hide_password=False)
    program = server.programs / "pg_dump"
    options = ["--no-owner", "--no-privileges", "--rows-per-insert=50"]
    return subprocess.run([str(program), *options, url], check=True, capture_output=True, text=True).stdout


def _shorten(dump: str) -> str:
    """The dump without lines that are not stored, and with each vector replaced by its number."""
    numbers: dict[str, int] = {}
    short = VECTOR.sub(lambda found: f"'{{vector {numbers.setdefault(found[1], len(numbers))}}}'", dump)
    return NOT_STORED.sub("", NOT_STORED.sub("", short)).strip() + "\n"


if __name__ == "__main__":
    write()
