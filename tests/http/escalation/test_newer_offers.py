"""A newer offer in a thread closes the older open ones, and a notice says which question it is about."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.api import Api

FIRST = "Would you ever teach a class on repairing antique violins?"
SECOND = "How do whales sleep in the open sea?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def asker(api: Api) -> Api:
    return api.sign_up("ada")


def test_accepting_an_older_offer_says_that_a_newer_one_exists(avee: str, asker: Api) -> None:
    conversation, elsewhere = asker.start(avee), asker.start(avee)
    other = asker.ask(elsewhere, FIRST)["escalation"]
    old, new = (asker.ask(conversation, question)["escalation"] for question in (FIRST, SECOND))
    shown = asker.call("GET", f"/orchestrator/queue/{old['id']}", 200)
    assert (shown["status"], shown["replaced_by"], bool(shown["expired_at"])) == ("expired", new["id"], True)
    refused = asker.call("POST", f"/orchestrator/queue/{old['id']}/accept", 409)
    assert (refused["code"], refused["fields"]["replaced_by"]) == ("offer_replaced", new["id"])
    asker.call("POST", f"/orchestrator/queue/{new['id']}/accept", 200)
    newest = asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"][0]
    assert newest["kind"] == "notice"
    assert newest["content"].startswith(f"> “{SECOND}”\n\nYour question is with Mira now.")
    assert "usually" not in newest["content"], "there is no history to say that from"
    assert asker.call("GET", f"/orchestrator/queue/{other['id']}", 200)["status"] == "pending", "another thread is not touched"


def test_an_accepted_question_stays_where_it_is(avee: str, asker: Api) -> None:
    conversation = asker.start(avee)
    accepted = asker.ask(conversation, FIRST)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{accepted['id']}/accept", 200)
    asker.ask(conversation, SECOND)
    assert asker.call("GET", f"/orchestrator/queue/{accepted['id']}", 200)["status"] == "accepted"


def test_not_my_question_closes_older_offers_too(creator: Api, avee: str, asker: Api) -> None:
    creator.add_answer(avee, "How do I reset my password?", "On the account page.")
    conversation = asker.start(avee)
    served = asker.ask(conversation, "How do I reset my password?")
    offer = asker.ask(conversation, FIRST)["escalation"]
    feedback = {"verdict": "not_my_question"}
    asker.call("POST", f"/orchestrator/decisions/{served['decision']['id']}/feedback", 200, json=feedback)
    assert asker.call("GET", f"/orchestrator/queue/{offer['id']}", 200)["status"] == "expired"


def test_of_offers_made_at_the_same_time_one_stays_open(avee: str, asker: Api) -> None:
    conversation = asker.start(avee)
    questions = [FIRST, SECOND, "Which paint do you use for murals?", "Have you ever sailed to Iceland?"]

    def attempt(question: str) -> None:
        body = {"conversation_id": conversation, "message": question}
        asker.client.post("/orchestrator/message", json=body, headers={"Authorization": f"Bearer {asker.token}"})

    for _ in range(3):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(attempt, questions))
        found = asker.call("GET", "/orchestrator/queue?limit=200", 200)["items"]
        assert sum(each["status"] == "pending" for each in found if each["conversation_id"] == conversation) == 1
