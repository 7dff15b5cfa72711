"""Kills the server repeatedly while it routes messages, stores answers and takes money, and checks that nothing is lost or stored
twice, that nobody is charged twice, and that nothing unearned is kept.

    python benchmarks/soak.py --kills 50

Runs `orchestrator serve` with its own home, embedded PostgreSQL and port. Every fifth kill also kills PostgreSQL, and
every fifth kills only PostgreSQL. Clients repeat a request until it is acknowledged. Embeddings come from an endpoint
in this process that is slow and sometimes fails, so that kills happen during a request, and some messages are stored
first and routed later. One of two agents has a price: its askers pay at a Stripe of our own, which fails a tenth of its calls,
some after their work, and posts each event twice. Exit code 1 on any violation.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psycopg
from psycopg.rows import dict_row
from served import free_port

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from support.servers.stripe_server import StripeServer, stripe_server
from support.servers.stripe_service.delivery import Manner
from support.servers.stripe_service.ledger import Sums

CACHE = Path(__file__).parent.parent / ".orchestrator" / "cache"
ASKERS, CREATORS, PAYERS = 6, 2, 2
PRICE = 500
FAILING_CALLS = 0.1
"""Share of the calls to Stripe that fail."""
SLOWEST_EMBEDDING_S, FAILING_SHARE = 0.05, 0.05
GIVE_UP_S = 120.0
SUBJECTS = "violins kites sourdough lichens sextants marimbas glaciers falcons looms dahlias typewriters canoes".split()
FORMS = (
    "Would you ever teach a class on repairing antique {}?",
    "Which books about {} made the greatest difference to your own work?",
    "What do people most often get wrong when they start with {}?",
)
VAGUE_OR_SMALL = ("Hello!", "it doesn't work", "Thank you!")
# Counts over all agents, for the report.
OVERVIEW = """
    SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM orchestrator_decisions) AS decisions,
        (SELECT count(*) FROM escalation_queue) AS escalations, (SELECT count(*) FROM escalation_queue WHERE status = 'answered') AS answered,
        (SELECT count(*) FROM canonical_answers) AS canonical, (SELECT count(*) FROM answer_deliveries WHERE is_reuse) AS reuses
"""
# Each row of these queries is a violation. A message that was answered with a later message of its burst has the
# decision and the reply of that message.
VIOLATIONS = {
    "messages that wait for their routing": "SELECT id FROM messages WHERE awaits_routing",
    "messages not decided exactly once": """
        SELECT m.id FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.kind = 'agent' AND m.role = 'user'
        AND (SELECT count(*) FROM orchestrator_decisions d WHERE d.message_id = coalesce(m.answered_with, m.id)) <> 1""",
    "messages not replied to exactly once": """
        SELECT m.id FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.kind = 'agent' AND m.role = 'user'
        AND (SELECT count(*) FROM messages r
             WHERE r.in_reply_to = coalesce(m.answered_with, m.id) AND r.role = 'agent' AND r.kind = 'message') <> 1""",
    "messages twice under one client_message_id": """
        SELECT client_message_id FROM messages WHERE client_message_id IS NOT NULL GROUP BY conversation_id, client_message_id HAVING count(*) > 1""",
    "answered questions without exactly one answer": """
        SELECT q.id FROM escalation_queue q WHERE q.status = 'answered' AND (q.creator_answer IS NULL
        OR (SELECT count(*) FROM messages m WHERE m.escalation_id = q.id AND m.kind = 'answer' AND m.content = q.creator_answer) <> 1)""",
    "answers to questions that are not answered": """
        SELECT m.id FROM messages m JOIN escalation_queue q ON q.id = m.escalation_id WHERE m.kind = 'answer' AND q.status <> 'answered'""",
    "questions with two canonical answers": "SELECT escalation_id FROM canonical_answers WHERE escalation_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1",
    "accepted questions without a deadline": "SELECT id FROM escalation_queue WHERE status = 'accepted' AND deadline_at IS NULL",
    "accepted questions without exactly one confirmation": """
        SELECT q.id FROM escalation_queue q WHERE q.accepted_at IS NOT NULL
        AND (SELECT count(*) FROM messages m WHERE m.escalation_id = q.id AND m.kind = 'notice') <> CASE q.status WHEN 'declined' THEN 2 ELSE 1 END""",
    "offers without exactly one escalation": """
        SELECT d.id FROM orchestrator_decisions d WHERE d.decision_path = 'D'
        AND (SELECT count(*) FROM escalation_queue q WHERE q.message_id = d.message_id) <> 1""",
    "reuses not delivered exactly once": """
        SELECT d.id FROM orchestrator_decisions d WHERE d.decision_path = 'C'
        AND (SELECT count(*) FROM answer_deliveries v WHERE v.message_id = d.reply_message_id AND v.is_reuse) <> 1""",
    "answers whose times_reused is not their deliveries": """
        SELECT a.id FROM canonical_answers a
        WHERE a.times_reused + (SELECT count(*) FROM uncounted_reuses u WHERE u.answer_id = a.id)
            <> (SELECT count(*) FROM answer_deliveries d WHERE d.answer_id = a.id AND d.is_reuse)""",
    "counts that are not the recount": """
        SELECT a.id FROM avees a WHERE get_escalation_count(a.id, 24) <>
        (SELECT count(*) FROM escalation_queue q WHERE q.avee_id = a.id AND NOT q.free_of_quota
            AND (q.accepted_at IS NOT NULL OR q.status = 'pending' AND q.place_until > now()))""",
    "answers that were not paid": """
        SELECT q.id FROM escalation_queue q WHERE q.status = 'answered' AND q.price_amount > 0
        AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.escalation_id = q.id AND p.status = 'captured')""",
    "money that was taken without an answer": """
        SELECT p.id FROM payments p JOIN escalation_queue q ON q.id = p.escalation_id WHERE p.status = 'captured' AND q.status <> 'answered'""",
    "money that is held for nothing": """
        SELECT p.id FROM payments p JOIN escalation_queue q ON q.id = p.escalation_id WHERE p.status = 'held' AND q.status <> 'accepted'""",
    "payments with something left to do": "SELECT id FROM payments WHERE due IS NOT NULL",
    "receipts with a gap": """
        SELECT receipt_owner FROM payments WHERE receipt_number IS NOT NULL GROUP BY 1 HAVING max(receipt_number) <> count(*)""",
    "jobs that failed": "SELECT id FROM procrastinate_jobs WHERE status = 'failed'",
    "jobs of workers that died": """
        SELECT j.id FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
        WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '60 seconds')""",
}


@dataclass
class Record:
    """The responses to the clients, and the violations. Many threads add entries."""

    counts: Counter[str] = field(default_factory=Counter)
    asked: list[dict[str, Any]] = field(default_factory=list)
    """conversation, client_message_id, text, message_id and the response."""
    accepted: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    """Escalations whose accept was refused because a newer offer had closed them."""
    answered: dict[str, str] = field(default_factory=dict)
    """Escalation -> its acknowledged answer."""
    violations: list[str] = field(default_factory=list)
    in_flight: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, event: str) -> None:
        with self.lock:
            self.counts[event] += 1

    def violate(self, violation: str) -> None:
        with self.lock:
            self.violations.append(violation)

    @contextmanager
    def request_in_flight(self, kind: str) -> Iterator[None]:
        with self.lock:
            self.in_flight[kind] += 1
        try:
            yield
        finally:
            with self.lock:
                self.in_flight[kind] -= 1


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: broken connections are expected, because the server is killed during requests."""


class Endpoint:
    """An OpenAI-compatible embeddings endpoint over the local model; it is slow and sometimes fails."""

    def __init__(self) -> None:
        embedder, vectors = LocalEmbedder(CACHE), dict[str, list[float]]()
        lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                time.sleep(random.uniform(0, SLOWEST_EMBEDDING_S))
                if random.random() < FAILING_SHARE:
                    self.answer(400, {"error": {"message": "no"}})
                    return
                texts = asked["input"] if isinstance(asked["input"], list) else [asked["input"]]
                with lock:
                    missing = [text for text in texts if text not in vectors]
                    if missing:
                        vectors.update(zip(missing, asyncio.run(embedder.embed(missing)), strict=True))
                data = [{"object": "embedding", "index": i, "embedding": vectors[text]} for i, text in enumerate(texts)]
                self.answer(
                    200, {"object": "list", "model": asked["model"], "data": data, "usage": {"prompt_tokens": 0, "total_tokens": 0}}
                )

            def answer(self, status: int, response: dict[str, Any]) -> None:
                body = json.dumps(response).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Says nothing."""

        self.identity = embedder.identity
        self._server = QuietServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


class Server:
    """A process of `orchestrator serve`."""

    def __init__(self, home: Path, endpoint: Endpoint, stripe: StripeServer) -> None:
        self.home, self.port, self.stripe = home, free_port(), stripe
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")} | {
            "ORCHESTRATOR_HOME": str(home),
            "EMBEDDER": "openai",
            "EMBEDDINGS_BASE_URL": endpoint.url,
            "EMBEDDINGS_MODEL": endpoint.identity.name,
            "EMBEDDINGS_WIDTH": str(endpoint.identity.width),
            "STRIPE_API_BASE": stripe.url,
            "STRIPE_API_KEY": stripe.key,
            "STRIPE_WEBHOOK_SECRET": stripe.secret,
        }
        stripe.delivery.webhook_url = f"{self.url}/webhooks/stripe"
        self._log = (home / "server.log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None
        self.starts_s: list[float] = []

    def start(self) -> None:
        began = time.monotonic()
        command = [str(Path(sys.executable).parent / "orchestrator"), "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, env=self._environment, stdout=self._log, stderr=self._log)
        self.wait_until_ready()
        self.starts_s.append(time.monotonic() - began)

    def wait_until_ready(self) -> None:
        assert self._process is not None
        began = time.monotonic()
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() - began > GIVE_UP_S:
                raise SystemExit(f"The server did not start:\n{(self.home / 'server.log').read_text()[-4000:]}")
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/ready", timeout=5).status_code == 200
        return False

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def kill_postgres(self) -> None:
        with suppress(FileNotFoundError, ProcessLookupError, ValueError, IndexError):
            os.kill(int((self.home / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def stop(self) -> int:
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(60)

    def end(self) -> None:
        """Kills everything that still runs."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
        self.kill_postgres()

    def connect(self) -> psycopg.Connection[dict[str, Any]]:
        host = (self.home / "postgres" / "postmaster.pid").read_text().splitlines()[4]
        return psycopg.connect(f"host={host} port=5432 user=orchestrator_owner dbname=orchestrator", autocommit=True, row_factory=dict_row)

    @property
    def log(self) -> str:
        return (self.home / "server.log").read_text(errors="replace")

    @property
    def warnings(self) -> list[str]:
        """The last 60 lines of the log above the level INFO."""
        return [line for line in self.log.splitlines() if " INFO " not in line][-60:]


class Person:
    """A client that repeats each request until it is acknowledged."""

    def __init__(self, server: Server, record: Record, stopping: threading.Event, token: str = "") -> None:
        self._client = httpx.Client(base_url=server.url, timeout=20, headers={"Authorization": f"Bearer {token}"} if token else {})
        self._server, self._record, self._stopping = server, record, stopping
        self.token = token

    def signed_in(self, handle: str) -> "Person":
        account = {"email": f"{handle}@example.org", "password": "a long passphrase", "handle": handle, "display_name": handle.title()}
        self.send("POST", "/accounts", account)
        token = self.send("POST", "/sessions", {name: account[name] for name in ("email", "password")})["token"]
        return Person(self._server, self._record, self._stopping, token)

    def second_client(self) -> "Person":
        """Another client of the same person."""
        return Person(self._server, self._record, self._stopping, self.token)

    def send(self, method: str, path: str, body: Any = None, kind: str = "", is_done: Callable[[int, Any], bool] | None = None) -> Any:
        """The acknowledged response with `status_code` and `was_lost` (an earlier attempt broke off) added.

        `is_done` says whether a refusal counts as an acknowledgement.
        """
        began, lost = time.monotonic(), False
        while True:
            if time.monotonic() - began > GIVE_UP_S:
                self._record.violate(f"{method} {path} was never acknowledged")
                raise SystemExit(f"{method} {path} was never acknowledged")
            try:
                with self._record.request_in_flight(kind):
                    response = self._client.request(method, path, json=body)
            except httpx.TransportError:
                lost = True
                self._record.count("requests that broke off")
                time.sleep(0.25)
                continue
            content = response.json() if response.content else {}
            if response.status_code < 300 or (is_done and is_done(response.status_code, content)):
                return {**content, "status_code": response.status_code, "was_lost": lost}
            if response.status_code == 503:
                self._record.count("503 answers")
                time.sleep(0.1)
                continue
            self._record.violate(f"{method} {path}: {response.status_code} {response.text[:300]}")
            raise SystemExit(f"{method} {path}: {response.status_code} {response.text[:300]}")


def keep_asking(person: Person, avee: str, number: int, record: Record, stopping: threading.Event, chance: random.Random) -> None:
    """One asker: asks, accepts offers, and repeats messages under the same id, until `stopping` is set."""
    conversation, direct = (person.send("POST", "/conversations", {"avee_id": avee, "kind": kind})["id"] for kind in ("agent", "direct"))
    count = 0
    while not stopping.is_set():
        count += 1
        text = chance.choice(VAGUE_OR_SMALL) if chance.random() < 0.15 else chance.choice(FORMS).format(chance.choice(SUBJECTS))
        body = {"conversation_id": conversation, "message": text, "client_message_id": f"{number}-{count}"}
        is_done = saved_is_enough if chance.random() < 0.5 else None
        response = person.send("POST", "/orchestrator/message", body, "routing", is_done)
        entry = {"conversation": conversation, "client_message_id": body["client_message_id"], "text": text, "response": response}
        entry["message_id"] = response["message_id"] if response["status_code"] == 200 else response["fields"]["message_id"]
        record.asked.append(entry)
        if response["status_code"] != 200:
            record.count("messages saved to be routed later")
            continue
        record.count("messages routed")
        if chance.random() < 0.2:
            repeat(person, body, response, record)
        if response["escalation"] and response["escalation"]["status"] == "pending" and chance.random() < 0.8:
            accept(person, response["escalation"]["id"], record)
        if chance.random() < 0.1:
            sent = {"content": text, "client_message_id": f"d{number}-{count}"}
            written = [person.send("POST", f"/conversations/{direct}/messages", sent)["id"] for _ in range(2)]
            record.asked.append({"conversation": direct, **sent, "text": text, "message_id": written[0]})
            if written[0] != written[1]:
                record.violate(f"a direct message became two: {written}")
        time.sleep(chance.uniform(0, 0.1))


def saved_is_enough(status: int, response: Any) -> bool:
    return bool(response.get("code") == "saved_not_routed")


def repeat(person: Person, body: dict[str, Any], response: dict[str, Any], record: Record) -> None:
    repeated = person.send("POST", "/orchestrator/message", body, "routing")
    record.count("acknowledged messages repeated")
    if any(repeated[name] != response[name] for name in ("message_id", "path", "reply", "decision")):
        record.violate(f"a repeated message had another result: {response['message_id']} {repeated['message_id']}")


def accept(person: Person, escalation: str, record: Record) -> None:
    response = person.send(
        "POST", f"/orchestrator/queue/{escalation}/accept", None, "accepting", lambda status, response: status in (409, 429)
    )
    if response.get("code") == "offer_replaced":
        # A message that was routed late made a newer offer in the conversation.
        record.replaced.append(escalation)
        record.count("offers replaced before they were accepted")
        return
    if response["status_code"] == 409 and not response["was_lost"]:
        record.violate(f"a first accept met {response}")
    if response["status_code"] != 429:
        record.accepted.append(escalation)
        record.count("offers accepted")


def keep_paying(person: Person, avee: str, number: int, record: Record, stopping: threading.Event, chance: random.Random) -> None:
    """One asker of the agent with a price: asks, accepts, and pays, or goes away from the page, until `stopping` is set."""
    count = 0
    while not stopping.is_set():
        count += 1
        conversation = person.send("POST", "/conversations", {"avee_id": avee, "kind": "agent"})["id"]
        text = chance.choice(FORMS).format(chance.choice(SUBJECTS))
        body = {"conversation_id": conversation, "message": text, "client_message_id": f"p{number}-{count}"}
        response = person.send("POST", "/orchestrator/message", body, "routing")
        entry = {"conversation": conversation, "client_message_id": body["client_message_id"], "text": text, "response": response}
        record.asked.append(entry | {"message_id": response["message_id"]})
        if response["escalation"] and response["escalation"]["status"] == "pending":
            pay(person, response["escalation"]["id"], record, chance)
        time.sleep(chance.uniform(0, 0.2))


def pay(person: Person, escalation: str, record: Record, chance: random.Random) -> None:
    accepted = person.send("POST", f"/orchestrator/queue/{escalation}/accept", {}, "paying", lambda status, _: status in (409, 429))
    if accepted["status_code"] != 200:
        record.count("offers with a price that were not accepted")
        return
    payment = accepted["payment"]
    if payment is None:
        record.violate(f"a question was accepted although nobody paid: {escalation}")
        return
    if chance.random() < 0.15:
        person.send("POST", f"/payments/{payment['id']}/cancel", None, "paying", lambda status, _: status == 409)
        record.count("checkouts cancelled")
        return
    httpx.post(payment["checkout_url"], data={"action": "pay"})
    record.count("checkouts paid")
    if chance.random() < 0.5:
        person.send("POST", f"/payments/{payment['id']}/return", None, "paying", lambda status, _: status == 409)


def keep_selling(person: Person, record: Record, stopping: threading.Event, chance: random.Random) -> None:
    """The creator of the agent with a price: answers what is paid, or declines it."""
    while not stopping.is_set():
        queue = person.send("GET", "/orchestrator/queue?status=accepted&limit=5")["items"]
        if not queue:
            time.sleep(0.05)
            continue
        escalation = chance.choice(queue)["id"]
        move = "decline" if chance.random() < 0.25 else "answer"
        body = {"answer": "It depends.", "reuse": False} if move == "answer" else {"reason": "Not this one."}
        # A lost answer is found done when it is repeated.
        person.send("POST", f"/orchestrator/queue/{escalation}/{move}", body, "selling", lambda status, _: status == 409)
        record.count(f"paid questions: {move}")
        time.sleep(chance.uniform(0, 0.2))


def check_money(server: Server, record: Record) -> None:
    """Compares every payment with the books of the Stripe."""
    with server.connect() as owner:
        payments = owner.execute("SELECT id, status, amount FROM payments").fetchall()
    for payment in payments:
        amount, found = payment["amount"], server.stripe.sums(payment["id"])
        expected = {"captured": Sums(captured=amount), "held": Sums(held=amount), "refunded": Sums(captured=amount, refunded=amount)}
        if found != expected.get(payment["status"], Sums()):
            record.violate(f"a payment is {payment['status']} here, and at Stripe: {found}")
        record.count(f"payments {payment['status']}")


def keep_answering(person: Person, number: int, record: Record, stopping: threading.Event, chance: random.Random) -> None:
    """One of the creator's two clients, which may answer the same question at the same time."""
    count = 0
    while not stopping.is_set():
        queue = person.send("GET", "/orchestrator/queue?status=accepted&limit=5")["items"]
        if not queue:
            time.sleep(0.05)
            continue
        count += 1
        escalation, answer = chance.choice(queue)["id"], f"Client {number} gives answer no. {count}."
        body = {"answer": answer, "reuse": chance.random() < 0.7, "confirm_personal_data": True}
        response = person.send(
            "POST", f"/orchestrator/queue/{escalation}/answer", body, "answering", lambda status, response: status == 409
        )
        if response["status_code"] == 200:
            with record.lock:
                record.answered |= dict.fromkeys(response["answered"], answer)
            record.count("answers acknowledged")
        elif response["fields"]["status"] != "answered":
            record.violate(f"an answer met {response}")
        elif person.send("GET", f"/orchestrator/queue/{escalation}")["creator_answer"] == answer:
            record.count("answers found done after a lost acknowledgement")
        else:
            record.count("answers for which the other client was faster")
        time.sleep(chance.uniform(0, 0.1))


def wait_for_request(record: Record, kind: str, chance: random.Random) -> bool:
    """Waits until a request of this kind is in flight, and a moment longer; False if none came in time."""
    deadline = time.monotonic() + 5
    while record.in_flight[kind] == 0 and time.monotonic() < deadline:
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, 0.06 if kind == "routing" else 0.02))
    return record.in_flight[kind] > 0


def keep_killing(server: Server, record: Record, kills: int, chance: random.Random, deadline: float) -> None:
    for number in range(kills):
        if time.monotonic() > deadline:
            record.violate(f"time was over after {number} kills")
            return
        time.sleep(chance.uniform(0.2, 1.0))
        kind = ("routing", "answering", "paying", "selling")[number % 4]
        if wait_for_request(record, kind, chance):
            record.count(f"kills in the middle of {kind}")
        if number % 5 == 4:
            server.kill_postgres()
            record.count("kills of PostgreSQL alone")
            server.wait_until_ready()
            continue
        server.kill()
        record.count("kills of the server")
        if number % 5 == 2:
            server.kill_postgres()
            record.count("kills of PostgreSQL with the server")
        server.start()


def skip_minutes(server: Server) -> None:
    """Changes the database as if half an hour had passed: dead workers are silent, waiting messages are old, checkouts are over, all
    schedules are due."""
    with server.connect() as owner:
        owner.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '10 minutes'")
        owner.execute("UPDATE messages SET created_at = created_at - interval '10 minutes' WHERE awaits_routing")
        owner.execute("DELETE FROM procrastinate_periodic_defers")
        # A trigger notes the time of each change.
        owner.execute("ALTER TABLE payments DISABLE TRIGGER USER")
        owner.execute("UPDATE payments SET updated_at = updated_at - interval '10 minutes'")
        # Events were lost while the server was dead; checkouts are looked at when their time is over.
        owner.execute("UPDATE payments SET place_until = now() WHERE status = 'required'")
        owner.execute("ALTER TABLE payments ENABLE TRIGGER USER")


def wait_until_quiet(server: Server) -> None:
    """Waits until no message waits to be routed and no job is due or running, at most a minute."""
    deadline = time.monotonic() + 60
    with server.connect() as owner:
        while time.monotonic() < deadline:
            left = owner.execute(
                """SELECT (SELECT count(*) FROM messages WHERE awaits_routing)
                    + (SELECT count(*) FROM payments WHERE due IS NOT NULL OR status = 'required')
                    + (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' OR status = 'todo' AND coalesce(scheduled_at <= now(), true))
                    AS count"""
            ).fetchone()
            if left is not None and left["count"] == 0:
                return
            time.sleep(0.2)


def check(server: Server, record: Record) -> dict[str, Any]:
    """Compares the database with the record; returns the counts of OVERVIEW."""
    with server.connect() as owner:
        for name, query in VIOLATIONS.items():
            found = owner.execute(query.encode()).fetchall()
            if found:
                record.violate(f"{name}: {len(found)}, such as {next(iter(found[0].values()))}")
        stored = {str(row["id"]): row for row in owner.execute("SELECT * FROM messages").fetchall()}
        queue = {str(row["id"]): row for row in owner.execute("SELECT * FROM escalation_queue").fetchall()}
        overview = owner.execute(OVERVIEW).fetchone()
    identities = [(str(row["conversation_id"]), row["client_message_id"], row["content"]) for row in stored.values()]
    copies = Counter(identities)
    for entry in record.asked:
        row = stored.get(entry["message_id"])
        if row is None or copies[(entry["conversation"], entry["client_message_id"], entry["text"])] != 1:
            record.violate(f"an acknowledged message is not there exactly once: {entry['client_message_id']}")
        elif "response" in entry and entry["response"]["status_code"] == 200 and entry["response"]["reply"]["message_id"] not in stored:
            record.violate(f"an acknowledged reply is gone: {entry['client_message_id']}")
    known = {(entry["conversation"], entry["client_message_id"]) for entry in record.asked}
    unknown = [identity for identity in identities if identity[1] is not None and identity[:2] not in known]
    if unknown:
        record.violate(f"messages that were never acknowledged: {unknown[:3]}")
    check_order(record, stored)
    for escalation in record.accepted:
        if queue[escalation]["accepted_at"] is None:
            record.violate(f"an acknowledged accept is gone: {escalation}")
    for escalation in record.replaced:
        if queue[escalation]["replaced_by"] is None or queue[escalation]["accepted_at"] is not None:
            record.violate(f"an offer that was told to be replaced is not: {escalation}")
    for escalation, answer in record.answered.items():
        if (queue[escalation]["status"], queue[escalation]["creator_answer"]) != ("answered", answer):
            record.violate(f"an acknowledged answer is gone or another: {escalation}")
    return dict(overview or {})


def check_order(record: Record, stored: dict[str, Any]) -> None:
    """Checks the order of each thread: askers wait for an acknowledgement before they send the next message."""
    threads: dict[str, list[str]] = {}
    for entry in record.asked:
        threads.setdefault(entry["conversation"], []).append(entry["message_id"])
    for sent in threads.values():
        found = [message_id for message_id in sent if message_id in stored]
        if found != sorted(found):
            record.violate("a thread is out of order")


def soak(kills: int, seed: int, limit_s: float, home: Path) -> int:
    with stripe_server() as stripe:
        stripe.delivery.manner = Manner.twice
        server = Server(home, Endpoint(), stripe)
        try:
            return _soak(server, kills, seed, limit_s)
        finally:
            server.end()


def _soak(server: Server, kills: int, seed: int, limit_s: float) -> int:
    record, stopping = Record(), threading.Event()
    server.start()
    visitor = Person(server, record, stopping)
    creator = visitor.signed_in("creator")
    avee = creator.send("POST", "/avees", {"handle": "soaked", "display_name": "Soaked"})["id"]
    wide = {"version": 1, "max_escalations_per_day": 10_000, "max_escalations_per_week": 10_000}
    # Sent again after a lost answer, it is refused, because it was saved.
    creator.send("PUT", f"/orchestrator/config/{avee}", wide, is_done=lambda status, _: status == 412)
    seller = visitor.signed_in("seller")
    shop = seller.send("POST", "/avees", {"handle": "shop", "display_name": "Shop"})["id"]
    seller.send("PUT", f"/orchestrator/config/{shop}", wide, is_done=lambda status, _: status == 412)
    prices = {"version": 0, "currency": "EUR", "way": "stripe", "tiers": [{"tier": "free", "amount": PRICE}]}
    seller.send("PUT", f"/avees/{shop}/prices", prices, is_done=lambda status, _: status == 412)
    server.stripe.faults.misbehave(FAILING_CALLS, seed)
    people = [visitor.signed_in(f"asker{number}") for number in range(ASKERS)]
    threads = (
        [
            threading.Thread(target=keep_asking, args=(person, avee, number, record, stopping, random.Random(seed + number)), daemon=True)
            for number, person in enumerate(people)
        ]
        + [
            threading.Thread(
                target=keep_answering,
                args=(creator.second_client(), number, record, stopping, random.Random(-seed - number - 1)),
                daemon=True,
            )
            for number in range(CREATORS)
        ]
        + [
            threading.Thread(
                target=keep_paying,
                args=(visitor.signed_in(f"payer{number}"), shop, number, record, stopping, random.Random(seed + 100 + number)),
                daemon=True,
            )
            for number in range(PAYERS)
        ]
        + [threading.Thread(target=keep_selling, args=(seller, record, stopping, random.Random(seed + 200)), daemon=True)]
    )
    for thread in threads:
        thread.start()
    keep_killing(server, record, kills, random.Random(seed), time.monotonic() + limit_s)
    time.sleep(1)
    stopping.set()
    for thread in threads:
        thread.join(GIVE_UP_S)
        if thread.is_alive():
            record.violate("a client never ended")
    server.stripe.faults.misbehave(0)
    if server.stop() != 0:
        record.violate("the server did not stop as it should")
    server.start()
    skip_minutes(server)
    server.kill()
    server.start()
    wait_until_quiet(server)
    overview = check(server, record)
    check_money(server, record)
    server.stop()
    if "Traceback" in server.log and "unexpected error" in server.log:
        record.violate("unexpected errors were logged")
    report(server, record, overview)
    return 1 if record.violations else 0


def report(server: Server, record: Record, overview: dict[str, Any]) -> None:
    starts = sorted(server.starts_s)
    rows = [*sorted(record.counts.items()), *((f"stored: {name}", count) for name, count in overview.items())]
    rows += [
        ("seconds to be ready again, median", round(statistics.median(starts), 1)),
        ("seconds to be ready again, most", round(starts[-1], 1)),
    ]
    for name, value in rows:
        print(f"{name:<55} {value:>8}")
    for violation, times in Counter(record.violations).items():
        print(f"VIOLATION ({times}): {violation}")
    if record.violations:
        print("Log of the server:", *server.warnings, sep="\n")
    print("Nothing was lost, doubled or left behind." if not record.violations else f"{len(record.violations)} violations.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit-s", type=float, default=1800, help="No further kill after this long.")
    parser.add_argument("--keep", action="store_true", help="Keep the home with its log and database.")
    arguments = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="soak-"))
    home.chmod(0o755)
    try:
        code = soak(arguments.kills, arguments.seed, arguments.limit_s, home)
    finally:
        if arguments.keep:
            print(f"Kept: {home}")
        else:
            shutil.rmtree(home, ignore_errors=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
