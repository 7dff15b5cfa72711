"""Automatic answers over HTTP: audited by cards; where they go wrong, the needed confidence rises and the creator is
told.
"""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.ports.identifiers import new_id
from support.api import Api
from support.cards import cards, judge, names_person, trust
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


def test_an_automatic_answer_is_audited_with_one_verdict(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    asked = ask(asker, avee)
    assert asked["path"] == "A"
    (card,) = cards(creator, avee)
    assert (card["subject"], card["kind"], card["question"], card["answer_id"]) == ("documents", "audit", QUESTION, None)
    assert card["answer_content"] == asked["reply"]["content"]
    assert [each["title"] for each in card["sources"]] == [each["title"] for each in asked["reply"]["sources"]]
    assert card["score"] == pytest.approx(asked["decision"]["signals"]["confidence"])
    assert not names_person(card, asker)
    judged = judge(creator, avee, card, "right")
    assert (judged["standing"]["audited"], judged["message_id"]) == (1, None)
    report = trust(creator, avee)
    assert (report["documents"]["audited"], report["documents"]["labels"], report["standing"]["labels"]) == (1, 1, 0)
    assert f"{report['documents']['missing']} more cards in a row called right" in report["documents"]["line"]
    assert cards(creator, avee) == []


def test_answers_that_go_wrong_raise_what_is_needed_and_the_creator_is_told(
    api: Api, creator: Api, avee: str, shared_database: EmbeddedServer
) -> None:
    creator.configure(avee, trust_cards_per_day=50)
    # The creator is notified once a day at most, so nothing is sent here.
    creator.call("PUT", "/me/notifications", 200, json={"targets": [], "digest": "daily"})
    target = (
        "INSERT INTO notification_targets (user_id, id, url, masked) VALUES (:user, :id, 'json://example.org', 'json://****') RETURNING id"
    )
    rows(shared_database, target, user=creator.user["id"], id=new_id())
    assert trust(creator, avee)["needed_confidence"] == 0.75
    asker = api.sign_up("ada")
    for _ in range(30):
        if ask(asker, avee)["path"] != "A":
            break
        judge(creator, avee, cards(creator, avee)[0], "wrong")
    report = trust(creator, avee)
    assert report["documents"]["voided"] >= 1
    assert report["documents"]["line"].startswith("no longer proven, answers went wrong")
    assert report["needed_confidence"] > 0.87
    last = ask(asker, avee)
    assert last["path"] != "A"
    assert f"needed {int(report['needed_confidence'] * 100)} %" in last["decision"]["reason"]
    # Trust in reuse is separate.
    assert report["standing"]["voided"] == 0
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
    report = trust(creator, avee)
    assert report["documents"]["is_proven"]
    assert report["needed_confidence"] == 0.1


def test_both_kinds_of_cards_share_the_daily_number_which_may_be_zero(api: Api, creator: Api, avee: str) -> None:
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


def test_a_changed_target_takes_effect_at_once(api: Api, creator: Api, avee: str) -> None:
    """Not only after the next verdict: the very next message is routed by the new target."""
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


def test_a_card_unanswered_for_two_weeks_is_closed_and_counted(api: Api, creator: Api, avee: str, shared_database: EmbeddedServer) -> None:
    asker = api.sign_up("ada")
    for _ in range(3):
        ask(asker, avee)
    first, second, third = cards(creator, avee)
    judge(creator, avee, first, "right")
    judge(creator, avee, second, "unsure")
    rows(shared_database, "UPDATE trust_cards SET created_at = created_at - interval '14 days' WHERE id = :id RETURNING id", id=third["id"])
    assert cards(creator, avee) == []
    assert judge(creator, avee, third, "right", 409)["code"] == "card_expired"
    report = trust(creator, avee)
    assert report["cards_waiting"] == 0
    assert report["documents"]["answering"] == {"asked": 3, "answered": 1, "unsure": 1, "expired": 1}
    # One verdict, which is right; at worst one right of three.
    assert report["documents"]["at_most"] < report["documents"]["at_worst"]


def test_cards_most_likely_wrong_come_first(api: Api, creator: Api, avee: str) -> None:
    """Cards that stay unanswered are then the likelier right ones, so the figure can only be too pessimistic."""
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


def test_only_the_creator_sees_cards_about_documents(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    ask(asker, avee)
    (card,) = cards(creator, avee)
    stranger = api.sign_up("eve")
    for person in (asker, stranger):
        assert judge(person, avee, card, "right", 404)["code"] == "avee_not_found"
