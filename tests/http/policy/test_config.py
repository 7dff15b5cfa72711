"""The policy over HTTP: defaults, versions, and that saved settings take effect."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows

DEFAULTS = {
    "version": 1,
    "escalation_enabled": True,
    "max_escalations_per_day": 10,
    "max_escalations_per_week": 50,
    "auto_answer_confidence_threshold": 0.75,
    "canonical_match_threshold": 0.85,
    "novelty_threshold": 0.7,
    "complexity_threshold": 0.6,
    "clarification_enabled": True,
    "max_clarifications_running": 2,
    "blocked_topics": [],
    "allowed_user_tiers": ["free", "follower", "paid", "guest"],
}


def test_defaults(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    response = creator.call("GET", f"/orchestrator/config/{avee}")
    config = response.json()
    assert {name: config[name] for name in DEFAULTS} == DEFAULTS
    assert config["avee_id"] == avee
    assert not any(config["availability_windows"].get("weekly", {}).values())
    assert response.headers["etag"] == '"1"'


def test_omitted_fields_keep_their_values(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, blocked_topics=[" insurance ", "insurance", "tax"], max_escalations_per_day=3)
    saved = creator.configure(avee, escalation_enabled=False)
    assert (saved["blocked_topics"], saved["max_escalations_per_day"], saved["version"]) == (["insurance", "tax"], 3, 3)
    assert saved == creator.call("GET", f"/orchestrator/config/{avee}", 200)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("auto_answer_confidence_threshold", -0.1),
        ("canonical_match_threshold", 2),
        ("max_escalations_per_day", 10_001),
        ("max_escalations_per_week", -1),
        ("max_clarifications_running", 6),
        ("offer_valid_hours", 0),
        ("expected_response_hours", 721),
        ("blocked_topics", ["x" * 101]),
        ("blocked_topics", ["topic"] * 0 + [f"t{n}" for n in range(201)]),
        ("availability_windows", {"timezone": "Nowhere/Land"}),
    ],
)
def test_an_invalid_field_is_named(shared: Api, field: str, value: object) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    refused = creator.call("PUT", f"/orchestrator/config/{avee}", 422, json={field: value, "escalation_enabled": False})
    assert refused["code"] == "invalid_policy"
    assert str(refused["fields"]["field"]).startswith(field)
    assert creator.call("GET", f"/orchestrator/config/{avee}", 200)["version"] == 1


def test_if_match_guards_against_lost_updates(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    path = f"/orchestrator/config/{avee}"
    first = creator.call("PUT", path, json={"max_escalations_per_day": 1}, headers={"If-Match": '"1"'})
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    late = creator.call("PUT", path, 412, json={"max_escalations_per_day": 9}, headers={"If-Match": '"1"'})
    assert (late["code"], late["fields"]["version"]) == ("policy_changed", 2)
    assert creator.call("GET", path, 200)["max_escalations_per_day"] == 1
    for header in ("*", 'W/"3"'):
        creator.call("PUT", path, 200, json={"max_escalations_per_day": 2}, headers={"If-Match": header})


def test_of_concurrent_saves_from_one_version_one_wins(shared: Api, shared_database: EmbeddedServer) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()

    def save(limit: int) -> int:
        headers = {"If-Match": '"1"', "Authorization": f"Bearer {creator.token}"}
        response = shared.client.put(f"/orchestrator/config/{avee}", json={"max_escalations_per_day": limit}, headers=headers)
        return int(response.status_code)

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(save, range(1, 9)))
    assert sorted(statuses) == [200] + [412] * 7
    versions = rows(shared_database, "SELECT version, config FROM orchestrator_config_versions WHERE avee_id = :avee ORDER BY 1", avee=avee)
    assert [row.version for row in versions] == [1, 2]
    assert versions[1].config["max_escalations_per_day"] == statuses.index(200) + 1


def test_the_number_of_clarifications_takes_effect(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    conversation = asker.start(avee)
    assert [asker.ask(conversation, "it doesn't work")["path"] for _ in range(3)] == ["B", "B", "D"]
    creator.configure(avee, clarification_enabled=False)
    assert asker.ask(asker.start(avee), "it doesn't work")["path"] == "D"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"escalation_enabled": False}, "does not take questions through this agent"),
        ({"allowed_user_tiers": ["paid"]}, "free members"),
        ({"max_escalations_per_day": 0}, "24 hours"),
        ({"max_escalations_per_week": 0}, "7 days"),
        ({"availability_windows": {"timezone": "UTC", "holidays": ["DAY"]}}, "at this time"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_each_gate_closes(shared: Api, shared_database: EmbeddedServer, changes: dict[str, object], says: str) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    question = "Would you ever teach a class on restoring antique violins?"
    assert asker.ask(asker.start(avee), question)["path"] == "D"
    if "availability_windows" in changes:
        (today,) = rows(shared_database, "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day")
        changes = {"availability_windows": {"timezone": "UTC", "holidays": [today.day]}}
    creator.configure(avee, **changes)
    refused = asker.ask(asker.start(avee), question)
    assert (refused["path"], refused["decision"]["rule"], refused["escalation"]) == ("F", "gate_closed", None)
    assert says in refused["decision"]["reason"]


def test_a_value_that_closes_something_is_told_and_confirmed_where_the_client_asks(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    path = f"/orchestrator/config/{avee}"
    refused = creator.call("PUT", path, 422, json={"max_escalations_per_day": 0, "confirm": []})
    assert (refused["code"], refused["fields"]["field"]) == ("needs_confirmation", "max_escalations_per_day")
    assert refused["fields"]["warnings"] == [
        {"setting": "max_escalations_per_day", "meaning": "0 questions a day: no question reaches you."}
    ]
    assert creator.call("POST", f"{path}/preview", 200, json={"max_escalations_per_day": 0})["warnings"] == refused["fields"]["warnings"]
    assert creator.call("GET", path, 200)["version"] == 1
    saved = creator.call("PUT", path, 200, json={"max_escalations_per_day": 0, "confirm": ["max_escalations_per_day"]})
    assert (saved["max_escalations_per_day"], "confirm" in saved) == (0, False)
    again = creator.configure(avee, blocked_topics=["tax"], confirm=[])
    assert again["version"] == 3, "what is saved already is not asked about again"
    assert again["warnings"] == refused["fields"]["warnings"]
    weekly = creator.configure(avee, max_escalations_per_week=0)
    assert [each["setting"] for each in weekly["warnings"]] == ["max_escalations_per_day", "max_escalations_per_week"], "saved, and told"


def test_times_are_told_in_the_zone_of_the_asker_or_else_of_the_creator(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    closed = {"timezone": "Europe/Oslo", "weekly": {}, "anytime": True, "holidays": ["2026-01-01"]}
    creator.configure(avee, availability_windows=closed, max_escalations_per_day=1)
    question = "Would you ever teach a class on restoring antique violins?"
    offer = asker.ask(asker.start(avee), question)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    said = asker.ask(asker.start(avee), "Would you paint a mural of whales?", time_zone="America/New_York")
    assert "(America/New_York)." in said["reply"]["content"]
    assert "(Europe/Oslo)." in asker.ask(asker.start(avee), "Would you paint a mural of whales?")["reply"]["content"]
    conversation = asker.start(avee)
    assert asker.ask(conversation, "hi", 422, time_zone="Mars/Base")["code"] == "invalid_time_zone"
