"""How much is listed and how many there may be: exactly the promised number, and one more is not."""

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows


def test_the_fifty_newest_notifications_are_listed(shared: Api, shared_database: EmbeddedServer) -> None:
    creator = shared.sign_up()
    rows(
        shared_database,
        """
        INSERT INTO notifications (user_id, kind, avee_id, thing_id, status, created_at, last_error)
        SELECT :person, 'trust_voided', :avee, gen_random_uuid(), 'failed', now() - make_interval(hours => n), 'hour ' || n
        FROM generate_series(1, 51) n
        """,
        person=creator.user["id"],
        avee=creator.create_avee(),
    )
    recent = creator.call("GET", "/me/notifications", 200)["recent"]
    assert [each["last_error"] for each in recent] == [f"hour {n}" for n in range(1, 51)]


def test_the_fifty_newest_deliveries_of_a_webhook_are_listed(shared: Api, shared_database: EmbeddedServer) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    webhook = creator.call("POST", f"/avees/{avee}/webhooks", 201, json={"url": "https://1.1.1.1/hook"})["id"]
    rows(
        shared_database,
        """
        INSERT INTO webhook_deliveries (avee_id, webhook_id, kind, body, status, created_at, last_error)
        SELECT :avee, :webhook, 'answer.added', '{"type": "answer.added", "timestamp": "2026-11-28", "data": {}}', 'failed', now() - make_interval(hours => n), 'hour ' || n
        FROM generate_series(1, 51) n
        """,
        avee=avee,
        webhook=webhook,
    )
    deliveries = creator.call("GET", f"/avees/{avee}/webhooks/{webhook}/deliveries", 200)["items"]
    assert [each["last_error"] for each in deliveries] == [f"hour {n}" for n in range(1, 51)]


def test_an_agent_has_ten_webhooks(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    added = [creator.call("POST", f"/avees/{avee}/webhooks", json={"url": f"https://1.1.1.1/{number}"}) for number in range(11)]
    assert [each.status_code for each in added] == [201] * 10 + [422]
    assert (added[-1].json()["code"], "10" in added[-1].json()["detail"]) == ("invalid_webhook", True)


def test_a_person_has_ten_targets(shared: Api) -> None:
    person = shared.sign_up()
    targets = [{"url": f"ntfys://1.1.1.1/topic{number}"} for number in range(11)]
    first = person.call("PUT", "/me/notifications", 200, json={"targets": targets[:9]})["targets"]
    kept = [{"id": each["id"]} for each in first]
    assert person.call("PUT", "/me/notifications", 422, json={"targets": [*kept, *targets[9:]]})["code"]
    assert len(person.call("PUT", "/me/notifications", 200, json={"targets": [*kept, targets[9]]})["targets"]) == 10
