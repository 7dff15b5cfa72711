"""What helps a creator with a question, and what a decline and an acceptance may be: exactly the number, and one more is not."""

import pytest

from support.api import Api

NOVEL = "Would you ever teach a class on restoring antique violins?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


def accepted(asker: Api, avee: str, question: str = NOVEL) -> dict[str, object]:
    offer = asker.ask(asker.start(avee), question)["escalation"]
    found: dict[str, object] = asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    return found


@pytest.mark.parametrize(("characters", "status"), [(1_000, 200), (1_001, 422)])
def test_a_reason_has_at_most_a_thousand_characters(api: Api, characters: int, status: int) -> None:
    creator, asker = api.sign_up(), api.sign_up()
    question = accepted(asker, creator.create_avee())
    body = {"reason": "x" * characters}
    assert creator.call("POST", f"/orchestrator/queue/{question['id']}/decline", json=body).status_code == status


def test_the_three_nearest_past_answers_stand_beside_a_question_if_they_are_near(api: Api) -> None:
    creator, asker = api.sign_up(), api.sign_up()
    avee, other = creator.create_avee(), creator.create_avee()
    for agent in (avee, other):
        creator.configure(agent, canonical_match_threshold=1.0, clarification_enabled=False)
    for thing in ("violins", "cellos", "violas", "guitars"):
        creator.add_answer(avee, f"Do you give a class on restoring antique {thing}?", f"About {thing}: not this year.")
    creator.add_answer(other, "What does the bus to the station cost?", "Three crowns.")
    near, far = (
        creator.call("GET", f"/orchestrator/queue/{accepted(asker, agent)['id']}", 200)["similar_answers"] for agent in (avee, other)
    )
    assert near[0]["answer_content"] == "About violins: not this year."
    assert (len(near), far) == (3, [])
    assert [each["probability"] for each in near] == sorted((each["probability"] for each in near), reverse=True)


def test_what_is_left_of_a_day_is_told_and_joining_takes_none_of_it(api: Api) -> None:
    creator, asker, other = api.sign_up(), api.sign_up(), api.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, max_escalations_per_day=2)
    told = [
        accepted(person, avee, question) for person, question in ((asker, NOVEL), (other, NOVEL), (other, "Do you sell honey in winter?"))
    ]
    assert [(each["joined"], each["people_waiting"], each["remaining_today"]) for each in told] == [
        (False, 1, 1),
        (True, 2, 1),
        (False, 1, 0),
    ]
