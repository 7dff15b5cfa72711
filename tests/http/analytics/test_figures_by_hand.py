"""Every figure of a small history, recounted by hand: message by message what happened, and the arithmetic of each figure."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows

PASSWORD, NOVEL = "How do I reset my password?", "Would you ever teach a class on repairing antique violins?"

# | asker | message                      | path | what came of it                       | answered | reached the creator |
# |-------|------------------------------|------|---------------------------------------|----------|---------------------|
# | ada   | the password                 | C    | called helpful                        | yes      | no                  |
# | ada   | the password, another wording| C    | nobody judged it                      | yes      | no                  |
# | otto  | the password                 | C    | called wrong                          | no       | no                  |
# | otto  | thanks                       | A    | small talk: no question               | –        | –                   |
# | otto  | it doesn't work              | B    | never went on: a question, unanswered | no       | no                  |
# | ada   | the violins                  | D, E | accepted, answered by the creator     | no       | yes                 |
# | ben   | the boats                    | D    | the offer was declined by the asker   | no       | no                  |
# | ben   | the kites                    | D    | the offer is still open               | no       | no                  |
# | cleo  | insurance                    | F    | a blocked topic                       | no       | no                  |
# | cleo  | directly to the creator      | –    | a direct message                      | –        | yes                 |
QUESTIONS = 8  # three C, one B, three D, one F
ANSWERED = 2  # three C, less the one called wrong
REACHED = 1
PEOPLE = 4
DIRECT = 1


@pytest.fixture(scope="module")
def creator(shared: Api) -> Api:
    return shared.sign_up("mira")


@pytest.fixture(scope="module")
def avee(shared: Api, creator: Api) -> str:
    """The history of the table above."""
    avee = creator.create_avee("mira-agent")
    creator.configure(avee, blocked_topics=["insurance"])
    creator.add_answer(avee, PASSWORD, "Open the account page.")
    ada, otto, ben, cleo = (shared.sign_up(name) for name in ("ada", "otto", "ben", "cleo"))
    judge(ada, ada.ask(ada.start(avee), PASSWORD), "helpful")
    assert ada.ask(ada.start(avee), "How can I reset my password?")["path"] == "C"
    judge(otto, otto.ask(otto.start(avee), PASSWORD), "wrong")
    assert otto.ask(otto.start(avee), "Thank you!")["decision"]["rule"] == "small_talk"
    assert otto.ask(otto.start(avee), "it doesn't work")["path"] == "B"
    accepted = ada.ask(ada.start(avee), NOVEL)["escalation"]
    ada.call("POST", f"/orchestrator/queue/{accepted['id']}/accept", 200)
    creator.call("GET", f"/orchestrator/queue/{accepted['id']}", 200)
    creator.call(
        "POST", f"/orchestrator/queue/{accepted['id']}/answer", 200, json={"answer": "In winter.", "layer": "public", "reuse": False}
    )
    declined = ben.ask(ben.start(avee), "Have you ever restored wooden boats in Norway?")["escalation"]
    ben.call("POST", f"/orchestrator/queue/{declined['id']}/decline", 200, json={})
    assert ben.ask(ben.start(avee), "Could a kite be flown from a lighthouse at night?")["path"] == "D"
    assert cleo.ask(cleo.start(avee), "Which insurance do you recommend?")["path"] == "F"
    direct = cleo.call("POST", "/conversations", 201, json={"avee_id": avee, "kind": "direct"})
    cleo.call("POST", f"/conversations/{direct['id']}/messages", 201, json={"content": "Hello Mira, are you there?"})
    return avee


def judge(person: Api, routed: dict[str, Any], verdict: str) -> None:
    assert routed["path"] == "C"
    person.call("POST", f"/orchestrator/decisions/{routed['decision']['id']}/feedback", 200, json={"verdict": verdict})


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "value"),
    [
        ("auto_answer_rate", ANSWERED, QUESTIONS, 2 / 8),
        # What got nothing (one asked back, two offers, one refusal, one wrong answer) was not kept out of anybody's inbox.
        ("direct_message_reduction", ANSWERED, QUESTIONS + DIRECT, 2 / 9),
        ("answers_confirmed", 1, 2, 1 / 2),  # one helpful, one wrong; nobody judged the third
        ("escalations_per_100_users", REACHED, PEOPLE, 100 * 1 / 4),
        ("answer_reuse_rate", 1, 1, 1.0),  # the answer about violins was not to be reused, so one is stored
        ("offers_accepted", 1, 2, 1 / 2),  # one accepted, one declined; the open one counts for neither
        ("escalations_declined", 0, 1, 0.0),
        ("backlog", 0, None, 0.0),
    ],
)
def test_a_figure_is_what_a_person_counts(
    creator: Api, avee: str, name: str, numerator: float, denominator: float | None, value: float
) -> None:
    found = creator.call("GET", f"/orchestrator/metrics/{avee}?days=7", 200)["metrics"][name]
    assert (found["numerator"], found["denominator"]) == (numerator, denominator)
    assert found["value"] == pytest.approx(value)


def test_the_paths_are_those_of_the_table(creator: Api, avee: str) -> None:
    found = creator.call("GET", f"/orchestrator/metrics/{avee}?days=7", 200)
    assert found["paths"] == {"A": 1, "B": 1, "C": 3, "D": 3, "E": 1, "F": 1}
    assert [each["times_served"] for each in found["top_answers"]] == [3]
    minutes = found["metrics"]["creator_minutes_per_week"]
    # The agent is seconds old: its minutes are those of its week so far, and are not multiplied.
    assert minutes["denominator"] == 1
    assert minutes["value"] == minutes["numerator"] < 15


@pytest.mark.parametrize(
    ("ago", "is_inside"),
    [(timedelta(days=7) - timedelta(minutes=1), True), (timedelta(days=7) + timedelta(seconds=1), False)],
)
def test_a_week_is_seven_times_24_hours(api: Api, database: EmbeddedServer, ago: timedelta, is_inside: bool) -> None:
    creator, asker = api.sign_up("mira"), api.sign_up("ada")
    avee = creator.create_avee("mira-agent")
    asker.ask(asker.start(avee), NOVEL)
    move(database, datetime.now(UTC) - ago)
    assert sum(creator.call("GET", f"/orchestrator/metrics/{avee}?days=7", 200)["paths"].values()) == is_inside


@pytest.mark.parametrize("zone", ["UTC", "Africa/Lagos", "America/Los_Angeles"])
def test_a_day_begins_at_midnight_of_the_creator(api: Api, database: EmbeddedServer, zone: str) -> None:
    """One message at 21:30 UTC and one at 23:30 UTC of yesterday: in Lagos, an hour east, midnight lies between them."""
    creator, asker = api.sign_up("mira"), api.sign_up("ada")
    avee = creator.create_avee("mira-agent")
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    asker.ask(asker.start(avee), NOVEL)
    move(database, midnight - timedelta(minutes=150))
    asker.ask(asker.start(avee), "Could a kite be flown from a lighthouse at night?")
    rows(database, f"UPDATE orchestrator_decisions SET created_at = '{(midnight - timedelta(minutes=30)).isoformat()}' "
                   "WHERE created_at > now() - interval '1 minute'")  # fmt: skip
    found = creator.call("GET", f"/orchestrator/metrics/{avee}?days=7&time_zone={zone}", 200)
    days = {each["on"]: each["D"] for each in found["paths_by_day"] if each["D"]}
    yesterday, today = ((midnight + timedelta(days=by)).date().isoformat() for by in (-1, 0))
    assert days == ({yesterday: 1, today: 1} if zone == "Africa/Lagos" else {yesterday: 2})


def move(database: EmbeddedServer, at: datetime) -> None:
    """Every decision was made at that time."""
    rows(database, f"UPDATE orchestrator_decisions SET created_at = '{at.isoformat()}'")
