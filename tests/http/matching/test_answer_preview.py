"""Preview of an answer before it is sent: the past messages that it would have served, and why near ones would not be."""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows, written_columns

QUESTION = "How do I restore an antique violin?"
SAME = ("How can I restore an antique violin?", "How do I restore antique violins?")
ELSE = "When do I restore an antique violin?"
FAR = "What is the capital of Norway?"


@pytest.fixture(scope="module")
def story(shared: Api) -> tuple[Api, Api, str, str]:
    """(the creator, an asker, the agent, an accepted question that was asked after several others)."""
    creator, asker, other = shared.sign_up(), shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    for each, text in ((asker, SAME[0]), (other, SAME[1]), (other, ELSE), (other, FAR)):
        assert each.ask(each.start(avee), text)["path"] == "D"
    offer = asker.ask(asker.start(avee), QUESTION)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    return creator, asker, avee, offer


def preview(person: Api, offer: str, expect: int = 200, **body: Any) -> dict[str, Any]:
    found: dict[str, Any] = person.call("POST", f"/orchestrator/queue/{offer}/served-preview", expect, json=body)
    return found


def said(samples: list[dict[str, Any]]) -> set[str]:
    return {each["message_content"] for each in samples}


def test_the_preview_lists_served_and_near_messages(story: tuple[Api, Api, str, str]) -> None:
    creator, _, _, offer = story
    found = preview(creator, offer)
    assert said(found["served_samples"]) == set(SAME)
    assert (found["served"], found["people"], found["compared"], found["not_compared"]) == (2, 2, 5, 0)
    near = {each["message_content"]: each["why_not"] for each in found["near_samples"]}
    assert near[ELSE] == "asks_something_else"
    assert FAR not in near
    assert QUESTION not in near
    assert not {"user_id", "handle", "conversation_id"} & set(found["served_samples"][0])


def test_the_window_is_ninety_days(shared: Api, shared_database: EmbeddedServer) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    for text in SAME:
        asker.ask(asker.start(avee), text)
    offer = asker.ask(asker.start(avee), QUESTION)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    for table in ("orchestrator_decisions", "asked_questions"):
        for text, minutes in zip(SAME, (-2, 2), strict=True):
            rows(
                shared_database,
                f"UPDATE {table} SET created_at = now() - make_interval(hours => 2160, mins => :minutes) WHERE avee_id = :avee AND id IN ("
                "SELECT id FROM orchestrator_decisions WHERE message_content = :said)",
                avee=avee,
                said=text,
                minutes=minutes,
            )
    found = preview(creator, offer)
    assert (found["days"], found["compared"], found["not_compared"]) == (90, 2, 0)
    assert said(found["served_samples"]) == {SAME[0]}


COPY = """
    INSERT INTO {table} ({names}) SELECT {names} FROM (
        SELECT (jsonb_populate_record(NULL::{table}, to_jsonb(t) || jsonb_build_object('id', copy.id, {changes}))).*
        FROM {table} t JOIN orchestrator_decisions d ON d.avee_id = t.avee_id AND d.message_content = :said AND t.id = d.{column},
            LATERAL (SELECT md5('{column}' || n)::uuid AS id, md5('message_id' || n)::uuid AS message FROM generate_series(1, 200) n) copy
        WHERE t.avee_id = :avee) copied
"""


def test_the_two_hundred_nearest_messages_are_decided_again_and_twenty_shown(shared: Api, shared_database: EmbeddedServer) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    asker.ask(asker.start(avee), SAME[0])
    offer = asker.ask(asker.start(avee), QUESTION)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    for table, column, changes in (
        ("messages", "message_id", "'client_message_id', NULL"),
        ("orchestrator_decisions", "id", "'message_id', copy.message"),
        ("asked_questions", "id", "'user_id', t.user_id"),
    ):
        copy = COPY.format(table=table, names=written_columns(shared_database, table), column=column, changes=changes)
        rows(shared_database, copy, avee=avee, said=SAME[0])
    found = preview(creator, offer)
    assert (found["served"], found["people"], found["compared"], len(found["served_samples"])) == (200, 1, 202, 20)


def test_the_answer_serves_what_the_preview_showed(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    asker.ask(asker.start(avee), SAME[0])
    offer = asker.ask(asker.start(avee), QUESTION)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    previewed = preview(creator, offer)["served_samples"][0]
    creator.call("POST", f"/orchestrator/queue/{offer}/answer", 200, json={"answer": "With patience."})
    again = asker.ask(asker.start(avee), SAME[0])
    assert (again["path"], again["decision"]["signals"]["similarity"]) == ("C", pytest.approx(previewed["probability"], abs=1e-3))


def test_another_question_pattern_serves_other_messages(story: tuple[Api, Api, str, str]) -> None:
    creator, _, _, offer = story
    assert said(preview(creator, offer, question_pattern="What's the capital of Norway?")["served_samples"]) == {FAR}


def test_a_private_answer_serves_members_of_its_layer_only(story: tuple[Api, Api, str, str]) -> None:
    creator, _, _, offer = story
    found = preview(creator, offer, layer="friends")
    assert (found["served"], found["people"]) == (0, 0)
    assert {each["why_not"] for each in found["near_samples"] if each["message_content"] in SAME} == {"layer"}


def test_earlier_rules_and_better_answers_are_named_as_reasons(story: tuple[Api, Api, str, str]) -> None:
    creator, _, avee, offer = story
    creator.configure(avee, blocked_topics=["violin"])
    try:
        assert {each["why_not"] for each in preview(creator, offer)["near_samples"] if each["message_content"] in SAME} == {"earlier_rule"}
    finally:
        creator.configure(avee, blocked_topics=[])
    creator.configure(avee, canonical_match_threshold=1)
    try:
        assert "below_threshold" in {each["why_not"] for each in preview(creator, offer)["near_samples"]}
    finally:
        creator.configure(avee, canonical_match_threshold=0.85)


def test_messages_without_stored_vectors_are_counted_as_not_compared(
    story: tuple[Api, Api, str, str], shared_database: EmbeddedServer
) -> None:
    creator, _, avee, offer = story
    gone = "DELETE FROM asked_questions a USING orchestrator_decisions d WHERE d.id = a.id AND d.avee_id = :avee AND d.message_content = :said RETURNING a.id"
    rows(shared_database, gone, avee=avee, said=FAR)
    found = preview(creator, offer)
    assert (found["compared"], found["not_compared"], found["served"]) == (4, 1, 2)


def test_only_the_creator_previews(story: tuple[Api, Api, str, str], shared: Api) -> None:
    creator, asker, _, offer = story
    assert preview(asker, offer, 404)["code"] == "escalation_not_found"
    assert preview(shared.sign_up(), offer, 404)["code"] == "escalation_not_found"
    preview(shared, offer, 401)
    preview(creator, offer, 422, question_pattern="x" * 100_000)
