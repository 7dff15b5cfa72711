"""get_orchestrator_metrics is compared with a recount in Python over random data, and returns nothing to other people."""

import random
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from orchestrator.adapters.postgres.codecs.counts import decode_counts
from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.analytics.counts import Counts
from orchestrator.domain.paths import Path
from orchestrator.ports.identifiers import new_id
from support.seeding import PEOPLE, Seeded, add, add_escalation, seed

RULES = {"small_talk": "A", "confident": "A", "vague": "B", "known_question": "C", "worth_asking": "D", "gate_closed": "F", "unsafe": "F"}
HOUR = timedelta(hours=1)
Row = dict[str, Any]


@dataclass
class Services:
    """What the test wrote about one avee."""

    avee: UUID
    decisions: list[Row] = field(default_factory=list)
    escalations: list[Row] = field(default_factory=list)
    direct: list[datetime] = field(default_factory=list)
    verdicts: dict[UUID, str] = field(default_factory=dict)
    helped: set[UUID] = field(default_factory=set)
    """Decisions beside which something was shown that the asker called helpful."""
    answers: dict[UUID, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def owner(server: EmbeddedServer) -> Iterator[tuple[Engine, Engine]]:
    """(engine as the schema's owner, engine as the running program) for this module's own database."""
    name = f"test_{secrets.token_hex(6)}"
    database = server.clone(name)
    engines = create_engine(database.owner_url), create_engine(database.runtime_url)
    yield engines
    for engine in engines:
        engine.dispose()
    server.drop(name)


@pytest.fixture(scope="module")
def filled(owner: tuple[Engine, Engine]) -> tuple[Seeded, Services]:
    with owner[0].begin() as connection:
        seeded = seed(connection)
        connection.execute(text("DELETE FROM conversations"))
        # What was deleted is still counted.
        connection.execute(text("DELETE FROM past_counts"))
        connection.execute(text("UPDATE avees SET created_at = now() - interval '20 days'"))
        now = connection.execute(text("SELECT now()")).scalar_one()
        fill(connection, seeded, Services(seeded.other_avee), now, random.Random(7))
        services = Services(seeded.avee)
        fill(connection, seeded, services, now, random.Random(20261122))
    return seeded, services


def fill(connection: Connection, seeded: Seeded, services: Services, now: datetime, draw: random.Random) -> None:
    people = [seeded.asker, seeded.stranger, seeded.owner, seeded.other_creator]
    talks = [(new_id(), draw.choice(people)) for _ in range(60)]
    for conversation, user in talks:
        add(connection, "conversations", {"avee_id": services.avee, "id": conversation, "user_id": user})
    services.answers = dict.fromkeys(
        connection.execute(text("SELECT id FROM canonical_answers WHERE avee_id = :avee"), {"avee": services.avee}).scalars(), 0
    )
    for _ in range(500):
        _decide(connection, services, draw, *draw.choice(talks), now - _ago(draw))
    direct = new_id()
    add(connection, "conversations", {"avee_id": services.avee, "id": direct, "user_id": seeded.asker, "kind": "direct"})
    for role in ["user"] * 30 + ["creator"] * 10:
        at = now - _ago(draw)
        message = {"avee_id": services.avee, "id": new_id(), "conversation_id": direct, "user_id": seeded.asker}
        add(connection, "messages", message | {"role": role, "content": "Are you there?", "created_at": at})
        services.direct += [at] if role == "user" else []


def _ago(draw: random.Random) -> timedelta:
    """A random time up to 20 days ago, at least a quarter of an hour from a window's edge."""
    return HOUR * (draw.randrange(20 * 24) + draw.uniform(0.25, 0.75))


def _decide(connection: Connection, services: Services, draw: random.Random, conversation: UUID, user: UUID, at: datetime) -> None:
    rule = draw.choice(list(RULES))
    waited_ms, timed_ms = draw.choice([0, 0, 4000]), draw.uniform(0, 3000)
    said: Row = {"avee_id": services.avee, "user_id": user, "conversation_id": conversation}
    message, answer = new_id(), draw.choice(list(services.answers))
    stored_at = at - timedelta(milliseconds=waited_ms)
    add(connection, "messages", said | {"id": message, "role": "user", "content": f"About {rule}?", "created_at": stored_at})
    decision: Row = said | {
        "id": new_id(), "message_id": message, "reply_message_id": new_id(), "message_content": f"About {rule}?",
        "decision_path": RULES[rule], "rule": rule, "confidence_score": 0, "novelty_score": 0, "complexity_score": 0, "similarity": 1,
        "reason": "So.", "similar_answer_id": answer if rule == "known_question" else None, "policy_version": 1, "evidence": "{}",
        "timings": f'{{"load_ms": {timed_ms / 2}, "decide_ms": {timed_ms}}}', "created_at": at,
    }  # fmt: skip
    add(connection, "orchestrator_decisions", decision)
    services.decisions.append(decision | {"reply_ms": round(max(waited_ms, timed_ms)), "went_on": False})
    if rule == "known_question":
        add(connection, "answer_deliveries", {"avee_id": services.avee, "id": new_id(), "answer_id": answer, "answer_version": 1,
                                              "user_id": user, "message_id": message, "created_at": at})  # fmt: skip
        services.answers[answer] += 1
    if draw.random() < 0.3:
        _judge(connection, services, draw, decision)
    if rule == "worth_asking" or (rule == "known_question" and draw.random() < 0.1):
        _offer(connection, services, draw, decision)


def _judge(connection: Connection, services: Services, draw: random.Random, decision: Row) -> None:
    verdict = draw.choice(["helpful", "helpful", "wrong", "not_my_question"])
    said = {"avee_id": services.avee, "id": new_id(), "decision_id": decision["id"], "user_id": decision["user_id"], "verdict": verdict}
    source = new_id() if decision["rule"] in ("worth_asking", "gate_closed") and draw.random() < 0.7 else None
    add(connection, "decision_feedback", said | {"source_id": source, "created_at": decision["created_at"] + timedelta(minutes=1)})
    services.helped |= {decision["id"]} if source and verdict == "helpful" else set()
    services.verdicts[decision["id"]] = verdict


def _offer(connection: Connection, services: Services, draw: random.Random, decision: Row) -> None:
    at = decision["created_at"]
    free = decision["rule"] == "known_question"
    services.decisions[-1]["went_on"] = free
    state = draw.choice(["pending", "lapsed", "declined", "expired", "waiting", "answered", "answered", "refused", "overdue"])
    accepted_at = at + timedelta(minutes=1) if state in ("waiting", "answered", "refused", "overdue") else None
    ended_at = at + timedelta(minutes=draw.uniform(2, 14))
    status = {"lapsed": "pending", "waiting": "accepted", "refused": "declined", "overdue": "expired"}.get(state, state)
    opened_at = ended_at - timedelta(minutes=1) if accepted_at and draw.random() < 0.3 else None
    life: Row = {
        "status": status, "offered_at": at, "accepted_at": accepted_at, "opened_at": opened_at, "free_of_quota": free,
        "expires_at": at + timedelta(seconds=1) if state == "lapsed" else "2999-01-01T00:00:00Z",
        "answered_at": ended_at if status == "answered" else None, "declined_at": ended_at if status == "declined" else None,
    }  # fmt: skip
    message, conversation = decision["message_id"], decision["conversation_id"]
    escalation = add_escalation(connection, services.avee, decision["user_id"], conversation, message, **life)
    for each in services.escalations:
        if status == "pending" and (each["conversation_id"], each["state"]) == (conversation, "pending"):
            each["state"] = "expired"  # closed by the newer offer of its thread
    services.escalations.append(life | {"id": escalation, "state": state, "message_id": message, "conversation_id": conversation})


def ask(engines: tuple[Engine, Engine], person: UUID | None, avee: UUID, days: int, zone: str = "UTC") -> Any:
    """The function's result for the running program acting for this person."""
    with engines[1].connect() as connection:
        connection.execute(text("SELECT name_person(:person, '', '')"), {"person": str(person or "")})
        return connection.execute(
            text("SELECT get_orchestrator_metrics(:avee, :days, :zone)"), {"avee": avee, "days": days, "zone": zone}
        ).scalar_one()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
@pytest.mark.parametrize("days", [1, 7, 30])
def test_every_number_equals_a_recount(owner: tuple[Engine, Engine], filled: tuple[Seeded, Services], days: int, zone: str) -> None:
    seeded, services = filled
    raw = ask(owner, seeded.owner, seeded.avee, days, zone)
    counts = decode_counts(raw)
    since, until = counts.began_at, counts.ended_at
    assert until - since == timedelta(days=days)
    assert counts.observed_days == pytest.approx(min(days, 20), abs=0.01)
    decided = [each for each in services.decisions if each["created_at"] > since]
    recount_paths(counts, decided, services, since, ZoneInfo(zone))
    recount_answers(counts, decided, services)
    recount_escalations(counts, services, since, until)
    recount_minutes(counts, services, since)
    assert counts.direct_messages == sum(at > since for at in services.direct)


def recount_paths(counts: Counts, decided: list[Row], services: Services, since: datetime, zone: ZoneInfo) -> None:
    by_day: Counter[tuple[Any, str]] = Counter((each["created_at"].astimezone(zone).date(), each["decision_path"]) for each in decided)
    for each in services.escalations:
        if each["accepted_at"] and each["accepted_at"] > since:
            by_day[each["accepted_at"].astimezone(zone).date(), "E"] += 1
    assert {(day.on, path.value): number for day in counts.days for path, number in day.paths.items()} == dict(by_day)
    assert counts.small_talk == sum(each["rule"] == "small_talk" for each in decided)
    assert counts.messages == len(decided)
    assert counts.users == len({each["user_id"] for each in decided})
    newest: dict[UUID, Row] = {}
    for each in sorted(decided, key=lambda each: each["created_at"]):
        if each["rule"] != "small_talk":
            newest[each["conversation_id"]] = each
    assert counts.asked_back_last == sum(each["decision_path"] == "B" for each in newest.values())
    # Message by message: a message asked back forms one question with the next, and is unanswered if none follows.
    ends = [each for each in decided if each["decision_path"] in "ACDF" and each["rule"] != "small_talk"]
    assert counts.questions == len(ends) + counts.asked_back_last


def recount_answers(counts: Counts, decided: list[Row], services: Services) -> None:
    delivered = [each for each in decided if each["rule"] in ("confident", "known_question")]
    against = [each for each in delivered if services.verdicts.get(each["id"], "helpful") != "helpful" or each["went_on"]]
    assert counts.delivered == len(delivered)
    assert counts.contested == len(against)
    assert counts.confirmed == sum(services.verdicts.get(each["id"]) == "helpful" and not each["went_on"] for each in delivered)
    assert counts.replies_timed == len(delivered)
    times = sorted(each["reply_ms"] for each in delivered)
    assert counts.reply_p50_ms == times[-(-len(times) // 2) - 1]
    assert counts.reply_p95_ms == times[-(-len(times) * 95 // 100) - 1]
    assert (counts.answers_active, counts.answers_reused) == (
        len(services.answers),
        sum(number > 0 for number in services.answers.values()),
    )
    served = Counter(str(each["similar_answer_id"]) for each in decided if each["rule"] == "known_question")
    assert {answer.id: answer.times_served for answer in counts.top_answers} == dict(served)
    resolved = {each["message_id"] for each in services.escalations if each["state"] == "answered"}
    unanswered = [
        each
        for each in decided
        if each["rule"] in ("worth_asking", "gate_closed") and each["message_id"] not in resolved and each["id"] not in services.helped
    ]
    put = {each["message_id"] for each in services.escalations if each["accepted_at"]}
    assert counts.helped == sum(each["id"] in services.helped and each["message_id"] not in put for each in decided)
    newest = sorted(unanswered, key=lambda each: each["created_at"], reverse=True)[:200]
    assert Counter(counts.unanswered) == Counter(each["message_content"] for each in newest)


def recount_escalations(counts: Counts, services: Services, since: datetime, until: datetime) -> None:
    made = Counter(each["state"] for each in services.escalations if each["offered_at"] > since)
    accepted = Counter(each["state"] for each in services.escalations if each["accepted_at"] and each["accepted_at"] > since)
    assert counts.offers_accepted == sum(accepted.values())
    assert counts.offers_declined == made["declined"]
    assert counts.offers_lapsed == made["lapsed"] + made["expired"]
    assert counts.offers_open == made["pending"]
    assert (counts.questions_answered, counts.questions_declined, counts.questions_expired) == (
        accepted["answered"], accepted["refused"], accepted["overdue"],
    )  # fmt: skip
    waiting = [each for each in services.escalations if each["state"] == "waiting"]
    assert counts.questions_waiting == len(waiting)
    assert sorted(counts.waiting_s) == pytest.approx(sorted((until - each["accepted_at"]).total_seconds() for each in waiting), abs=1)
    answered = [each for each in services.escalations if each["state"] == "answered" and each["accepted_at"] > since]
    took = sorted((each["answered_at"] - each["accepted_at"]).total_seconds() for each in answered)
    assert sorted(counts.answered_s) == pytest.approx(took, abs=1)
    assert counts.on_path(Path.queue_for_creator) == sum(accepted.values())


def recount_minutes(counts: Counts, services: Services, since: datetime) -> None:
    ended = sorted(
        (each["answered_at"] or each["declined_at"], each) for each in services.escalations if each["state"] in ("answered", "refused")
    )
    minutes, handled, measured, before = 0.0, 0, 0, None
    for at, each in ended:
        began = max(time for time in (each["accepted_at"], each["opened_at"], before) if time)
        if at > since:
            handled, measured = handled + 1, measured + bool(each["opened_at"])
            minutes += min(60 if each["opened_at"] else 15, (at - began).total_seconds() / 60)
        before = at
    assert (counts.handled, counts.handled_measured) == (handled, measured)
    assert counts.creator_minutes == pytest.approx(minutes)


@pytest.mark.parametrize("viewer", ["nobody", "stranger", "other_creator", "asker"])
def test_other_people_get_no_metrics(owner: tuple[Engine, Engine], filled: tuple[Seeded, Services], viewer: str) -> None:
    seeded, _ = filled
    person = None if viewer == "nobody" else getattr(seeded, viewer)
    assert ask(owner, person, seeded.avee, 30) is None
    with owner[1].connect() as connection:
        connection.execute(text("SELECT name_person(:person, '', '')"), {"person": str(person or "")})
        minutes = text("SELECT handled FROM get_creator_minutes(:avee, now() - interval '30 days', now())")
        assert connection.execute(minutes, {"avee": seeded.avee}).scalar_one() == 0
        messages = text("SELECT count_messages(:avee, now() - interval '30 days', now(), 'UTC')")
        assert connection.execute(messages, {"avee": seeded.avee}).scalar_one() is None


def test_answers_at_one_moment_count_once_and_a_long_pause_does_not_count(owner: tuple[Engine, Engine]) -> None:
    with owner[0].connect() as connection:
        seeded = seed_again(connection)
        where = {"avee_id": seeded.avee, "user_id": seeded.asker}
        conversation, message = new_id(), new_id()
        add(connection, "conversations", where | {"id": conversation})
        add(connection, "messages", where | {"id": message, "conversation_id": conversation, "role": "user", "content": "How?"})
        now = connection.execute(text("SELECT now()")).scalar_one()
        # Minutes: the first after a pause (15), two more at the same moment (0), one ten minutes later (10), one opened
        # 90 minutes before it was answered, the one before it answered long ago (60).
        for ago, opened in ((500, None), (500, None), (500, None), (490, None), (120, 210)):
            add_escalation(
                connection, seeded.avee, seeded.asker, conversation, message, status="answered", offered_at=now - timedelta(days=3),
                accepted_at=now - timedelta(days=2), answered_at=now - timedelta(minutes=ago),
                opened_at=now - timedelta(minutes=opened) if opened else None,
            )  # fmt: skip
        connection.execute(text("SELECT set_config('app.person', :person, true)"), {"person": str(seeded.owner)})
        found = connection.execute(
            text("SELECT handled, measured, minutes FROM get_creator_minutes(:avee, now() - interval '1 day', now())"),
            {"avee": seeded.avee},
        ).one()
        assert (found.handled, found.measured, found.minutes) == (5, 1, pytest.approx(15 + 0 + 0 + 10 + 60))
        connection.rollback()


def seed_again(connection: Connection) -> Seeded:
    """Another creator's avee, in a transaction that is rolled back."""
    ids = {name: new_id() for name in (*PEOPLE, "avee", "other_avee")}
    for name in ("owner", "asker"):
        handle = f"{name}-again"
        row = {"id": ids[name], "email": f"{handle}@example.org", "handle": handle, "display_name": handle, "password_hash": "a hash"}
        add(connection, "users", row)
    add(connection, "avees", {"id": ids["avee"], "owner_id": ids["owner"], "handle": "again", "display_name": "Again"})
    return Seeded(**ids)
