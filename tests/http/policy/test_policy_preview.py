"""Preview of other rules over HTTP: past messages are decided again under a policy that is not saved."""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows

NOVEL = "Would you ever teach a class on restoring antique violins?"
KNOWN = "When do I start feeding in autumn?"


@pytest.fixture(scope="module")
def story(shared: Api) -> tuple[Api, str, dict[str, str]]:
    """(creator, agent, the agent's decisions by path: C, D, A (small talk) and F)."""
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, KNOWN, "In the second week of August.")
    creator.configure(avee, blocked_topics=["insurance"])
    asked = [asker.ask(asker.start(avee), text) for text in (KNOWN, NOVEL, "Hello!", "Which insurance do I need?")]
    assert [each["path"] for each in asked] == ["C", "D", "A", "F"]
    return creator, avee, {each["path"]: each["decision"]["id"] for each in asked}


def preview(creator: Api, avee: str, query: str = "", **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = creator.call("POST", f"/orchestrator/config/{avee}/preview{query}", 200, json=changes)
    return found


def test_the_same_settings_change_nothing(story: tuple[Api, str, dict[str, str]]) -> None:
    creator, avee, _ = story
    found = preview(creator, avee)
    assert (found["considered"], found["left_out"], found["flipped"], found["undecided"]) == (4, 0, 0, 0)
    assert found["before"] == found["after"] == {"A": 1, "B": 0, "C": 1, "D": 1, "E": 0, "F": 1}
    assert found["flips"] == {"items": [], "next_cursor": None}


def test_the_window_is_thirty_days(shared: Api, shared_database: EmbeddedServer) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    conversation = asker.start(avee)
    ids = [asker.ask(conversation, f"Hello {number}!")["decision"]["id"] for number in range(2)]
    move = "UPDATE orchestrator_decisions SET created_at = now() - make_interval(hours => 720, mins => :minutes) WHERE id = :id"
    for decision, minutes in zip(ids, (-2, 2), strict=True):
        rows(shared_database, move, id=decision, minutes=minutes)
    found = preview(creator, avee)
    assert (found["days"], found["considered"], found["left_out"]) == (30, 1, 0)


def test_messages_that_change_their_path_are_listed_newest_first(story: tuple[Api, str, dict[str, str]]) -> None:
    creator, avee, decisions = story
    found = preview(creator, avee, blocked_topics=[], escalation_enabled=False)
    assert found["before"] == {"A": 1, "B": 0, "C": 1, "D": 1, "E": 0, "F": 1}
    flips = found["flips"]["items"]
    assert [flip["id"] for flip in flips] == [decisions["D"]]
    assert (flips[0]["old_path"], flips[0]["old_rule"], flips[0]["new_path"], flips[0]["new_rule"], flips[0]["message_content"]) == (
        "D", "worth_asking", "F", "gate_closed", NOVEL,
    )  # fmt: skip

    wide = preview(creator, avee, blocked_topics=["violin", "feeding"], canonical_match_threshold=0.9)
    assert [(flip["id"], flip["new_path"], flip["new_rule"]) for flip in wide["flips"]["items"]] == [
        (decisions["F"], "D", "worth_asking"),
        (decisions["D"], "F", "blocked_topic"),
        (decisions["C"], "F", "blocked_topic"),
    ]
    assert (wide["flipped"], wide["after"]) == (3, {"A": 1, "B": 0, "C": 0, "D": 1, "E": 0, "F": 2})


def test_changed_messages_are_listed_in_pages(story: tuple[Api, str, dict[str, str]]) -> None:
    creator, avee, decisions = story
    changes = {"blocked_topics": ["violin", "feeding"]}
    first = preview(creator, avee, "?limit=2", **changes)
    rest = preview(creator, avee, f"?limit=2&cursor={first['flips']['next_cursor']}", **changes)
    assert [flip["id"] for flip in first["flips"]["items"] + rest["flips"]["items"]] == [decisions[path] for path in "FDC"]
    assert (first["flipped"], rest["flipped"], rest["flips"]["next_cursor"]) == (3, 3, None)


def test_nothing_is_saved(story: tuple[Api, str, dict[str, str]], shared_database: EmbeddedServer) -> None:
    creator, avee, _ = story
    before = creator.call("GET", f"/orchestrator/config/{avee}", 200)
    (count,) = rows(shared_database, "SELECT count(*) AS n FROM orchestrator_decisions WHERE avee_id = :avee", avee=avee)
    preview(creator, avee, escalation_enabled=False)
    assert creator.call("GET", f"/orchestrator/config/{avee}", 200) == before
    assert rows(shared_database, "SELECT count(*) AS n FROM orchestrator_decisions WHERE avee_id = :avee", avee=avee)[0].n == count.n


def test_a_draft_that_was_never_written_is_unknown(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_document(avee, "Violins", "# Violins\n\nA class on restoring antique violins is taught each spring in the workshop.")
    creator.configure(avee, auto_answer_confidence_threshold=1)
    assert asker.ask(asker.start(avee), NOVEL)["path"] == "D"
    found = preview(creator, avee, auto_answer_confidence_threshold=0, novelty_threshold=1)
    assert (found["flipped"], found["undecided"], sum(found["after"].values())) == (0, 1, 0)
    assert [(gap["why"], gap["count"]) for gap in found["gaps"]] == [("draft_missing", 1)]
    assert found["undecided_samples"][0]["possible_paths"] == ["A", "D"]


def test_the_creators_minutes_are_proportional_to_the_offers(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    assert preview(creator, avee)["creator_minutes"]["after_at_most"] == 0
    offer = asker.ask(asker.start(avee), NOVEL)["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    creator.call("GET", f"/orchestrator/queue/{offer}", 200)
    creator.call("POST", f"/orchestrator/queue/{offer}/answer", 200, json={"answer": "Yes, in spring."})
    same = preview(creator, avee)["creator_minutes"]
    assert same["before"] == same["after_at_least"] == same["after_at_most"] > 0
    closed = preview(creator, avee, escalation_enabled=False)["creator_minutes"]
    assert (closed["before"], closed["after_at_least"], closed["after_at_most"]) == (same["before"], 0, 0)


def test_only_a_valid_policy_is_previewed_and_only_by_the_owner(story: tuple[Api, str, dict[str, str]], shared: Api) -> None:
    creator, avee, _ = story
    path = f"/orchestrator/config/{avee}/preview"
    assert creator.call("POST", path, 422, json={"novelty_threshold": 2})["code"] == "invalid_policy"
    assert creator.call("POST", path, 422, json={"novelty_threshold": None})["code"] == "invalid_policy"
    assert shared.sign_up().call("POST", path, 404, json={})["code"] == "avee_not_found"
    shared.call("POST", path, 401, json={})
