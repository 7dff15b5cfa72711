"""Trust in reuse over HTTP: cards are drawn and answered, verdicts lead to a proof, and a wrong one raises the needed
match.
"""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.cards import cards, judge, names_person, trust
from support.stories import rows

QUESTION = "Which glue holds wood outdoors?"
ANSWER = "Polyurethane glue, clamped for a day."


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.call(
        "POST", f"/avees/{avee}/canonical-answers", 201,
        json={"question_pattern": QUESTION, "answer_content": ANSWER, "layer": "public"},
    )  # fmt: skip
    return avee


def ask(asker: Api, avee: str, question: str = QUESTION) -> dict[str, Any]:
    return asker.ask(asker.start(avee), question)


def test_without_labels_nothing_is_promised(creator: Api, avee: str) -> None:
    report = trust(creator, avee)
    assert (report["mode"], report["target"], report["cards_waiting"], report["standing"]["is_proven"]) == ("asking", 0.05, 0, False)
    assert report["standing"]["at_most"] is None
    assert report["standing"]["line"] == "not proven yet: no card has been judged"
    assert report["standing"]["missing"] > 0


def test_a_served_answer_is_audited_with_one_verdict(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    assert ask(asker, avee)["path"] == "C"
    (card,) = cards(creator, avee)
    assert (card["kind"], card["question"], card["answer_content"]) == ("audit", QUESTION, ANSWER)
    assert not names_person(card, asker)
    judged = judge(creator, avee, card, "right")
    assert (judged["verdict"], judged["message_id"], judged["standing"]["audited"]) == ("right", None, 1)
    assert judged["standing"]["at_most"] < 1
    assert cards(creator, avee) == []
    assert judge(creator, avee, card, "right") == judged
    assert judge(creator, avee, card, "wrong", 409)["code"] == "already_judged"


def test_the_daily_number_of_cards_is_kept(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_cards_per_day=2)
    asker = api.sign_up("ada")
    for _ in range(5):
        assert ask(asker, avee)["path"] == "C"
    assert len(cards(creator, avee)) == 2


def test_in_cautious_mode_a_match_is_served_after_it_is_confirmed(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="cautious")
    asker = api.sign_up("ada")
    asked = ask(asker, avee)
    assert asked["path"] == "D"
    (card,) = cards(creator, avee)
    assert card["kind"] == "suggestion"
    judged = judge(creator, avee, card, "right")
    conversation = asker.call("GET", "/conversations", 200)["items"][0]["id"]
    thread = asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    assert (thread[0]["id"], thread[0]["kind"], thread[0]["role"], thread[0]["content"]) == (
        judged["message_id"],
        "answer",
        "creator",
        ANSWER,
    )
    assert judged["standing"]["labels"] == 1
    # One label is not enough for a proof.
    assert ask(api.sign_up("otto"), avee)["path"] == "D"


def test_a_suggestion_judged_wrong_is_not_sent(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="cautious")
    asker = api.sign_up("ada")
    ask(asker, avee)
    (card,) = cards(creator, avee)
    assert judge(creator, avee, card, "wrong")["message_id"] is None
    conversation = asker.call("GET", "/conversations", 200)["items"][0]["id"]
    assert {each["role"] for each in asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]} == {"user", "agent"}


def test_an_answer_retired_meanwhile_is_not_sent(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="cautious")
    ask(api.sign_up("ada"), avee)
    (card,) = cards(creator, avee)
    creator.call("DELETE", f"/avees/{avee}/canonical-answers/{card['answer_id']}")
    assert judge(creator, avee, card, "right")["message_id"] is None


def test_in_cautious_mode_a_proof_allows_serving(api: Api, creator: Api, avee: str) -> None:
    """With a target of one wrong in two, a few right labels are a proof."""
    creator.configure(avee, trust_mode="cautious", wrong_answers_target=0.5, trust_cards_per_day=50)
    asker = api.sign_up("ada")
    for _ in range(12):
        if ask(asker, avee)["path"] == "C":
            break
        judge(creator, avee, cards(creator, avee)[0], "right")
    report = trust(creator, avee)["standing"]
    assert report["is_proven"]
    assert report["missing"] == 0
    assert ask(asker, avee)["path"] == "C"


def test_wrong_verdicts_raise_the_needed_match_until_the_answer_changes(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="immediate")
    asker = api.sign_up("ada")
    near = "Which glue will hold wood that stands outdoors?"
    first = ask(asker, avee, near)
    assert first["path"] == "C"
    for _ in range(6):
        served = ask(asker, avee, near)
        if served["path"] != "C":
            break
        asker.call("POST", f"/orchestrator/decisions/{served['decision']['id']}/feedback", 200, json={"verdict": "wrong"})
    assert served["path"] != "C"
    answer = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"][0]
    creator.call("PATCH", f"/avees/{avee}/canonical-answers/{answer['id']}", 200, json={"answer_content": "Epoxy, outdoors."})
    assert ask(asker, avee, near)["path"] == "C"


def test_only_the_creator_sees_cards(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    ask(asker, avee)
    (card,) = cards(creator, avee)
    stranger = api.sign_up("eve")
    stranger.create_avee("eve-agent")
    for person in (asker, stranger):
        for method, path in (("GET", ""), ("GET", "/cards"), ("POST", f"/cards/{card['id']}")):
            person.call(method, f"/avees/{avee}/trust{path}", 404, json={"verdict": "right"} if method == "POST" else None)
    assert creator.call("POST", f"/avees/{avee}/trust/cards/{avee}", 404, json={"verdict": "right"})["code"] == "card_not_found"
    judge(creator, avee, card, "perhaps", 422)
    assert len(cards(creator, avee)) == 1


def test_in_cautious_mode_no_match_is_dropped_and_each_day_shows_its_number(
    api: Api, creator: Api, avee: str, shared_database: EmbeddedServer
) -> None:
    creator.configure(avee, trust_mode="cautious", trust_cards_per_day=2)
    asker = api.sign_up("ada")
    asked = [ask(asker, avee) for _ in range(5)]
    assert [each["path"] for each in asked] == ["D"] * 5
    assert "wants to see matches before they are served" in asked[0]["decision"]["reason"]
    assert trust(creator, avee)["cards_waiting"] == 5
    for _ in range(2):
        judge(creator, avee, cards(creator, avee)[0], "unsure")
    assert cards(creator, avee) == [], "the others wait for another day"
    rows(shared_database, "UPDATE trust_cards SET judged_at = judged_at - interval '24 hours' WHERE avee_id = :avee", avee=avee)
    assert len(cards(creator, avee)) == 2
