"""The metrics over HTTP: each number with its parts, target and meaning; only for the creator; as CSV."""

import csv
import io
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.engine.analytics import measure as measuring
from support.api import Api
from support.stories import rows

NOVEL = "Would you ever teach a class on repairing antique violins?"


@pytest.fixture(scope="module")
def creator(shared: Api) -> Api:
    return shared.sign_up("mira")


@pytest.fixture(scope="module")
def avee(shared: Api, creator: Api) -> str:
    """Two askers with a reused answer (marked helpful), an offer accepted and answered, small talk, and a question
    back.
    """
    avee = creator.create_avee("mira-agent")
    creator.add_answer(avee, "How do I reset my password?", "Open the account page.")
    ada, otto = shared.sign_up("ada"), shared.sign_up("otto")
    served = ada.ask(ada.start(avee), "How can I reset my password?")
    assert served["path"] == "C"
    ada.call("POST", f"/orchestrator/decisions/{served['decision']['id']}/feedback", 200, json={"verdict": "helpful"})
    assert ada.ask(ada.start(avee), "Thank you!")["decision"]["rule"] == "small_talk"
    assert otto.ask(otto.start(avee), "it doesn't work")["path"] == "B"
    offer = otto.ask(otto.start(avee), NOVEL)["escalation"]
    otto.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    creator.call("GET", f"/orchestrator/queue/{offer['id']}", 200)
    creator.call("POST", f"/orchestrator/queue/{offer['id']}/answer", 200, json={"answer": "Every second winter.", "layer": "public"})
    return avee


def load(person: Api, avee: str, days: int = 7) -> dict[str, Any]:
    found: dict[str, Any] = person.call("GET", f"/orchestrator/metrics/{avee}?days={days}", 200)
    return found


def test_every_number_comes_with_its_parts(creator: Api, avee: str) -> None:
    found = load(creator, avee)
    assert found["days"] == 7
    assert found["paths"] == {"A": 1, "B": 1, "C": 1, "D": 1, "E": 1, "F": 0}
    parts = {name: (each["value"], each["numerator"], each["denominator"]) for name, each in found["metrics"].items()}
    assert parts["auto_answer_rate"] == (pytest.approx(1 / 3), 1, 3)  # C; the question back that was not replied to; the offer
    assert parts["answers_confirmed"] == (1, 1, 1)
    assert parts["escalations_per_100_users"] == (50, 1, 2)
    assert parts["answer_reuse_rate"] == (0.5, 1, 2)
    assert parts["direct_message_reduction"] == (pytest.approx(1 / 3), 1, 3)
    assert parts["offers_accepted"] == (1, 1, 1)
    assert parts["escalations_declined"] == (0, 0, 1)
    assert parts["backlog"] == (0, 0, None)
    assert 0 < parts["automatic_answer_p50"][0] < 30
    assert found["metrics"]["auto_answer_rate"]["met"] is False
    assert found["metrics"]["auto_answer_rate"]["target"] == 0.8
    assert found["metrics"]["creator_minutes_per_week"]["note"].startswith("1 of 1 questions measured from opening")
    assert all(each["meaning"].endswith(".") for each in found["metrics"].values())
    assert [(each["question_pattern"], each["times_served"]) for each in found["top_answers"]] == [("How do I reset my password?", 1)]


def test_the_days_add_up_to_the_paths(creator: Api, avee: str) -> None:
    found = load(creator, avee, days=30)
    assert len(found["paths_by_day"]) in (30, 31)
    assert {path: sum(day[path] for day in found["paths_by_day"]) for path in "ABCDEF"} == found["paths"]
    assert sum(day["small_talk"] for day in found["paths_by_day"]) == 1


def test_the_metrics_of_a_large_agent_are_cached_for_ten_minutes(
    api: Api, database: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "KEPT_FROM", 2)
    creator, asker = api.sign_up("mira"), api.sign_up("ada")
    avee = creator.create_avee("mira-agent")
    conversation = asker.start(avee)

    def messages(found: dict[str, Any]) -> int:
        return sum(found["paths"].values())

    counted = []
    for text in ("Hello!", "Thank you!", "it doesn't work", NOVEL):
        asker.ask(conversation, text)
        counted.append(load(creator, avee))
    assert [messages(each) for each in counted] == [1, 2, 2, 2], "from two on it is kept"
    assert counted[1]["ended_at"] == counted[2]["ended_at"] == counted[3]["ended_at"]
    assert messages(load(creator, avee, days=30)) == 4, "another window is counted by itself"
    rows(database, "UPDATE metric_counts SET counted_at = counted_at - interval '10 minutes'")
    anew = load(creator, avee)
    assert (messages(anew), anew["ended_at"] > counted[3]["ended_at"]) == (4, True)


def test_a_new_agent_has_no_data_yet(creator: Api) -> None:
    found = load(creator, creator.create_avee())
    assert {(each["value"], each["met"], each["note"]) for each in found["metrics"].values()} == {(None, None, "no data yet")}


def test_as_csv(creator: Api, avee: str) -> None:
    response = creator.call("GET", f"/orchestrator/metrics/{avee}", headers={"Accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/csv")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(response.text))}
    assert (rows["auto_answer_rate"]["numerator"], rows["auto_answer_rate"]["denominator"]) == ("1", "3")
    assert rows["backlog"]["denominator"] == ""
    days = creator.call("GET", f"/orchestrator/metrics/{avee}?days=2&table=paths_by_day", headers={"Accept": "text/csv"})
    assert sum(int(row["C"]) for row in csv.DictReader(io.StringIO(days.text))) == 1


def test_only_for_its_creator(shared: Api, avee: str) -> None:
    assert shared.sign_up().call("GET", f"/orchestrator/metrics/{avee}", 404)["code"] == "avee_not_found"
    shared.call("GET", f"/orchestrator/metrics/{avee}", 401)


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "Europe"])
def test_an_unknown_time_zone(creator: Api, avee: str, zone: str) -> None:
    assert creator.call("GET", f"/orchestrator/metrics/{avee}?time_zone={zone}", 422)["code"] == "invalid_time_zone"


@pytest.mark.parametrize("days", ["0", "366", "-1", "week", "1e3"])
def test_a_window_out_of_range(creator: Api, avee: str, days: str) -> None:
    assert creator.call("GET", f"/orchestrator/metrics/{avee}?days={days}", 422)["code"] == "invalid_request"


def test_an_asker_reading_a_question_does_not_count_as_the_creator_opening_it(shared: Api, creator: Api) -> None:
    avee, asker = creator.create_avee(), shared.sign_up()
    offer = asker.ask(asker.start(avee), NOVEL)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    asker.call("GET", f"/orchestrator/queue/{offer['id']}", 200)
    creator.call("POST", f"/orchestrator/queue/{offer['id']}/answer", 200, json={"answer": "No.", "layer": "public"})
    assert load(creator, avee)["metrics"]["creator_minutes_per_week"]["note"].startswith("0 of 1 questions measured")
