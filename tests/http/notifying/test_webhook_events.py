"""What a program is posted about messages, decisions, verdicts and members; what is posted once more by hand; and receivers that want
a pause or no more."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.guests import enter
from support.servers.receivers import HttpReceiver, http_receiver
from support.stories import NOVEL_QUESTION, rows

QUESTION = "Which glue holds wood?"
EVERY_MESSAGE = ["decision.made", "message.received", "message.sent"]


@pytest.fixture
def receiver() -> Iterator[HttpReceiver]:
    with http_receiver() as receiver:
        yield receiver


def follow(creator: Api, avee: str, receiver: HttpReceiver, *kinds: str) -> dict[str, Any]:
    made: dict[str, Any] = creator.call("POST", f"/avees/{avee}/webhooks", 201, json={"url": receiver.url, "kinds": list(kinds)})
    return made


def posted(receiver: HttpReceiver, number: int) -> dict[str, list[dict[str, Any]]]:
    """The data of the first `number` posts, by their kinds."""
    for _ in range(number):
        receiver.wait()
    found: dict[str, list[dict[str, Any]]] = {}
    for each in receiver.got[:number]:
        body = json.loads(each.body)
        found.setdefault(body["type"], []).append(body["data"])
    return found


def wait_until(holds: Callable[[], bool], timeout_s: float = 60) -> None:
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.05)


def test_a_message_its_decision_and_its_reply_are_posted_without_a_word_of_them(open_api: Api, receiver: HttpReceiver) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, trust_mode="immediate")
    answer = creator.add_answer(avee, QUESTION, "The brown one.")
    follow(creator, avee, receiver, *EVERY_MESSAGE)
    conversation = asker.start(avee)
    replied = asker.ask(conversation, QUESTION)
    got = posted(receiver, 3)
    [received], [sent], [decided] = (got[kind] for kind in ("message.received", "message.sent", "decision.made"))
    ids = {"avee_id": avee, "conversation_id": conversation, "user_id": asker.user["id"]}
    assert received == ids | {
        "message_id": decided["message_id"], "conversation_kind": "agent", "role": "user", "kind": "message", "in_reply_to": None,
    }  # fmt: skip
    assert (sent["role"], sent["in_reply_to"], sent["message_id"]) == ("agent", received["message_id"], decided["reply_message_id"])
    signals = replied["decision"]["signals"]
    scores = {name: pytest.approx(signals[name], abs=1e-4) for name in ("confidence", "novelty", "complexity", "similarity")}
    assert decided == ids | scores | {
        "message_id": received["message_id"], "decision_id": replied["decision"]["id"], "part": 0, "path": "C", "rule": "known_question",
        "reply_message_id": sent["message_id"], "answer_id": answer["id"], "escalation_id": None,
    }  # fmt: skip
    assert not [each for each in receiver.got if b"glue" in each.body or b"brown" in each.body]


def test_a_direct_message_is_told_apart(open_api: Api, receiver: HttpReceiver) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    follow(creator, avee, receiver, "message.received", "message.sent")
    direct = asker.start(avee, "direct")
    asker.call("POST", f"/conversations/{direct}/messages", 201, json={"content": "Dear Mira!"})
    [received] = posted(receiver, 1)["message.received"]
    assert (received["conversation_kind"], received["conversation_id"]) == ("direct", direct)
    creator.call("POST", f"/conversations/{direct}/messages", 201, json={"content": "Dear Ada!"})
    receiver.wait()
    sent = json.loads(receiver.got[-1].body)["data"]
    assert (sent["role"], sent["user_id"]) == ("creator", asker.user["id"])


def test_a_verdict_is_posted_and_a_changed_one_again(open_api: Api, receiver: HttpReceiver) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, trust_mode="immediate")
    answer = creator.add_answer(avee, QUESTION, "The brown one.")
    follow(creator, avee, receiver, "feedback.given")
    conversation = asker.start(avee)
    decision = asker.ask(conversation, QUESTION)["decision"]["id"]
    where = f"/orchestrator/decisions/{decision}/feedback"
    asker.call("POST", where, 200, json={"verdict": "helpful"})
    asker.call("POST", where, 200, json={"verdict": "helpful"})
    asker.call("POST", where, 200, json={"verdict": "wrong", "comment": "It was the white one."})
    got = posted(receiver, 2)["feedback.given"]
    assert [each["verdict"] for each in got] == ["helpful", "wrong"]
    assert (got[0]["decision_id"], got[0]["answer_id"], got[0]["user_id"]) == (decision, answer["id"], asker.user["id"])
    assert not [each for each in receiver.got if b"white" in each.body]


def test_members_are_posted_as_they_join_change_and_go(open_api: Api, receiver: HttpReceiver, database: EmbeddedServer) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    follow(creator, avee, receiver, "member.joined", "member.changed", "member.removed")
    member = f"/avees/{avee}/members/{asker.user['id']}"
    for tier in ("paid", "paid", "follower"):
        creator.call("PUT", member, 200, json={"tier": tier, "layer": "friends"})
    got = posted(receiver, 2)
    ids = {"avee_id": avee, "user_id": asker.user["id"], "layer": "friends"}
    assert got == {"member.joined": [ids | {"tier": "paid"}], "member.changed": [ids | {"tier": "follower"}]}
    # What was posted of an erased account is forgotten here; that it is gone is told, so that the receiver can forget it too.
    asker.call("DELETE", "/me", 204, json={"password": PASSWORD})
    assert json.loads(receiver.wait().body)["type"] == "member.removed"
    assert rows(database, "SELECT kind FROM webhook_deliveries") == [("member.removed",)]


def test_an_agent_with_members_and_webhooks_is_deleted(open_api: Api, receiver: HttpReceiver, database: EmbeddedServer) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    follow(creator, avee, receiver, "member.removed", "decision.made")
    creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json={"tier": "paid", "layer": "friends"})
    creator.call("DELETE", f"/avees/{avee}", 204)
    assert rows(database, "SELECT kind FROM webhook_deliveries") == []


def test_an_erased_conversation_takes_what_waits_to_be_posted_with_it(open_api: Api, database: EmbeddedServer) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, trust_mode="immediate")
    creator.add_answer(avee, QUESTION, "The brown one.")
    with http_receiver(503) as receiver:
        follow(creator, avee, receiver, *EVERY_MESSAGE, "feedback.given")
        conversation, kept = asker.start(avee), asker.start(avee)
        decision = asker.ask(conversation, QUESTION)["decision"]["id"]
        asker.call("POST", f"/orchestrator/decisions/{decision}/feedback", 200, json={"verdict": "helpful"})
        asker.ask(kept, QUESTION)
        assert rows(database, "SELECT count(*) FROM webhook_deliveries") == [(7,)]
        asker.call("DELETE", f"/conversations/{conversation}", 204)
    left = rows(database, "SELECT DISTINCT body -> 'data' ->> 'conversation_id' FROM webhook_deliveries")
    assert left == [(kept,)]


def test_a_guests_address_does_not_leave(open_api: Api, receiver: HttpReceiver) -> None:
    creator = open_api.sign_up()
    avee = creator.create_avee("guarded")
    follow(creator, avee, receiver, *EVERY_MESSAGE, "escalation.accepted")
    guest = enter(open_api, "guarded")
    guest.call("PUT", "/me/guest-address", 202, json={"email": "hidden@example.org"})
    guest.ask(guest.start(avee), NOVEL_QUESTION)
    posted(receiver, 3)
    assert not [each for each in receiver.got if b"hidden" in each.body or b"example.org" in each.body]


def test_what_comes_with_every_message_must_be_asked_for(open_api: Api, receiver: HttpReceiver) -> None:
    creator = open_api.sign_up()
    avee = creator.create_avee()
    made = creator.call("POST", f"/avees/{avee}/webhooks", 201, json={"url": receiver.url})
    assert not set(made["kinds"]) & set(EVERY_MESSAGE)
    assert {"feedback.given", "member.joined", "escalation.accepted"} <= set(made["kinds"])


def deliveries(creator: Api, webhook: dict[str, Any]) -> list[dict[str, Any]]:
    where = f"/avees/{webhook['avee_id']}/webhooks/{webhook['id']}/deliveries"
    items: list[dict[str, Any]] = creator.call("GET", where, 200)["items"]
    return items


def redeliver(creator: Api, webhook: dict[str, Any], delivery: str, expect: int = 202) -> dict[str, Any]:
    where = f"/avees/{webhook['avee_id']}/webhooks/{webhook['id']}/deliveries/{delivery}/redeliver"
    found: dict[str, Any] = creator.call("POST", where, expect)
    return found


def test_a_delivery_is_posted_once_more_as_the_same_message(open_api: Api, receiver: HttpReceiver) -> None:
    creator, stranger = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    webhook = follow(creator, avee, receiver, "policy.changed")
    creator.configure(avee, max_escalations_per_day=5)
    first = receiver.wait()
    wait_until(lambda: deliveries(creator, webhook)[0]["status"] == "sent")
    [delivery] = deliveries(creator, webhook)
    assert delivery["redelivered_at"] is None
    assert redeliver(creator, webhook, delivery["id"])["status"] == "pending"
    again = receiver.wait()
    assert (again.body, again.headers["webhook-id"]) == (first.body, first.headers["webhook-id"])
    assert Webhook(webhook["secret"]).verify(again.body, again.headers)["type"] == "policy.changed"
    wait_until(lambda: deliveries(creator, webhook)[0]["status"] == "sent")
    assert deliveries(creator, webhook)[0]["redelivered_at"] is not None
    redeliver(stranger, webhook, delivery["id"], 404)
    assert redeliver(creator, webhook, webhook["id"], 404)["code"] == "delivery_not_found"


def test_a_delivery_that_is_still_tried_needs_no_other(open_api: Api) -> None:
    creator = open_api.sign_up()
    avee = creator.create_avee()
    with http_receiver(503) as receiver:
        webhook = follow(creator, avee, receiver, "policy.changed")
        creator.configure(avee, max_escalations_per_day=5)
        receiver.wait()
        assert redeliver(creator, webhook, deliveries(creator, webhook)[0]["id"], 409)["code"] == "delivery_under_way"


def test_twenty_are_posted_once_more_within_a_minute_and_no_more(open_api: Api, receiver: HttpReceiver, database: EmbeddedServer) -> None:
    creator = open_api.sign_up()
    avee = creator.create_avee()
    webhook = follow(creator, avee, receiver, "policy.changed")
    rows(
        database,
        """
        INSERT INTO webhook_deliveries (avee_id, webhook_id, kind, body, status, redelivered_at)
        SELECT :avee, :webhook, 'policy.changed', '{"type": "policy.changed", "timestamp": "2026-11-28", "data": {}}', 'sent',
            CASE WHEN n < 20 THEN now() WHEN n = 20 THEN now() - interval '61 seconds' END
        FROM generate_series(1, 22) n
        """,
        avee=avee,
        webhook=webhook["id"],
    )
    free = [each["id"] for each in deliveries(creator, webhook) if each["redelivered_at"] is None]
    redeliver(creator, webhook, free[0])
    refused = redeliver(creator, webhook, free[1], 429)
    assert (refused["code"], refused["fields"]["retry_after_s"]) == ("too_many_redeliveries", 60)


def test_a_receiver_that_is_gone_gets_nothing_more_until_a_test_arrives(open_api: Api) -> None:
    creator = open_api.sign_up()
    avee = creator.create_avee()
    with http_receiver(410, 200) as receiver:
        webhook = follow(creator, avee, receiver, "policy.changed")
        creator.configure(avee, max_escalations_per_day=5)
        receiver.wait()
        listed = f"/avees/{avee}/webhooks"
        wait_until(lambda: not creator.call("GET", listed, 200)["items"][0]["active"])
        [off] = creator.call("GET", listed, 200)["items"]
        assert "410" in off["disabled_reason"]
        [delivery] = deliveries(creator, webhook)
        assert (delivery["status"], delivery["attempts"]) == ("failed", 1)
        assert redeliver(creator, webhook, delivery["id"], 409)["code"] == "webhook_switched_off"
        creator.configure(avee, max_escalations_per_day=6)
        assert len(deliveries(creator, webhook)) == 1
        creator.call("POST", f"{listed}/{webhook['id']}/test", 200)
        redeliver(creator, webhook, delivery["id"])
        receiver.wait()
        wait_until(lambda: deliveries(creator, webhook)[0]["status"] == "sent")


def test_a_receiver_that_asks_for_a_pause_gets_it(open_api: Api) -> None:
    creator = open_api.sign_up()
    avee = creator.create_avee()
    with http_receiver(429, 200, retry_after="3600") as receiver:
        follow(creator, avee, receiver, "policy.changed")
        creator.configure(avee, max_escalations_per_day=5)
        receiver.wait()
        listed = f"/avees/{avee}/webhooks"
        wait_until(lambda: creator.call("GET", listed, 200)["items"][0]["paused_until"] is not None)
        [paused] = creator.call("GET", listed, 200)["items"]
        until = datetime.fromisoformat(paused["paused_until"])
        assert timedelta(minutes=59) < until - datetime.now(UTC) <= timedelta(hours=1)
        assert "429" in paused["last_error"]
        assert paused["active"]


def test_a_webhook_is_changed_from_its_newest_version_alone(open_api: Api, receiver: HttpReceiver) -> None:
    creator, stranger = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    made = creator.call("POST", f"/avees/{avee}/webhooks", 201, json={"url": "http://127.0.0.1:9/gone", "kinds": ["answer.added"]})
    path = f"/avees/{avee}/webhooks/{made['id']}"
    assert creator.call("PATCH", path, 428, json={"url": receiver.url}, headers={"If-Match": ""})["code"] == "precondition_required"
    changed = creator.call("PATCH", path, 200, json={"url": receiver.url, "kinds": ["feedback.given", "answer.added"], "version": 1})
    assert (changed["url"], changed["kinds"], changed["version"]) == (receiver.url, ["answer.added", "feedback.given"], 2)
    assert "secret" not in changed
    assert creator.call("PATCH", path, 412, json={"active": False}, headers={"If-Match": '"1"'})["code"] == "changed_meanwhile"
    for wrong in ({"kinds": [], "version": 2}, {"url": "ftp://example.org", "version": 2}):
        creator.call("PATCH", path, 422, json=wrong)
    stranger.call("PATCH", path, 404, json={"active": False, "version": 2})
    off = creator.call("PATCH", path, 200, json={"active": False}, headers={"If-Match": '"2"'})
    assert (off["active"], off["disabled_reason"]) == (False, None)
    creator.add_answer(avee, QUESTION, "The brown one.")
    creator.call("POST", f"{path}/test", 200)
    [listed] = creator.call("GET", f"/avees/{avee}/webhooks", 200)["items"]
    assert not listed["active"], "what its owner switched off, a test does not switch on"
    creator.call("PATCH", path, 200, json={"active": True, "version": listed["version"]})
    creator.add_answer(avee, "Which glue holds glass?", "The clear one.")
    assert set(posted(receiver, 2)) == {"webhook.test", "answer.added"}
