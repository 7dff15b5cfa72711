"""Two answers to one question over HTTP: who sees them, who settles them, and from which version."""

import time
from typing import Any

import pytest

from support.api import Api

QUESTION, SIX, SEVEN = "When does the pottery class start?", "It starts at six.", "It starts at seven."


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.configure(avee, trust_mode="immediate")
    creator.add_answer(avee, QUESTION, SIX)
    creator.add_answer(avee, "when does the pottery class start", SEVEN)
    return avee


def pairs(person: Api, avee: str, query: str = "", timeout_s: float = 60) -> dict[str, Any]:
    """Waits for the job that compares answers."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        found: dict[str, Any] = person.call("GET", f"/avees/{avee}/answer-conflicts{query}", 200)
        if found["items"]:
            return found
        time.sleep(0.05)
    raise AssertionError("the answers were not compared in time")


def settle(person: Api, pair: dict[str, Any], expect: int = 200, **body: Any) -> Any:
    sent = {"version": pair["version"]} | body
    return person.call("POST", f"/avees/{pair['avee_id']}/answer-conflicts/{pair['id']}", expect, json=sent)


def test_the_creator_keeps_one_of_two_and_the_other_is_withdrawn(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    found = pairs(creator, avee)
    assert (found["certain"], found["likely"]) == (1, 0)
    (pair,) = found["items"]
    sides = {side["answer_content"]: side for side in (pair["first"], pair["second"])}
    assert sides[SIX]["shared"] == [QUESTION]
    assert asker.ask(asker.start(avee), QUESTION)["path"] == "D"
    settle(creator, pair, settlement="keep", answer_id=sides[SEVEN]["id"])
    assert creator.call("GET", f"/avees/{avee}/answer-conflicts", 200)["items"] == []
    answered = asker.ask(asker.start(avee), QUESTION)
    assert (answered["path"], answered["reply"]["content"].startswith(SEVEN)) == ("C", True)
    retired = creator.call("GET", f"/avees/{avee}/canonical-answers?state=retired", 200)["items"]
    assert [each["answer_content"] for each in retired] == [SIX], "nobody's text is dropped"


def test_an_edit_meanwhile_and_a_missing_version_are_refused(creator: Api, avee: str) -> None:
    (pair,) = pairs(creator, avee)["items"]
    path = f"/avees/{avee}/answer-conflicts/{pair['id']}"
    assert creator.call("POST", path, 428, json={"settlement": "different"})["code"] == "precondition_required"
    creator.call("PATCH", f"/avees/{avee}/canonical-answers/{pair['first']['id']}", 200, json={"answer_content": "At half past six."})
    stale = settle(creator, pair, 412, settlement="different")
    assert (stale["code"], stale["fields"]["version"] > pair["version"]) == ("changed_meanwhile", True)
    assert settle(creator, pair, 422, settlement="keep", version=stale["fields"]["version"])["code"] == "not_of_this_pair"
    assert creator.call("GET", f"/avees/{avee}/answer-conflicts?status=open", 422)["code"] == "unknown_parameter"


def test_different_questions_are_remembered_and_can_be_opened_again(creator: Api, avee: str) -> None:
    (pair,) = pairs(creator, avee)["items"]
    settled = settle(creator, pair, settlement="different")
    assert settled["settled_at"] is not None
    assert creator.call("GET", f"/avees/{avee}/answer-conflicts", 200)["certain"] == 0
    (listed,) = pairs(creator, avee, "?state=settled")["items"]
    assert listed["version"] == settled["version"] > pair["version"]
    assert settle(creator, settled, settlement="open")["settled_at"] is None
    assert len(creator.call("GET", f"/avees/{avee}/answer-conflicts", 200)["items"]) == 1


def test_nobody_else_sees_or_settles_them(api: Api, creator: Api, avee: str) -> None:
    (pair,) = pairs(creator, avee)["items"]
    other, follower = api.sign_up("otto"), api.sign_up("ada")
    own = other.create_avee("ottos-agent")
    creator.call("PUT", f"/avees/{avee}/members/{follower.user['id']}", 200, json={"tier": "follower", "layer": "intimate"})
    for person in (other, follower):
        assert person.call("GET", f"/avees/{avee}/answer-conflicts", 404)["code"] == "avee_not_found"
        assert settle(person, pair, 404, settlement="keep", answer_id=pair["first"]["id"])["code"] == "avee_not_found"
    # Through an agent of one's own, another's pair is not there either.
    foreign = pair | {"avee_id": own}
    assert settle(other, foreign, 404, settlement="different")["code"] == "conflict_not_found"
