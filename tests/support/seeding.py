"""Rows of every tenant table, written as the schema's owner: one creator's avee with an asker let in as a friend."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from orchestrator.ports.identifiers import new_id

PEOPLE = ("owner", "other_creator", "asker", "stranger", "editor", "answerer", "viewer")
LAYERS = ("public", "friends", "intimate")
VECTOR = "[" + ",".join(["0.0510"] * 384) + "]"


@dataclass(frozen=True, slots=True)
class Seeded:
    """Ids of the seeded rows. All rows belong to `avee`, messages to `asker`."""

    owner: UUID
    other_creator: UUID
    asker: UUID
    stranger: UUID
    avee: UUID
    other_avee: UUID
    editor: UUID
    answerer: UUID
    viewer: UUID
    """The team of `avee`, by their roles."""


def seed(connection: Connection) -> Seeded:
    """At least one row in each tenant table; documents, passages and answers in all three layers."""
    people = {name: _add_user(connection, name) for name in PEOPLE}
    avee = _add_avee(connection, people["owner"], "mine")
    other_avee = _add_avee(connection, people["other_creator"], "theirs")
    for owner in (avee, other_avee):
        _add_knowledge(connection, owner)
    member = {"avee_id": avee, "user_id": people["asker"], "tier": "follower", "layer": "friends"}
    add(connection, "avee_members", member)
    for role in ("editor", "answerer", "viewer"):
        add(connection, "team_members", {"avee_id": avee, "user_id": people[role], "role": role})
    invited = {"id": new_id(), "email": "ines@example.org", "role": "viewer", "secret_hash": b"a hash", "mail_id": new_id()}
    add(connection, "team_invitations", {"avee_id": avee, "expires_at": "2999-01-01T00:00:00Z"} | invited)
    answer = _add_knowledge(connection, avee, " again")
    question = _add_talk(connection, avee, people["asker"], answer)
    on_question = {"avee_id": avee, "escalation_id": question}
    add(connection, "question_notes", on_question | {"id": new_id(), "user_id": people["answerer"], "content": "Ask the vet."})
    add(connection, "answer_drafts", on_question | {"answer": "Bone glue", "edited_by": people["answerer"]})
    add(connection, "question_openings", on_question | {"user_id": people["answerer"], "is_writing": True})
    _add_money(connection, avee, people["asker"], question)
    for name, owned in (("asker", avee), ("other_creator", other_avee)):
        _add_outbox(connection, people[name], owned)
    return Seeded(**people, avee=avee, other_avee=other_avee)


def add(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    """Inserts a row given as column values; table and column names are this file's and the tests' own."""
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), dict(row))


def add_escalation(connection: Connection, avee: UUID, asker: UUID, conversation: UUID, message: UUID, **changes: Any) -> UUID:
    """Adds an escalation, pending unless `changes` say otherwise; returns its id."""
    row: dict[str, Any] = {
        "avee_id": avee, "id": new_id(), "conversation_id": conversation, "user_id": asker, "message_id": message,
        "original_message": "Which glue holds best?", "escalation_reason": "novel", "expected_response_hours": 24,
        "remaining_today": 10, "expires_at": "2999-01-01T00:00:00Z", "embedding": VECTOR,
    } | changes  # fmt: skip
    add(connection, "escalation_queue", row)
    escalation: UUID = row["id"]
    return escalation


def _add_user(connection: Connection, name: str) -> UUID:
    user = new_id()
    row = {"id": user, "email": f"{name}@example.org", "handle": name, "display_name": name.title(), "password_hash": "a hash"}
    add(connection, "users", row)
    for table, more in (("user_sessions", {"expires_at": "2999-01-01T00:00:00Z"}), ("api_tokens", {"name": "script"})):
        add(connection, table, {"id": new_id(), "user_id": user, "secret_hash": user.bytes, **more})
    add(connection, "known_devices", {"user_id": user, "secret_hash": user.bytes})
    add(connection, "avatars", {"user_id": user, "id": new_id(), "image": b"a picture"})
    add(
        connection,
        "identities",
        {"user_id": user, "id": new_id(), "issuer": "https://id.example.org", "subject": name, "provider": "example"},
    )
    add(connection, "former_user_handles", {"user_id": user, "handle": f"once-{name}"})
    return user


def _add_avee(connection: Connection, owner: UUID, handle: str) -> UUID:
    avee = new_id()
    add(connection, "avees", {"id": avee, "owner_id": owner, "handle": handle, "display_name": handle.title()})
    add(connection, "former_avee_handles", {"avee_id": avee, "handle": f"once-{handle}"})
    add(connection, "embed_keys", {"avee_id": avee, "secret": f"the key of {handle}".ljust(40, ".")})
    return avee


def _add_knowledge(connection: Connection, avee: UUID, mark: str = "") -> UUID:
    """Adds a ready document, its passage and an answer in every layer; returns the public answer's id."""
    answers = []
    source = {"avee_id": avee, "id": new_id(), "kind": "website", "address": f"https://bees.example.org/{mark.strip()}"}
    add(connection, "sources", source)
    in_source = {"avee_id": avee, "source_id": source["id"], "key": "one"}
    add(connection, "source_items", in_source | {"id": new_id()})
    add(connection, "proposed_answers", in_source | {
        "id": new_id(), "question_pattern": "How?", "answer_content": "So.", "content_hash": b"a hash"
    })  # fmt: skip
    for layer in LAYERS:
        document, answer = new_id(), new_id()
        about = f"{layer}{mark}"
        row = {"avee_id": avee, "id": document, "layer": layer, "title": about, "source": "text", "content_hash": about.encode()}
        add(connection, "documents", row | {"status": "ready"})
        passage = {"avee_id": avee, "id": new_id(), "document_id": document, "position": 0, "layer": layer, "content": about}
        add(connection, "passages", passage | {"embedding": VECTOR})
        sentence = {"avee_id": avee, "passage_id": passage["id"], "position": 0, "layer": layer, "content": about}
        add(connection, "passage_sentences", sentence | {"embedding": VECTOR})
        words = {"question_pattern": f"What is {about}?", "answer_content": about, "layer": layer, "content_hash": about.encode()}
        add(connection, "canonical_answers", {"avee_id": avee, "id": answer, "embedding": VECTOR} | words)
        answers.append(answer)
    return answers[0]


def _add_talk(connection: Connection, avee: UUID, asker: UUID, answer: UUID) -> UUID:
    """Adds an agent conversation with one routed message, a direct conversation, a pending offer and an accepted one, whose id is
    returned."""
    conversation, direct, message, reply = new_id(), new_id(), new_id(), new_id()
    where = {"avee_id": avee, "user_id": asker}
    add(connection, "conversations", where | {"id": conversation})
    add(connection, "conversations", where | {"id": direct, "kind": "direct"})
    add(connection, "messages", where | {"id": message, "conversation_id": conversation, "role": "user", "content": "How?"})
    add(connection, "messages", where | {"id": reply, "conversation_id": conversation, "role": "agent", "content": "So."})
    add(connection, "messages", where | {"id": new_id(), "conversation_id": direct, "role": "user", "content": "Are you there?"})
    add(connection, "conversation_reads", where | {"conversation_id": conversation, "last_read_id": message})
    add_escalation(connection, avee, asker, conversation, message)
    accepted = add_escalation(connection, avee, asker, conversation, message, status="accepted", accepted_at="2026-01-01T00:00:00Z")
    decision = {
        "id": new_id(), "conversation_id": conversation, "message_id": message, "reply_message_id": reply, "message_content": "How?",
        "decision_path": "C", "confidence_score": 0, "novelty_score": 0, "complexity_score": 0, "similarity": 1, "rule": "known_question",
        "reason": "It is known.", "similar_answer_id": answer, "policy_version": 1, "evidence": "{}", "timings": "{}",
    }  # fmt: skip
    add(connection, "orchestrator_decisions", where | decision)
    add(connection, "asked_questions", where | {"id": decision["id"], "conversation_id": conversation, "embedding": VECTOR})
    add(connection, "decision_feedback", where | {"id": new_id(), "decision_id": decision["id"], "verdict": "helpful"})
    card = {"id": new_id(), "kind": "audit", "answer_id": answer, "answer_version": 1, "conversation_id": conversation, "message_id": message,
            "question": "How?", "score": 0.9, "floor": 0.5, "scorer": "one"}  # fmt: skip
    add(connection, "trust_cards", where | card)
    borderline = {
        "id": new_id(),
        "answer_id": answer,
        "answer_version": 1,
        "conversation_id": conversation,
        "message_id": message,
        "question": "How?",
        "score": 0.6,
    }
    add(connection, "borderline_matches", where | borderline)
    asked = {
        "id": new_id(),
        "answer_id": answer,
        "answer_version": 1,
        "conversation_id": conversation,
        "message_id": message,
        "wording": "a" * 64,
    }
    add(connection, "close_questions", where | asked)
    phrasing = {"id": new_id(), "answer_id": answer, "question": "How then?", "origin": "card", "embedding": VECTOR}
    add(connection, "phrasings", where | phrasing)
    example = {
        "id": new_id(),
        "answer_id": answer,
        "decision_id": decision["id"],
        "question": "How not?",
        "serves": False,
        "embedding": VECTOR,
    }
    add(connection, "answer_examples", where | example)
    pair = sorted(connection.execute(text("SELECT id FROM canonical_answers WHERE avee_id = :avee"), {"avee": avee}).scalars())[:2]
    add(connection, "answer_conflicts", {"avee_id": avee, "id": new_id(), "first_id": pair[0], "second_id": pair[1], "is_certain": True,
                                         "likeness": 1.0, "first_wordings": pair[:1], "second_wordings": pair[1:]})  # fmt: skip
    add(connection, "trust_states", {"avee_id": avee, "state": "{}"})
    add(connection, "metric_counts", {"avee_id": avee, "days": 7, "counted_at": "2026-01-01T00:00:00Z", "counts": "{}"})
    counted = {"bin_at": "2026-01-01T00:00:00Z", "path": "A", "is_small_talk": False, "messages": 1}
    add(connection, "past_counts", {"avee_id": avee} | counted)
    add(connection, "answer_deliveries", where | {"id": new_id(), "answer_id": answer, "answer_version": 1, "message_id": reply})
    # Inserted after the delivery, whose trigger would have counted it.
    add(connection, "uncounted_reuses", {"avee_id": avee, "answer_id": answer})
    return accepted


def _add_money(connection: Connection, avee: UUID, asker: UUID, question: UUID) -> None:
    """Adds prices, and a payment and a membership that were never paid."""
    add(connection, "price_lists", {"avee_id": avee, "currency": "EUR", "way": "stripe", "membership_month": 900})
    add(connection, "tier_prices", {"avee_id": avee, "tier": "follower", "amount": 500})
    paid = {"avee_id": avee, "user_id": asker, "way": "stripe", "amount": 500, "currency": "EUR", "place_until": "2999-01-01T00:00:00Z"}
    add(connection, "payments", paid | {"id": new_id(), "escalation_id": question, "taking": "hold", "status": "lapsed"})
    add(connection, "memberships", paid | {"id": new_id(), "interval": "month", "status": "ended"})


def _add_outbox(connection: Connection, person: UUID, avee: UUID) -> None:
    """Adds notifications to the person and webhook deliveries of the avee."""
    target, webhook, batch = new_id(), new_id(), new_id()
    mine = {"user_id": person}
    add(connection, "events", mine | {"kind": "message", "payload": "{}"})
    add(connection, "notification_settings", mine | {"kinds": "[]", "digest": "daily", "time_zone": "UTC"})
    add(connection, "notification_targets", mine | {"id": target, "url": "json://example.org", "masked": "json://****"})
    notification = {"kind": "answered", "avee_id": avee, "conversation_id": new_id(), "thing_id": new_id()}
    add(connection, "notifications", mine | notification)
    add(connection, "notification_deliveries", mine | {"batch_id": batch, "target_id": target})
    mail = new_id()
    add(connection, "mails", mine | {"id": mail, "kind": "answers", "address": "asker@example.org", "due_at": "2999-01-01T00:00:00Z"})
    news = {"kind": "answered", "avee_id": avee, "conversation_id": new_id(), "thing_id": new_id(), "status": "told", "mail_id": mail}
    add(connection, "mail_news", mine | news)
    link = {"secret_hash": person.bytes, "purpose": "confirmation", "address": "asker@example.org", "expires_at": "2999-01-01T00:00:00Z"}
    add(connection, "mail_links", mine | link)
    add(connection, "presences", mine)
    add(connection, "webhooks", {"avee_id": avee, "id": webhook, "url": "https://example.org", "secret": "whsec_", "kinds": "[]"})
    add(connection, "webhook_deliveries", {"avee_id": avee, "webhook_id": webhook, "kind": "answered", "body": "{}"})
    channel, somebody, thread = new_id(), new_id(), new_id()
    where = {"avee_id": avee, "channel_id": channel}
    add(connection, "channels", {"avee_id": avee, "id": channel, "kind": "telegram", "name": "@bot", "settings": "{}", "secrets": "{}"})
    add(connection, "channel_people", where | mine | {"id": somebody, "foreign_id": "7", "name": "Ada"})
    add(connection, "channel_threads", where | {"id": thread, "person_id": somebody, "thread": "7", "is_private": True})
    add(connection, "inbound_events", where | {"event_id": "1", "event": "{}"})
    add(connection, "channel_deliveries", where | {"id": new_id(), "thread_id": thread, "kind": "said", "content": "Hello"})
    add(connection, "channel_codes", where | {"secret_hash": avee.bytes, "person_id": somebody, "expires_at": "2999-01-01T00:00:00Z"})
