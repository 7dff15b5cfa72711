"""Response times of the metrics and the decision log of an agent with a long history, over HTTP.

    python benchmarks/history.py [--decisions 1000000] [--rounds 40] [--plot history.png]

Starts a server and a PostgreSQL in a temporary folder, filled with the decisions of a year, evenly spread (about seven
minutes for a million). The requests take turns, so that other load on the machine affects all of them alike; the first
round is not counted. Target: p95 below 200 ms at 1,000,000 decisions.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plots import load_plotting, save
from served import Person, database, served, sign_up
from sqlalchemy import Engine, create_engine, text

from orchestrator.adapters.models.embedding.local import LocalEmbedder

TARGET_MS = 200
ANEW = "counted"
"""Marks the request before which stored counts are deleted; counts of a year are kept for ten minutes
(metric_counts)."""
# 35 % documents (a seventh of them small talk), 8 % asked back, 37 % bank, 15 % offered, 5 % refused; 5 % judged.
FILL = """
    INSERT INTO users (id, email, handle, display_name, password_hash)
        SELECT gen_random_uuid(), 'u' || i || '@example.org', 'u' || i, 'U', 'x' FROM generate_series(1, greatest(1, :decisions / 20)) i;
    INSERT INTO conversations (avee_id, id, user_id) SELECT :avee, gen_random_uuid(), u.id FROM users u, generate_series(1, 2);
    INSERT INTO canonical_answers (avee_id, id, question_pattern, answer_content, content_hash, embedding)
        SELECT :avee, gen_random_uuid(), 'Question ' || i, 'Answer', int4send(i), CAST(:vector AS halfvec) FROM generate_series(1, 300) i;
    CREATE TEMP TABLE talks AS SELECT id, user_id, row_number() OVER () AS n FROM conversations;
    CREATE TEMP TABLE answers AS SELECT id, row_number() OVER () AS n FROM canonical_answers;
    CREATE TEMP TABLE asked AS
        SELECT a.*, t.id AS conversation_id, t.user_id, uuidv7(a.at - now()) AS id FROM (
            SELECT 1 + floor(random() * (SELECT count(*) FROM talks))::bigint AS n,
                1 + floor(random() * 300)::bigint AS answer, now() - random() * interval '365 days' AS at, random() AS kind
            FROM generate_series(1, :decisions)) a JOIN talks t USING (n);
    INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, created_at)
        SELECT :avee, id, conversation_id, user_id, 'user', 'How do I do this in autumn, when the weather is bad?', at FROM asked;
    INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, reply_message_id, message_content,
        decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id,
        policy_version, evidence, timings, created_at)
        SELECT :avee, uuidv7(k.at - now()), k.conversation_id, k.user_id, k.id, k.id,
            'How do I do this in autumn, when the weather is bad? It is number ' || (random() * 100000)::integer,
            CASE WHEN kind < .35 THEN 'A' WHEN kind < .43 THEN 'B' WHEN kind < .8 THEN 'C' WHEN kind < .95 THEN 'D' ELSE 'F' END,
            5000, 5000, 5000, .5,
            CASE WHEN kind < .05 THEN 'small_talk' WHEN kind < .35 THEN 'confident' WHEN kind < .43 THEN 'vague'
                 WHEN kind < .8 THEN 'known_question' WHEN kind < .95 THEN 'worth_asking' ELSE 'gate_closed' END,
            'A sentence that says why.', CASE WHEN kind BETWEEN .43 AND .8 THEN a.id END, 1,
            jsonb_build_object('evidence', repeat(md5(k.id::text), 20)), jsonb_build_object('decide_ms', round(random() * 20)), at
        FROM asked k JOIN answers a ON a.n = k.answer;
    INSERT INTO escalation_queue (avee_id, id, conversation_id, user_id, message_id, original_message, escalation_reason, status,
        expected_response_hours, remaining_today, offered_at, expires_at, accepted_at, declined_at, declined_by, embedding)
        SELECT :avee, gen_random_uuid(), conversation_id, user_id, id, 'How?', 'novel',
            CASE WHEN kind < .83 THEN 'declined' ELSE 'expired' END, 24, 5, at, at + interval '3 days',
            CASE WHEN kind < .83 THEN at END, CASE WHEN kind < .83 THEN at + random() * interval '1 day' END,
            CASE WHEN kind < .83 THEN 'creator' END, CAST(:vector AS halfvec)
        FROM asked WHERE kind BETWEEN .8 AND .95;
    INSERT INTO decision_feedback (avee_id, id, decision_id, user_id, verdict, created_at)
        SELECT avee_id, gen_random_uuid(), id, user_id, CASE WHEN random() < .8 THEN 'helpful' ELSE 'wrong' END, created_at
        FROM orchestrator_decisions WHERE random() < .05
"""


def fill(engine: Engine, avee: str, decisions: int) -> None:
    vector = "[" + ",".join(["0.0510"] * LocalEmbedder.identity.width) + "]"
    values = {"avee": avee, "decisions": decisions, "vector": vector}
    with engine.begin() as connection:
        for statement in FILL.split(";\n"):
            connection.execute(text(statement), values)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("orchestrator_decisions", "escalation_queue", "decision_feedback", "messages", "conversations"):
            connection.exec_driver_sql(f"VACUUM ANALYZE {table}")


def questions(creator: Person, avee: str) -> dict[str, str]:
    """The requests by name. A page far back is reached by a cursor, as in the app."""
    log = f"/orchestrator/decisions?avee_id={avee}"
    month_ago = creator.request("GET", f"{log}&until={back(30)}&limit=1")["next_cursor"]
    return {
        **{f"metrics, {days} days": f"/orchestrator/metrics/{avee}?days={days}" for days in (7, 30)},
        **{f"metrics, 365 days, {how}": f"/orchestrator/metrics/{avee}?days=365" for how in (ANEW, "from the kept count")},
        "log, newest": log,
        "log, a month back": f"{log}&cursor={month_ago}",
        "log, refused": f"{log}&path=F",
        "log, before half a year": f"{log}&until={back(180)}",
        "log, judged wrong": f"{log}&verdict=wrong",
        "log, a text that occurs": f"{log}&said=number%2099",
        "log, a text that never occurs": f"{log}&said=never%20said",
    }


def back(days: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 86_400))


def measure(creator: Person, avee: str, rounds: int, forget: Callable[[], None]) -> dict[str, list[float]]:
    """Milliseconds of each request; `forget` deletes stored counts."""
    asked = questions(creator, avee)
    times_ms: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(rounds + 1):
        for name, path in asked.items():
            if name.endswith(ANEW):
                forget()
            started = time.perf_counter()
            creator.request("GET", path)
            if number:
                times_ms[name].append((time.perf_counter() - started) * 1000)
    return times_ms


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def report(times_ms: dict[str, list[float]], decisions: int) -> None:
    print(f"{decisions:,} decisions of one agent in a year\n{'':36} {'p50 ms':>8} {'p95 ms':>8}")
    for name, values in times_ms.items():
        print(f"{name:36} {statistics.median(values):8.1f} {p95(values):8.1f}")


def plot(plotting: Any, times_ms: dict[str, list[float]], file: Path) -> None:
    figure, axis = plotting.subplots(figsize=(8, 4.5), layout="constrained")
    names = list(times_ms)[::-1]
    axis.barh(names, [p95(times_ms[name]) for name in names], label="p95")
    axis.barh(names, [statistics.median(times_ms[name]) for name in names], height=0.4, label="p50")
    axis.axvline(TARGET_MS, color="C3", linestyle="--", label="target")
    axis.set(xlabel="ms", xscale="log")
    axis.legend()
    save(figure, file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decisions", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    plotting = load_plotting() if options.plot else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, database(Path(home)) as server, served() as (address, _):
        creator = sign_up(address, "creator")
        avee: str = creator.request("POST", "/avees", {"handle": "bees", "display_name": "Bees"})["id"]
        owner = create_engine(server.owner_url)
        fill(owner, avee, options.decisions)

        def forget() -> None:
            with owner.begin() as connection:
                connection.exec_driver_sql("DELETE FROM metric_counts")

        times_ms = measure(creator, avee, options.rounds, forget)
    report(times_ms, options.decisions)
    if options.plot:
        plot(plotting, times_ms, options.plot)


if __name__ == "__main__":
    main()
