"""Automatic answers over HTTP: audited on cards, bounded, raised by themselves where they go wrong, and the creator is
told.
"""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.ports.identifiers import new_id
from support.api import Api
from support.cards import cards, judge, trust
from support.stories import rows

TITLE = "Opening hours"
CONTENT = "# Opening hours\n\nThe workshop is open from Tuesday to Saturday between nine and five.\n"
QUESTION = "What are the opening hours of the workshop?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.add_document(avee, TITLE, CONTENT)
    return avee


def ask(asker: Api, avee: str) -> dict[str, Any]:
    return asker.ask(asker.start(avee), QUESTION)


def test_an_automatic_answer_is_audited_with_one_word(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    asked = ask(asker, avee)
    assert asked["path"] == "A"
    (card,) = cards(creator, avee)
    assert (card["subject"], card["kind"], card["question"], card["answer_id"]) == ("documents", "audit", QUESTION, None)
    assert card["answer_content"] == asked["reply"]["content"]
    assert [each["title"] for each in card["sources"]] == [each["title"] for each in asked["reply"]["sources"]]
    assert card["score"] == pytest.approx(asked["decision"]["signals"]["confidence"])
    assert "ada" not in str(card)
    judged = judge(creator, avee, card, "right")
    assert (judged["standing"]["audited"], judged["message_id"]) == (1, None)
    told = trust(creator, avee)
    assert (told["documents"]["audited"], told["documents"]["labels"], told["standing"]["labels"]) == (1, 1, 0)
    assert f"{told['documents']['missing']} more right labels" in told["documents"]["line"]
    assert cards(creator, avee) == []


def test_answers_that_go_wrong_raise_what_is_needed_and_the_creator_is_told(
    api: Api, creator: Api, avee: str, shared_database: EmbeddedServer
) -> None:
    creator.configure(avee, trust_cards_per_day=50)
    # Told once a day, so that nothing is sent here.
    creator.call("PUT", "/me/notifications", 200, json={"targets": [], "digest": "daily"})
    target = "INSERT INTO notification_targets (user_id, id, url) VALUES (:user, :id, 'json://example.org') RETURNING id"
    rows(shared_database, target, user=creator.user["id"], id=new_id())
    assert trust(creator, avee)["needed_confidence"] == 0.75
    asker = api.sign_up("ada")
    for _ in range(10):
        if ask(asker, avee)["path"] != "A":
            break
        judge(creator, avee, cards(creator, avee)[0], "wrong")
    told = trust(creator, avee)
    assert told["documents"]["voided"] >= 1
    assert told["documents"]["line"].startswith("no longer proven, answers went wrong")
    assert told["needed_confidence"] > 0.87
    last = ask(asker, avee)
    assert last["path"] != "A"
    assert f"needed {int(told['needed_confidence'] * 100)} %" in last["decision"]["reason"]
    # What is reused is another matter.
    assert told["standing"]["voided"] == 0
    told_to = rows(shared_database, "SELECT user_id FROM events WHERE kind = 'trust.voided' AND payload ->> 'avee_id' = :avee", avee=avee)
    assert {str(each.user_id) for each in told_to} == {creator.user["id"]}
    notified = [each["kind"] for each in creator.call("GET", "/me/notifications", 200)["recent"]]
    assert "trust_voided" in notified


def test_cautious_answers_need_more_until_they_are_proven(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="cautious")
    assert trust(creator, avee)["needed_confidence"] == 0.875
    creator.configure(avee, wrong_answers_target=0.5, trust_cards_per_day=50, auto_answer_confidence_threshold=0.1)
    assert trust(creator, avee)["needed_confidence"] == 0.55
    asker = api.sign_up("ada")
    for _ in range(8):
        assert ask(asker, avee)["path"] == "A"
        judge(creator, avee, cards(creator, avee)[0], "right")
    told = trust(creator, avee)
    assert told["documents"]["is_proven"]
    assert told["needed_confidence"] == 0.1


def test_no_cards_where_none_are_wanted_and_both_kinds_share_the_number(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_cards_per_day=0)
    asker = api.sign_up("ada")
    ask(asker, avee)
    assert cards(creator, avee) == []
    creator.configure(avee, trust_cards_per_day=2)
    creator.add_answer(avee, "Which glue holds wood outdoors?", "Polyurethane.")
    for _ in range(3):
        ask(asker, avee)
        asker.ask(asker.start(avee), "Which glue holds wood outdoors?")
    assert sorted(card["subject"] for card in cards(creator, avee)) == ["documents", "reuse"]


def test_a_changed_target_moves_what_is_proven_at_once(api: Api, creator: Api, avee: str) -> None:
    """Not only with the next word: a message in between is routed by the rules of now."""
    creator.configure(avee, wrong_answers_target=0.5, trust_mode="cautious", trust_cards_per_day=50)
    creator.add_answer(avee, "Which glue holds wood outdoors?", "Polyurethane.")
    asker = api.sign_up("ada")
    for _ in range(12):
        if asker.ask(asker.start(avee), "Which glue holds wood outdoors?")["path"] == "C":
            break
        judge(creator, avee, cards(creator, avee)[0], "right")
    assert asker.ask(asker.start(avee), "Which glue holds wood outdoors?")["path"] == "C"
    creator.configure(avee, wrong_answers_target=0.02)
    assert not trust(creator, avee)["standing"]["is_proven"]
    assert asker.ask(asker.start(avee), "Which glue holds wood outdoors?")["path"] != "C"


def test_a_card_left_for_two_weeks_is_closed_and_counted(api: Api, creator: Api, avee: str, shared_database: EmbeddedServer) -> None:
    asker = api.sign_up("ada")
    for _ in range(3):
        ask(asker, avee)
    first, second, third = cards(creator, avee)
    judge(creator, avee, first, "right")
    judge(creator, avee, second, "unsure")
    rows(shared_database, "UPDATE trust_cards SET created_at = created_at - interval '14 days' WHERE id = :id RETURNING id", id=third["id"])
    assert cards(creator, avee) == []
    assert judge(creator, avee, third, "right", 409)["code"] == "card_expired"
    told = trust(creator, avee)
    assert told["cards_waiting"] == 0
    assert told["documents"]["answering"] == {"asked": 3, "answered": 1, "unsure": 1, "expired": 1}
    # One right of one; at worst one of three.
    assert told["documents"]["at_most"] < told["documents"]["at_worst"]


def test_what_is_likeliest_wrong_is_asked_first(api: Api, creator: Api, avee: str) -> None:
    """So that what a creator leaves lying can only make the rest look worse than all."""
    creator.configure(avee, trust_cards_per_day=50)
    creator.add_answer(avee, "Which glue holds wood outdoors?", "Polyurethane.")
    asker = api.sign_up("ada")
    for question in (
        "Which glue holds wood outdoors?",
        "Which glue will hold wood that stands outdoors?",
        "Which glue holds wood outside?",
        QUESTION,
    ):
        asker.ask(asker.start(avee), question)
    scores = [card["score"] for card in cards(creator, avee)]
    assert len(set(scores)) > 2
    assert scores == sorted(scores)
    first = creator.call("GET", f"/avees/{avee}/trust/cards?limit=2", 200)
    rest = creator.call("GET", f"/avees/{avee}/trust/cards?limit=50&cursor={first['next_cursor']}", 200)
    assert [card["score"] for card in first["items"] + rest["items"]] == scores


def test_documents_cards_are_the_creators_alone(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    ask(asker, avee)
    (card,) = cards(creator, avee)
    stranger = api.sign_up("eve")
    for person in (asker, stranger):
        assert judge(person, avee, card, "right", 404)["code"] == "avee_not_found"
