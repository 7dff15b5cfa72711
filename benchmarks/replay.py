"""The time of a preview: many past decisions are made again under other rules, from the call to the finished response.

    python benchmarks/replay.py [--decisions 10000] [--rounds 5] [--topics 20] [--plot replay.png]

About two hundred messages are really routed (with documents, answers, drafts), and their decisions are copied until
there are enough, so that the evidence is as large and varied as in use. CPU time is that of this program without the
database, and can be compared on a busy machine. Starts an embedded PostgreSQL in a temporary folder.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from plots import load_plotting, save
from sqlalchemy import create_engine, text

from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.postgres.server import embedded, schema
from orchestrator.bootstrap.program import Running, running
from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.accounts.addresses import sign_up
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import documents, read_document
from orchestrator.engine.matching import add_answers, answers
from orchestrator.engine.message import conversations
from orchestrator.engine.policy.preview import preview_policy
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.http.policy.preview_schemas import PolicyPreviewOut, show_preview
from orchestrator.ports.stores.paging import Page
from orchestrator.settings import Settings

TARGET_MS = 2_000
DEEDS = ("feed", "inspect", "move", "sell", "treat", "winter", "requeen", "split", "label", "insure")
THINGS = ("a weak hive", "a swarm", "the honey of two harvests", "a queenless colony", "frames with old wax")
FORMS = ("When should I {} {}?", "How do I {} {} in a cold and wet spring, and why; is there a limit?", "Is it allowed to {} {}?", "{} {}?")
COPY = """
    CREATE TEMP TABLE made AS
        SELECT gen_random_uuid() AS new_id, gen_random_uuid() AS new_message, now() - random() * interval '29 days' AS at, d.*
        FROM orchestrator_decisions d, generate_series(1, :copies);
    INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, created_at)
        SELECT avee_id, new_message, conversation_id, user_id, 'user', message_content, at FROM made;
    INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, reply_message_id, message_content,
        decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id,
        policy_version, evidence, timings, created_at)
        SELECT avee_id, new_id, conversation_id, user_id, new_message, reply_message_id, message_content,
        decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id,
        policy_version, evidence, timings, at FROM made
"""
CHANGES: dict[str, dict[str, Any]] = {
    "the same": {},
    "no escalation": {"escalation_enabled": False},
    "lower thresholds": {"auto_answer_confidence_threshold": 0.5, "canonical_match_threshold": 0.7},
}


async def fill(program: Running) -> tuple[UUID, UUID]:
    """Creates an agent and routes each message of the forms once; returns (creator, avee)."""
    services = program.services
    creator = (await sign_up.sign_up(services, "c@example.org", "a long passphrase", "creator", "C")).id
    asker = (await sign_up.sign_up(services, "a@example.org", "a long passphrase", "asker", "A")).id
    avee = (await avees.create_avee(services, creator, "bees", "Bees", "")).id
    chapters = "\n\n".join(f"# To {deed}\n\nTo {deed} {thing}, wait for a warm day and be two." for deed in DEEDS[:5] for thing in THINGS)
    document, _ = await adding.add_document(services, creator, avee, documents.Upload("bees.md", chapters.encode(), Layer.public, "Bees"))
    await read_document.read_document(services, creator, avee, document.id, "Bees")
    for deed, thing in itertools.product(DEEDS[5:8], THINGS):
        await add_answers.add_answer(
            services, creator, avee, answers.AnswerText(f"How do I {deed} {thing}?", "With patience.", Layer.public, None)
        )
    for form, deed, thing in itertools.product(FORMS, DEEDS, THINGS):
        conversation = await conversations.start_conversation(services, asker, avee, "agent")
        await route(services, asker, Ask(conversation.id, form.format(deed, thing)))
    return creator, avee


async def measure(settings: Settings, urls: tuple[str, str], decisions: int, rounds: int, topics: int) -> dict[str, list[float]]:
    """Milliseconds of each round, by change of the rules."""
    owner_url, runtime_url = urls
    async with running(settings, runtime_url) as program:
        creator, avee = await fill(program)
        with create_engine(owner_url).begin() as connection:
            stored = connection.execute(text("SELECT count(*) FROM orchestrator_decisions")).scalar_one()
            for statement in COPY.split(";\n"):
                connection.execute(text(statement), {"copies": -(-decisions // stored) - 1})
            size = connection.execute(text("SELECT avg(pg_column_size(evidence)) FROM orchestrator_decisions")).scalar_one()
        found = dict[str, list[float]]()
        print(f"{stored} messages routed; evidence of {size:.0f} bytes as stored; {topics} blocked topics\n")
        print(f"{'settings':>18} {'decisions':>10} {'flipped':>8} {'undecided':>10} {'median ms':>10} {'worst ms':>9} {'CPU ms':>7}")
        for name, changes in CHANGES.items():
            changes = changes | {"blocked_topics": [f"forbidden subject {number}" for number in range(topics)]}
            times_ms, cpu = [], time.process_time()
            for _ in range(rounds):
                started = time.perf_counter()
                preview = await preview_policy(program.services, creator, avee, changes)
                response = show_preview(preview, Page(51))
                PolicyPreviewOut.model_validate(response).model_dump_json()
                times_ms.append((time.perf_counter() - started) * 1000)
            found[name] = times_ms
            figures = f"{preview.considered:10} {response['flipped']:8} {response['undecided']:10}"
            print(
                f"{name:>18} {figures} {statistics.median(times_ms):10.0f} {max(times_ms):9.0f} {(time.process_time() - cpu) * 1000 / rounds:7.0f}"
            )
    return found


def plot(plotting: Any, found: dict[str, list[float]], decisions: int, file: Path) -> None:
    figure, axis = plotting.subplots(figsize=(8, 3), layout="constrained")
    axis.barh(list(found), [max(times_ms) for times_ms in found.values()], label="worst")
    axis.barh(list(found), [statistics.median(times_ms) for times_ms in found.values()], height=0.4, label="median")
    axis.axvline(TARGET_MS, color="C3", linestyle="--", label="target for 10,000")
    axis.set(xlabel=f"ms for {decisions:,} past decisions")
    axis.legend()
    save(figure, file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decisions", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    plotting = load_plotting() if options.plot else None
    with tempfile.TemporaryDirectory() as home:
        server = embedded.start(Path(home))
        try:
            os.environ["DATABASE_URL"] = server.runtime_url
            os.environ["MAX_CONVERSATIONS_PER_DAY"] = "1000000"
            schema.migrate(server.owner_url, server.runtime_url, LocalEmbedder.identity)
            settings = Settings()
            found = asyncio.run(
                measure(settings, (server.owner_url, server.runtime_url), options.decisions, options.rounds, options.topics)
            )
        finally:
            server.stop()
    if options.plot:
        plot(plotting, found, options.decisions, options.plot)


if __name__ == "__main__":
    main()
