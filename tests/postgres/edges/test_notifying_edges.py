"""What the job for lost deliveries finds."""

from sqlalchemy import Connection, text

from orchestrator.ports.identifiers import new_id
from support.places import Place, value
from support.seeding import add


def test_waiting_notifications_of_one_person_are_planned_once(place: Place, undone: Connection) -> None:
    undone.execute(text("DELETE FROM notifications"))
    row = {"user_id": place.seeded.asker, "kind": "answered", "avee_id": place.seeded.avee, "thing_id": None}
    for _ in range(2):
        add(undone, "notifications", row | {"thing_id": new_id()})
    planned = undone.execute(text("SELECT arguments FROM find_due_deliveries(10) WHERE task = 'plan_notifications'")).scalars().all()
    assert planned == [{"person": str(place.seeded.asker)}]


def test_a_limit_of_lost_deliveries_takes_the_oldest(place: Place, undone: Connection) -> None:
    undone.execute(text("UPDATE webhook_deliveries SET status = 'sent'"))
    webhook = value(undone, "id FROM webhooks WHERE avee_id = :avee", avee=place.seeded.avee)
    for minutes in (20, 40, 30):
        made = {"avee_id": place.seeded.avee, "webhook_id": webhook, "kind": f"after {minutes}", "body": "{}"}
        add(undone, "webhook_deliveries", made)
        undone.execute(text("UPDATE webhook_deliveries SET due_at = now() - make_interval(mins => :late) WHERE kind = :kind"),
                      {"late": minutes, "kind": made["kind"]})  # fmt: skip
    found = undone.execute(
        text("SELECT d.kind FROM find_due_deliveries(2) f JOIN webhook_deliveries d ON d.id::text = f.arguments ->> 'delivery_id'")
    ).scalars()
    assert sorted(found) == ["after 30", "after 40"]
