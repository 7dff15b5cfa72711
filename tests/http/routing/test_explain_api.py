"""A decision's receipt over HTTP: the rules in order, and a named change that changes the path once it is saved."""

from typing import Any

from orchestrator.domain.routing.deciding.decision import RuleName
from support.api import Api

NOVEL = "Would you ever teach a class on restoring antique violins?"
RULES = [rule.value for rule in RuleName]


def receipt(person: Api, decision: str) -> dict[str, Any]:
    found: dict[str, Any] = person.call("GET", f"/orchestrator/decisions/{decision}", 200)["receipt"]
    return found


def test_every_rule_is_listed_with_its_conditions(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    decided = asker.ask(asker.start(avee), NOVEL)["decision"]
    found = receipt(creator, decided["id"])
    assert [step["rule"] for step in found["steps"]] == RULES
    assert [step["rule"] for step in found["steps"] if step["decided"]] == ["worth_asking"]
    assert (found["as_decided"], found["policy_version"]) == (True, 1)
    confident = next(step for step in found["steps"] if step["rule"] == "confident")
    asked = {each["name"]: each for each in confident["conditions"]}
    signals = decided["signals"]
    assert (asked["confidence"]["value"], asked["confidence"]["threshold"]) == (signals["confidence"], 0.75)
    assert asked["confidence"]["missed_by"] == 0.75 - signals["confidence"]
    assert asked["draft_supported"]["met"] is None


def test_saving_the_nearest_change_changes_the_path(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, max_escalations_per_day=0)
    refused = asker.ask(asker.start(avee), NOVEL)
    assert refused["path"] == "F"
    nearest = receipt(creator, refused["decision"]["id"])["changes"][0]
    assert nearest["path"] == "D"
    creator.configure(avee, **{move["setting"]: move["after"] for move in nearest["moves"]})
    assert asker.ask(asker.start(avee), NOVEL)["path"] == "D"


def test_the_receipt_uses_the_policy_version_of_the_decision(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    decided = asker.ask(asker.start(avee), NOVEL)["decision"]
    before = receipt(creator, decided["id"])
    creator.configure(avee, escalation_enabled=False, auto_answer_confidence_threshold=0.1)
    assert receipt(creator, decided["id"]) == before


def test_an_asker_sees_the_decision_without_the_policy(shared: Api) -> None:
    creator, asker, other = shared.sign_up(), shared.sign_up(), shared.sign_up()
    decided = asker.ask(asker.start(creator.create_avee()), NOVEL)["decision"]
    assert asker.call("GET", f"/orchestrator/decisions/{decided['id']}", 200)["receipt"] is None
    assert other.call("GET", f"/orchestrator/decisions/{decided['id']}", 404)["code"] == "decision_not_found"
