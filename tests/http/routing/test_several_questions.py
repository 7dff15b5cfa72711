"""A message with several questions: each is routed by itself; there is one reply, in order, and one offer for what is left."""

from typing import Any

import pytest

from support.api import Api

KILN = "How hot does the kiln get for stoneware?"
KILN_ANSWER = "The kiln goes up to 1240 degrees for stoneware, over nine hours."
GLAZE = "How long do you let the glaze dry?"
GLAZE_ANSWER = "Let it dry for a whole night; a damp glaze blisters."
VIOLIN = "Would you ever teach a class on restoring antique violins?"
RADIO = "Do you repair valve radios from the fifties?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    for question, answer in ((KILN, KILN_ANSWER), (GLAZE, GLAZE_ANSWER)):
        creator.add_answer(avee, question, answer)
    return avee


def ask(api: Api, avee: str, text: str, **fields: Any) -> dict[str, Any]:
    ada = api.sign_up("ada")
    conversation = ada.start(avee)
    return ada.ask(conversation, text, **fields) | {"conversation_id": conversation, "ada": ada}


def paths(asked: dict[str, Any]) -> list[str]:
    return [part["path"] for part in asked["parts"]]


def test_each_question_gets_its_answer_in_the_order_of_the_message(api: Api, avee: str) -> None:
    asked = ask(api, avee, f"Hi there! {GLAZE} And {KILN[0].lower()}{KILN[1:]} Thanks!")
    assert paths(asked) == ["C", "C"], asked
    assert [part["text"] for part in asked["parts"]] == [GLAZE, f"{KILN[0].lower()}{KILN[1:]}"], "without the word that joins them"
    content = asked["reply"]["content"]
    assert 0 <= content.index(GLAZE_ANSWER) < content.index(KILN_ANSWER)
    assert [part["reply"]["signed"]["text"] for part in asked["parts"]] == [GLAZE_ANSWER, KILN_ANSWER]
    assert asked["reply"]["signed"] is None, "the whole is no answer of the creator's"
    assert asked["escalation"] is None


def test_what_is_left_is_offered_once(api: Api, creator: Api, avee: str) -> None:
    asked = ask(api, avee, f"{KILN}\n{VIOLIN}\n{RADIO}")
    assert paths(asked) == ["C", "D", "D"]
    assert asked["path"] == "D", "what is offered stands for the message"
    offer = asked["escalation"]
    assert [part["escalation"] for part in asked["parts"]] == [None, offer, offer]
    assert asked["reply"]["content"].count("Shall I pass your question on?") == 1
    ada: Api = asked["ada"]
    ada.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    (waiting,) = creator.call("GET", "/orchestrator/queue", 200)["items"]
    assert waiting["original_message"] == f"{VIOLIN}\n{RADIO}", "nothing that was answered, and nothing is missing"


def test_each_question_has_a_decision_in_the_log(api: Api, creator: Api, avee: str) -> None:
    asked = ask(api, avee, f"{KILN} {VIOLIN}")
    log = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}", 200)["items"]
    assert {each["message_content"]: (each["decision_path"], each["id"]) for each in log} == {
        part["text"]: (part["path"], part["decision"]["id"]) for part in asked["parts"]
    }
    assert {each["message_id"] for each in log} == {asked["message_id"]}


def test_the_thread_shows_the_message_once_with_its_parts(api: Api, avee: str) -> None:
    asked = ask(api, avee, f"{KILN} {VIOLIN}")
    ada: Api = asked["ada"]
    reply, message = ada.call("GET", f"/conversations/{asked['conversation_id']}/messages", 200)["items"]
    assert message["content"] == f"{KILN} {VIOLIN}"
    assert [(part["said"]["text"], part["path"]) for part in message["parts"]] == [(KILN, "C"), (VIOLIN, "D")]
    assert reply["content"] == asked["reply"]["content"]
    assert reply["parts"] == []


def test_the_same_request_again_gets_the_same_parts(api: Api, avee: str) -> None:
    asked = ask(api, avee, f"{KILN} {VIOLIN}", client_message_id="one")
    again = asked["ada"].ask(asked["conversation_id"], f"{KILN} {VIOLIN}", client_message_id="one")
    assert again["parts"] == asked["parts"]
    assert again["reply"] == asked["reply"]


def test_an_answer_of_one_question_is_judged_alone(api: Api, avee: str) -> None:
    asked = ask(api, avee, f"{KILN} {VIOLIN}")
    ada: Api = asked["ada"]
    kiln = asked["parts"][0]["decision"]["id"]
    said = ada.call("POST", f"/orchestrator/decisions/{kiln}/feedback", 200, json={"verdict": "not_my_question"})
    offer = ada.call("GET", f"/orchestrator/queue/{said['escalation']['id']}", 200)
    assert offer["original_message"] == f"{VIOLIN}\n{KILN}", "the new offer includes what the one before offered"
    again = ada.call("POST", f"/orchestrator/decisions/{kiln}/feedback", 200, json={"verdict": "not_my_question"})
    assert again["escalation"]["id"] == offer["id"]
    _, message = ada.call("GET", f"/conversations/{asked['conversation_id']}/messages", 200)["items"]
    assert [part["verdict"] for part in message["parts"]] == ["not_my_question", None]


def test_a_follow_up_within_the_message_is_joined_with_the_question_before_it(api: Api, creator: Api, avee: str) -> None:
    ask(api, avee, f"{KILN} And how long does that take?")
    log = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}", 200)["items"]
    assert sorted(each["evidence"]["question"] for each in log) == [KILN, f"{KILN} how long does that take?"]


def test_questions_with_one_answer_are_told_it_once(api: Api, avee: str) -> None:
    asked = ask(api, avee, f"{KILN} {KILN}")
    assert asked["parts"] == []
    assert asked["reply"]["content"].count(KILN_ANSWER) == 1


def test_an_answer_to_both_questions_at_once_is_served_whole(api: Api, creator: Api, avee: str) -> None:
    both = f"{VIOLIN} {RADIO}"
    creator.add_answer(avee, both, "Neither, I only throw pots.")
    asked = ask(api, avee, both)
    assert (asked["path"], asked["parts"]) == ("C", [])


def test_a_blocked_topic_refuses_its_own_question_only(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, blocked_topics=["violins"])
    asked = ask(api, avee, f"{VIOLIN} {KILN}")
    assert paths(asked) == ["F", "C"]
    assert KILN_ANSWER in asked["reply"]["content"]


def test_a_greeting_is_no_part(api: Api, avee: str) -> None:
    asked = ask(api, avee, f"Hello! How are you? {KILN}")
    assert asked["parts"] == []


def offered(asked: dict[str, Any]) -> dict[str, Any]:
    """What the asker was offered last, in the state that it is in now."""
    state: dict[str, Any] = asked["ada"].call("GET", f"/orchestrator/queue/{asked['escalation']['id']}", 200)
    return state


def test_a_yes_before_a_question_accepts_the_offer(api: Api, avee: str) -> None:
    asked = ask(api, avee, VIOLIN)
    more = asked["ada"].ask(asked["conversation_id"], f"Yes, please. And {KILN[0].lower()}{KILN[1:]}")
    assert offered(asked)["status"] == "accepted"
    assert paths(more) == ["E", "C"]
    assert more["acted"] == {"kind": "accepted_offer"}
    assert KILN_ANSWER in more["reply"]["content"]


def test_a_yes_before_a_new_question_is_not_undone_by_its_offer(api: Api, avee: str) -> None:
    asked = ask(api, avee, VIOLIN)
    more = asked["ada"].ask(asked["conversation_id"], f"Yes, please! {RADIO}")
    assert offered(asked)["status"] == "accepted"
    assert more["escalation"]["status"] == "pending"
    (waiting,) = [each for each in more["parts"] if each["escalation"]]
    assert waiting["text"] == RADIO


def test_a_question_is_withdrawn_beside_another_one(api: Api, avee: str) -> None:
    asked = ask(api, avee, VIOLIN)
    ada: Api = asked["ada"]
    ada.call("POST", f"/orchestrator/queue/{asked['escalation']['id']}/accept", 200)
    more = ada.ask(asked["conversation_id"], f"Please withdraw my question. {KILN}")
    assert offered(asked)["status"] not in ("pending", "accepted")
    assert KILN_ANSWER in more["reply"]["content"]


def test_of_two_that_wait_the_one_that_is_named_is_withdrawn(api: Api, avee: str) -> None:
    asked = ask(api, avee, VIOLIN)
    ada: Api = asked["ada"]
    ada.call("POST", f"/orchestrator/queue/{asked['escalation']['id']}/accept", 200)
    newer = ada.ask(asked["conversation_id"], RADIO)["escalation"]["id"]
    ada.call("POST", f"/orchestrator/queue/{newer}/accept", 200)
    more = ada.ask(asked["conversation_id"], f"I withdraw my question about the violins. {KILN}")
    assert more["acted"] == {"kind": "withdrew"}, more
    assert offered(asked)["status"] not in ("pending", "accepted")
    assert ada.call("GET", f"/orchestrator/queue/{newer}", 200)["status"] == "accepted"


def test_a_gate_that_closed_leaves_the_offer_and_answers_the_rest(api: Api, creator: Api, avee: str) -> None:
    asked = ask(api, avee, VIOLIN)
    creator.configure(avee, max_escalations_per_day=0)
    more = asked["ada"].ask(asked["conversation_id"], f"Yes, please. {KILN}")
    assert paths(more) == ["F", "C"]
    assert offered(asked)["status"] == "pending"


def test_what_waits_in_another_conversation_is_not_added_to(api: Api, avee: str) -> None:
    asked = ask(api, avee, VIOLIN)
    ada: Api = asked["ada"]
    ada.call("POST", f"/orchestrator/queue/{asked['escalation']['id']}/accept", 200)
    elsewhere = ada.start(avee)
    ada.ask(elsewhere, KILN)
    more = ada.ask(elsewhere, "I did that already and it did not help")
    assert more["path"] != "E"
    assert offered(asked)["original_message"] == VIOLIN


def test_neighbours_that_are_left_share_one_paragraph(api: Api, avee: str) -> None:
    asked = ask(api, avee, f"{VIOLIN} {RADIO}")
    assert asked["reply"]["content"].count("I have no answer from") == 1
