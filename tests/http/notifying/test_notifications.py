"""Notifications from a question to a mailbox, and signed webhooks to programs, over HTTP."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from standardwebhooks import Webhook

from support.api import Api
from support.servers.receivers import Mailbox, http_receiver, mailbox, text_of
from support.stories import NOVEL_QUESTION


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


def tell_by(person: Api, *addresses: str, **changes: Any) -> dict[str, Any]:
    body = {"targets": [{"url": address} for address in addresses]} | changes
    saved: dict[str, Any] = person.call("PUT", "/me/notifications", 200, json=body)
    return saved


def wait_for(read: Any, what: Any, timeout_s: float = 60) -> Any:
    deadline = time.monotonic() + timeout_s
    while not what(got := read()):
        assert time.monotonic() < deadline, got
        time.sleep(0.05)
    return got


def escalate(creator: Api, asker: Api, avee: str) -> str:
    conversation = asker.start(avee)
    offered: str = asker.ask(conversation, NOVEL_QUESTION)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offered}/accept", 200)
    return offered


def test_a_question_and_its_answer_reach_two_mailboxes(open_api: Api, box: Mailbox) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee(display_name="Mara's agent")
    tell_by(creator, box.address("mara@example.org"))
    tell_by(asker, box.address("ada@example.org"))
    question = escalate(creator, asker, avee)
    mail = box.wait()
    assert (mail["to"], mail["subject"]) == ("mara@example.org", "A question for Mara's agent")
    assert NOVEL_QUESTION in text_of(mail)
    assert "https://ask.example.org/messages/" in text_of(mail)
    creator.call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": "In spring. Keep this secret.", "layer": "public"})
    mail = box.wait()
    assert (mail["to"], mail["subject"]) == ("ada@example.org", "Answered by Mara's agent")
    assert "spring" not in text_of(mail)
    assert "violin" not in text_of(mail)
    assert len(box.got) == 2
    fate = wait_for(lambda: asker.call("GET", "/me/notifications", 200)["recent"], lambda recent: recent and recent[0]["status"] == "sent")
    assert [each["kind"] for each in fate] == ["answered"]


def test_only_a_decline_by_the_creator_is_notified(open_api: Api, box: Mailbox) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    tell_by(asker, box.address())
    offer = asker.ask(asker.start(avee), NOVEL_QUESTION)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/decline", 200, json={})
    question = escalate(creator, asker, avee)
    creator.call("POST", f"/orchestrator/queue/{question}/decline", 200, json={"reason": "Too private."})
    assert "Declined" in box.wait()["subject"]
    assert [each["kind"] for each in asker.call("GET", "/me/notifications", 200)["recent"]] == ["declined"]


def test_addresses_are_masked_and_kept_by_their_id(open_api: Api, box: Mailbox) -> None:
    person = open_api.sign_up()
    url = f"mailto://ada:open-sesame@127.0.0.1:{box.port}?to=ada@example.org&from=b@example.org&mode=insecure"
    saved = tell_by(
        person, url, digest="daily", quiet_hours={"from": "22:00", "until": "07:00"}, time_zone="Europe/Oslo", kinds=["answered"]
    )
    [target] = saved["targets"]
    assert (target["address"], target["status"]) == ("mailto://127.0.0.1 (a***@example.org)", "new")
    shown = person.call("GET", "/me/notifications")
    assert "open-sesame" not in shown.text
    assert shown.json()["quiet_hours"] == {"from": "22:00:00", "until": "07:00:00"}
    kept = person.call("PUT", "/me/notifications", 200, json={"targets": [{"id": target["id"]}]})
    assert [each["id"] for each in kept["targets"]] == [target["id"]]
    assert kept["quiet_hours"] is None
    stranger = open_api.sign_up()
    stranger.call("PUT", "/me/notifications", 422, json={"targets": [{"id": target["id"]}]})
    assert person.call("PUT", "/me/notifications", 200, json={"targets": []})["targets"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"targets": [{}]},
        {"targets": [], "time_zone": "Mars/Olympus"},
        {"targets": [], "quiet_hours": {"from": "22:00", "until": "22:00"}},
        {"targets": [], "quiet_hours": {"from": "22:00+02:00", "until": "07:00"}},
        {"targets": [], "kinds": ["gossip"]},
        {"targets": [], "digest": "yearly"},
        {"targets": [{"url": "syslog://"}]},
        {"targets": [{"url": "mailto://u:p@127.0.0.1?to=a@example.org&from=b@example.org"}]},
        {"targets": [{"url": "ntfy://localhost/topic"}]},
    ],
)
def test_invalid_settings_are_refused(api: Api, body: dict[str, Any]) -> None:
    person = api.sign_up()
    assert person.call("PUT", "/me/notifications", 422, json=body)["code"]
    assert person.call("GET", "/me/notifications", 200)["targets"] == []


def test_a_test_notification_reports_its_result(open_api: Api, box: Mailbox) -> None:
    person = open_api.sign_up()
    with mailbox(refuses=True) as refusing:
        tell_by(person, box.address(), refusing.address())
        trials = person.call("POST", "/me/notifications/test", 200)["items"]
    assert [trial["is_sent"] for trial in trials] == [True, False]
    assert trials[0]["error"] is None
    assert "did not take" in trials[1]["error"]
    assert "reaches you here" in box.wait()["subject"]
    targets = person.call("GET", "/me/notifications", 200)["targets"]
    assert [target["status"] for target in targets] == ["working", "failing"]
    assert targets[1]["last_error"] == trials[1]["error"]


def test_a_target_that_fails_first_is_tried_again(open_api: Api) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    with http_receiver(500, 200) as receiver:
        tell_by(creator, f"ntfy://127.0.0.1:{receiver.url.rpartition(':')[2]}/inbox")
        escalate(creator, asker, avee)
        receiver.wait()
        failing = wait_for(
            lambda: creator.call("GET", "/me/notifications", 200),
            lambda got: got["targets"][0]["status"] == "failing" or got["recent"][0]["status"] == "sent",
        )
        assert failing["recent"][0]["kind"] == "question_accepted"
        receiver.wait()
    done = wait_for(lambda: creator.call("GET", "/me/notifications", 200), lambda got: got["recent"][0]["status"] == "sent")
    assert done["targets"][0]["status"] == "working"
    assert done["recent"][0]["attempts"] == 1


def test_webhooks_receive_the_events_of_the_loop(open_api: Api) -> None:
    creator, asker = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    with http_receiver(500, 204) as receiver:
        made = creator.call("POST", f"/avees/{avee}/webhooks", 201, json={"url": receiver.url, "kinds": ["escalation.accepted"]})
        question = escalate(creator, asker, avee)
        first, second = receiver.wait(), receiver.wait()
    payload = Webhook(made["secret"]).verify(second.body, second.headers)
    assert payload["type"] == "escalation.accepted"
    assert payload["data"]["escalation_id"] == question
    assert NOVEL_QUESTION not in second.body.decode()
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    where = f"/avees/{avee}/webhooks/{made['id']}"
    [delivery] = wait_for(
        lambda: creator.call("GET", f"{where}/deliveries", 200)["items"], lambda items: items and items[0]["status"] == "sent"
    )
    assert (delivery["attempts"], delivery["kind"]) == (1, "escalation.accepted")
    shown = creator.call("GET", f"/avees/{avee}/webhooks")
    assert made["secret"] not in shown.text
    assert shown.json()["items"][0]["failing_since"] is None


def test_a_webhook_is_tried_out_and_deleted(open_api: Api) -> None:
    creator = open_api.sign_up()
    avee = creator.create_avee()
    with http_receiver(200, 404) as receiver:
        made = creator.call("POST", f"/avees/{avee}/webhooks", 201, json={"url": receiver.url})
        where = f"/avees/{avee}/webhooks/{made['id']}"
        assert creator.call("POST", f"{where}/test", 200) == {"is_sent": True, "status": 200, "error": None}
        assert Webhook(made["secret"]).verify(receiver.got[0].body, receiver.got[0].headers)["type"] == "webhook.test"
        failed = creator.call("POST", f"{where}/test", 200)
        assert failed["is_sent"] is False
        assert "404" in failed["error"]
    assert creator.call("GET", f"/avees/{avee}/webhooks", 200)["items"][0]["last_error"] == failed["error"]
    creator.call("DELETE", where, 204)
    creator.call("DELETE", where, 404)
    creator.call("POST", f"{where}/test", 404)


def test_only_the_creator_manages_webhooks(open_api: Api) -> None:
    creator, stranger = open_api.sign_up(), open_api.sign_up()
    avee = creator.create_avee()
    made = creator.call("POST", f"/avees/{avee}/webhooks", 201, json={"url": "http://127.0.0.1:9/"})
    where = f"/avees/{avee}/webhooks"
    for method, path in (("GET", where), ("DELETE", f"{where}/{made['id']}"), ("POST", f"{where}/{made['id']}/test")):
        stranger.call(method, path, 404)
    stranger.call("POST", where, 404, json={"url": "http://127.0.0.1:9/"})
    assert len(creator.call("GET", where, 200)["items"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": "https://127.0.0.1/"},
        {"url": "https://localhost/"},
        {"url": "http://example.org/"},
        {"url": "https://[::ffff:10.0.0.1]/"},
        {"url": "https://example.org/", "kinds": []},
        {"url": "https://example.org/", "kinds": ["gossip"]},
    ],
)
def test_invalid_webhooks_are_refused(api: Api, body: dict[str, Any]) -> None:
    creator = api.sign_up()
    avee = creator.create_avee()
    assert creator.call("POST", f"/avees/{avee}/webhooks", 422, json=body)["code"]
