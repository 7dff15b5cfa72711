"""get_orchestrator_metrics over many decisions of one avee, spread over a year: wall and CPU time of the database's own process.

    python benchmarks/metrics_at_scale.py [--decisions 200000] [--rounds 5]

CPU time is what can be compared on a busy machine; it is read from /proc, so on Linux only. Starts an embedded PostgreSQL in a
temporary folder and fills it (about a minute and a half for 200,000).
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, text

from orchestrator.adapters.models.local import LocalEmbedder
from orchestrator.adapters.postgres import embedded, schema
from orchestrator.ports.identifiers import new_id

WINDOWS = (7, 30, 365)
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
        SELECT a.*, t.id AS conversation_id, t.user_id FROM (
            SELECT gen_random_uuid() AS id, 1 + floor(random() * (SELECT count(*) FROM talks))::bigint AS n,
                1 + floor(random() * 300)::bigint AS answer, now() - random() * interval '365 days' AS at, random() AS kind
            FROM generate_series(1, :decisions)) a JOIN talks t USING (n);
    INSERT INTO messages (avee_id, id, conversation_id, user_id, role, content, created_at)
        SELECT :avee, id, conversation_id, user_id, 'user', 'How do I do this in autumn, when the weather is bad?', at FROM asked;
    INSERT INTO orchestrator_decisions (avee_id, id, conversation_id, user_id, message_id, reply_message_id, message_content,
        decision_path, confidence_score, novelty_score, complexity_score, similarity, rule, reason, similar_answer_id,
        policy_version, evidence, timings, created_at)
        SELECT :avee, gen_random_uuid(), k.conversation_id, k.user_id, k.id, k.id, 'How do I do this in autumn, when the weather is bad?',
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


def fill(engine: Engine, decisions: int) -> tuple[UUID, UUID]:
    """(creator, avee)"""
    creator, avee = new_id(), new_id()
    vector = "[" + ",".join(["0.0510"] * LocalEmbedder.identity.width) + "]"
    values = {"creator": creator, "avee": avee, "decisions": decisions, "vector": vector}
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO users (id, email, handle, display_name, password_hash) VALUES (:creator, 'c@example.org', 'c', 'C', 'x')"), values)  # fmt: skip
        connection.execute(text("INSERT INTO avees (id, owner_id, handle, display_name) VALUES (:avee, :creator, 'a', 'A')"), values)
        for statement in FILL.split(";\n"):
            connection.execute(text(statement), values)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("orchestrator_decisions", "escalation_queue", "decision_feedback", "messages", "conversations"):
            connection.exec_driver_sql(f"VACUUM ANALYZE {table}")
    return creator, avee


def cpu_ms(process: int) -> float:
    """User and system time of a process so far."""
    used = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(used[11]) + int(used[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(connection: Connection, avee: UUID, days: int, rounds: int) -> tuple[float, float]:
    """(median wall, mean CPU) milliseconds a call."""
    process = int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
    call = text("SELECT get_orchestrator_metrics(:avee, :days)")
    taken = []
    for call_number in range(rounds + 1):
        if call_number == 1:  # the first one warmed up
            before = cpu_ms(process)
        started = time.perf_counter()
        connection.execute(call, {"avee": avee, "days": days}).scalar_one()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[1:]), (cpu_ms(process) - before) / rounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decisions", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        server = embedded.start(Path(home))
        try:
            schema.migrate(server.owner_url, server.runtime_url, LocalEmbedder.identity)
            creator, avee = fill(create_engine(server.owner_url), options.decisions)
            with create_engine(server.runtime_url).connect() as connection:
                connection.execute(text("SELECT name_person(:person, '', '')"), {"person": str(creator)})
                print(f"{options.decisions} decisions of one avee in a year\n{'window':>8} {'wall ms (median)':>18} {'CPU ms (mean)':>15}")
                for days in WINDOWS:
                    wall, cpu = measure(connection, avee, days, options.rounds)
                    print(f"{days:7}d {wall:18.1f} {cpu:15.1f}")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
