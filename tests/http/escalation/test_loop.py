"""The loop over HTTP: offer, accept, answer, reuse; and every other way that it can end."""

from typing import Any

import pytest

from support.api import Api

QUESTION = "Would you ever teach a class on repairing antique violins?"
SAME = "Would you ever teach a class about repairing antique violins?"
ANSWER = "Yes, every second winter; the next one starts in January."


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


def offered(asker: Api, avee: str, question: str = QUESTION) -> dict[str, Any]:
    """(escalation offered for the question, its new conversation)."""
    conversation = asker.start(avee)
    answered = asker.ask(conversation, question)
    assert answered["path"] == "D", answered["decision"]
    offer: dict[str, Any] = answered["escalation"]
    return offer | {"conversation_id": conversation}


def move(person: Api, escalation: dict[str, Any], move: str, expect: int = 200, **body: Any) -> dict[str, Any]:
    moved: dict[str, Any] = person.call("POST", f"/orchestrator/queue/{escalation['id']}/{move}", expect, json=body or None)
    return moved


def thread(person: Api, conversation: str) -> list[dict[str, Any]]:
    """The messages, oldest first."""
    items: list[dict[str, Any]] = person.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    return items[::-1]


def test_one_answer_serves_the_next_person_at_once(api: Api, creator: Api, avee: str) -> None:
    asker, other = api.sign_up("ada"), api.sign_up("otto")
    offer = offered(asker, avee)
    accepted = move(asker, offer, "accept")
    assert (accepted["path"], accepted["status"], accepted["joined"], accepted["remaining_today"]) == ("E", "accepted", False, 9)

    waiting = creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"]
    assert [(each["id"], each["asker_handle"]) for each in waiting] == [(offer["id"], asker.user["handle"])]
    assert QUESTION in waiting[0]["context_summary"]

    answered = move(creator, offer, "answer", answer=ANSWER)
    assert answered["canonical_answer_id"] is not None
    assert [(each["role"], each["kind"]) for each in thread(asker, offer["conversation_id"])] == [
        ("user", "message"), ("agent", "message"), ("agent", "notice"), ("creator", "answer"),
    ]  # fmt: skip

    served = other.ask(other.start(avee), f"Hello! {QUESTION} Thanks!")
    assert served["path"] == "C"
    assert ANSWER in served["reply"]["content"]
    assert QUESTION not in str(served["reply"]), "the asker's words are nobody else's"
    third = api.sign_up("finn")
    conversation = third.start(avee)
    asked = third.ask(conversation, SAME)
    assert asked["reply"]["content"] == "Do you mean: *Yes, every second winter; the next one starts in January.*"
    assert QUESTION not in str(asked)
    assert third.ask(conversation, "Yes")["path"] == "C"


def test_an_answer_without_reuse_is_given_to_its_asker_only(api: Api, creator: Api, avee: str) -> None:
    asker, other = api.sign_up(), api.sign_up()
    offer = offered(asker, avee)
    move(asker, offer, "accept")
    assert move(creator, offer, "answer", answer=ANSWER, reuse=False)["canonical_answer_id"] is None
    assert thread(asker, offer["conversation_id"])[-1]["content"] == ANSWER
    assert other.ask(other.start(avee), SAME)["path"] == "D"


def test_an_answer_for_friends_is_not_served_to_the_public(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="immediate")
    asker, friend, stranger = api.sign_up(), api.sign_up(), api.sign_up()
    creator.call("PUT", f"/avees/{avee}/members/{friend.user['id']}", 200, json={"tier": "follower", "layer": "friends"})
    offer = offered(asker, avee)
    move(asker, offer, "accept")
    move(creator, offer, "answer", answer=ANSWER, layer="friends")
    assert friend.ask(friend.start(avee), SAME)["path"] == "C"
    assert stranger.ask(stranger.start(avee), SAME)["path"] == "D"


def test_the_creators_question_pattern_is_matched_and_names_the_answer(api: Api, creator: Api, avee: str) -> None:
    asker, other = api.sign_up(), api.sign_up()
    offer = offered(asker, avee)
    move(asker, offer, "accept")
    pattern = "Which evening courses do you give on tuning old pianos?"
    move(creator, offer, "answer", answer=ANSWER, question_pattern=pattern)
    served = other.ask(other.start(avee), "Which evening courses do you give on tuning old pianos?")
    assert served["path"] == "C"
    assert served["reply"]["sources"][0]["title"] == pattern
    assert QUESTION not in str(served)
    own = asker.call("GET", f"/orchestrator/queue/{offer['id']}", 200)
    assert own["question_pattern"] is None
    assert creator.call("GET", f"/orchestrator/queue/{offer['id']}", 200)["question_pattern"] == pattern


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to me at mira@example.org.", "mail"),
        ("Call +47 912 34 567.", "phone"),
        ("Pay with 4111 1111 1111 1111.", "card"),
        ("Send it to DE89 3704 0044 0532 0130 00.", "account"),
        ("Dear Adalbert, yes.", "asker"),
    ],
)
def test_personal_data_is_flagged_before_it_is_shared(api: Api, creator: Api, avee: str, text: str, kind: str) -> None:
    asker = api.sign_up("adalbert", display_name="Adalbert Berg")
    offer = offered(asker, avee)
    move(asker, offer, "accept")
    assert [each["kind"] for each in move(creator, offer, "answer-check", answer=text)["personal_data"]] == [kind]
    assert move(creator, offer, "answer-check", answer="Yes, every second winter.")["personal_data"] == []
    refused = move(creator, offer, "answer", 422, answer=text)
    assert (refused["code"], refused["fields"]["findings"][0]["kind"]) == ("personal_data", kind)
    assert creator.call("GET", f"/orchestrator/queue/{offer['id']}", 200)["status"] == "accepted"
    assert move(creator, offer, "answer", answer=text, confirm_personal_data=True)["status"] == "answered"


def test_askers_of_the_same_question_join_and_are_answered_together(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, max_escalations_per_day=1)
    first, second, third = api.sign_up(), api.sign_up(), api.sign_up()
    offers = [offered(first, avee), offered(second, avee, SAME), offered(third, avee, "Is there a good board game for rainy evenings?")]
    assert move(first, offers[0], "accept")["joined"] is False
    joined = move(second, offers[1], "accept")
    assert (joined["joined"], joined["people_waiting"]) == (True, 2), "a join does not need the quota that is used up"
    assert move(third, offers[2], "accept", 429)["code"] == "day_limit_reached"
    queue = creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"]
    assert {each["people_waiting"] for each in queue} == {2}
    assert set(move(creator, offers[1], "answer", answer=ANSWER)["answered"]) == {offers[0]["id"], offers[1]["id"]}
    for asker, offer in ((first, offers[0]), (second, offers[1])):
        assert thread(asker, offer["conversation_id"])[-1]["content"] == ANSWER
    assert len(creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]) == 1


def test_illegal_moves_are_conflicts_that_name_the_state(api: Api, creator: Api, avee: str) -> None:
    asker, stranger = api.sign_up(), api.sign_up()
    offer = offered(asker, avee)
    assert move(stranger, offer, "accept", 404)["code"] == "escalation_not_found"
    assert move(creator, offer, "answer", 404, answer=ANSWER)["code"] == "escalation_not_found", "an offer is not the creator's yet"
    move(asker, offer, "accept")
    assert move(asker, offer, "accept", 409)["fields"]["status"] == "accepted"
    assert move(asker, offer, "answer", 404, answer="mine")["code"] == "escalation_not_found"
    move(creator, offer, "defer")
    move(creator, offer, "answer", answer=ANSWER)
    for further in ("answer", "decline", "defer"):
        refused = move(creator, offer, further, 409, **({"answer": "again"} if further == "answer" else {}))
        code = "already_answered" if further == "answer" else "illegal_move"
        assert (refused["code"], refused["fields"]["status"]) == (code, "answered")


def test_a_declined_question_tells_the_asker_why(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up()
    offer = offered(asker, avee)
    move(asker, offer, "accept")
    move(creator, offer, "decline", reason="I leave violins to others.")
    last = thread(asker, offer["conversation_id"])[-1]
    assert (last["role"], last["kind"]) == ("agent", "notice")
    assert "I leave violins to others." in last["content"]


def test_an_asker_may_decline_an_offer(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up()
    offer = offered(asker, avee)
    assert move(asker, offer, "decline")["status"] == "declined"
    assert creator.call("GET", "/orchestrator/queue", 200)["items"] == [], "what was not accepted never reaches the creator"


def test_not_my_question_leads_to_an_offer_outside_the_quota(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="immediate")
    creator.add_answer(avee, SAME, "No, never.")
    creator.configure(avee, max_escalations_per_day=0)
    asker = api.sign_up()
    served = asker.ask(asker.start(avee), QUESTION)
    assert served["path"] == "C"
    path = f"/orchestrator/decisions/{served['decision']['id']}/feedback"
    given = asker.call("POST", path, 200, json={"verdict": "not_my_question"})
    assert given["escalation"]["status"] == "pending"
    again = asker.call("POST", path, 200, json={"verdict": "not_my_question"})
    assert again["escalation"]["id"] == given["escalation"]["id"], "asked twice is one offer"
    assert move(asker, given["escalation"], "accept")["status"] == "accepted"
    assert creator.call("POST", path, 404, json={"verdict": "helpful"})["code"] == "decision_not_found"


def test_an_asker_is_told_that_others_wait_for_the_same_and_joins_them(api: Api, creator: Api, avee: str) -> None:
    first, second, stranger = api.sign_up(), api.sign_up(), api.sign_up()
    waiting, offer = offered(first, avee), None
    assert detail(first, waiting)["would_join"] == 0
    move(first, waiting, "accept")
    offer = offered(second, avee)
    assert detail(second, offer)["would_join"] == 1
    assert detail(second, offer)["people_waiting"] == 0
    assert move(second, offer, "accept")["joined"]
    for person, each in ((first, waiting), (second, offer), (creator, waiting)):
        assert detail(person, each)["people_waiting"] == 2
        assert detail(person, each)["would_join"] == 0
    assert stranger.call("GET", f"/orchestrator/queue/{waiting['id']}").status_code == 404


def detail(person: Api, offer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = person.call("GET", f"/orchestrator/queue/{offer['id']}", 200)
    return found


def test_feedback_is_read_by_its_asker_and_the_creator_only(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="immediate")
    creator.add_answer(avee, SAME, "No, never.")
    asker, other = api.sign_up(), api.sign_up()
    conversation = asker.start(avee)
    served = asker.ask(conversation, QUESTION)["decision"]["id"]
    others = other.ask(other.start(avee), QUESTION)["decision"]["id"]
    word = {"verdict": "wrong", "comment": "It was yes last year."}
    asker.call("POST", f"/orchestrator/decisions/{served}/feedback", 200, json=word)
    assert [each["verdict"] for each in thread(asker, conversation) if each["role"] == "user"] == ["wrong"]
    log = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}", 200)["items"]
    assert {each["id"]: (each["verdict"], each["comment"]) for each in log} == {served: tuple(word.values()), others: (None, None)}
    called_wrong = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}&verdict=wrong", 200)["items"]
    assert [each["id"] for each in called_wrong] == [served]
    detail = creator.call("GET", f"/orchestrator/decisions/{served}", 200)
    assert (detail["verdict"], detail["comment"]) == tuple(word.values())
    assert other.call("GET", f"/orchestrator/decisions/{served}").status_code == 404


def test_conversations_are_listed_by_their_last_message(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up()
    first, second, third = (asker.start(avee) for _ in range(3))
    for conversation in (third, first):
        asker.ask(conversation, "Hello!")

    def listed(query: str = "") -> list[str]:
        page = asker.call("GET", f"/conversations?{query}", 200)
        rest = listed(f"{query.split('&')[0]}&cursor={page['next_cursor']}") if page["next_cursor"] else []
        return [*(each["id"] for each in page["items"]), *rest]

    assert listed() == listed("limit=1") == listed("limit=2") == [first, third, second]


def test_a_correction_reaches_everyone_who_was_served(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_mode="immediate")
    stored = creator.add_answer(avee, SAME, "No, never.")
    askers = [api.sign_up(), api.sign_up()]
    conversations = [asker.start(avee) for asker in askers]
    for asker, conversation in zip(askers, conversations, strict=True):
        assert asker.ask(conversation, QUESTION)["path"] == "C"
    path = f"/avees/{avee}/canonical-answers/{stored['id']}"
    creator.call("PATCH", path, 200, json={"answer_content": "Yes, from next year on."})
    for asker, conversation in zip(askers, conversations, strict=True):
        last = wait_for_kind(asker, conversation, "correction")
        assert "Yes, from next year on." in last["content"]
    versions = creator.call("GET", f"{path}/versions", 200)["items"]
    assert [(each["version"], each["people_served"]) for each in versions] == [(2, 2), (1, 2)]
    creator.call("DELETE", path, 204)
    for asker, conversation in zip(askers, conversations, strict=True):
        wait_for_text(asker, conversation, "withdrawn")
    assert askers[0].ask(askers[0].start(avee), QUESTION)["path"] == "D"


def test_direct_conversations_reach_the_creator(api: Api, creator: Api, avee: str) -> None:
    asker, stranger = api.sign_up(), api.sign_up()
    conversation = asker.start(avee, kind="direct")
    path = f"/conversations/{conversation}/messages"
    sent = asker.call("POST", path, 201, json={"content": "Hello Mira, a word in private?", "client_message_id": "1"})
    assert asker.call("POST", path, 201, json={"content": "Hello Mira, a word in private?", "client_message_id": "1"})["id"] == sent["id"]
    assert conversation in [each["id"] for each in creator.call("GET", "/conversations", 200)["items"]]
    creator.call("POST", path, 201, json={"content": "Of course."})
    assert [(each["role"], each["content"]) for each in thread(asker, conversation)] == [
        ("user", "Hello Mira, a word in private?"), ("creator", "Of course."),
    ]  # fmt: skip
    assert stranger.call("POST", path, 404, json={"content": "me too"})["code"] == "conversation_not_found"
    agent = asker.start(avee)
    assert asker.call("POST", f"/conversations/{agent}/messages", 409, json={"content": "hm"})["code"] == "agent_conversation"
    creator.call("POST", f"/conversations/{agent}/messages", 201, json={"content": "May I help here?"})
    stranger.call("POST", f"/conversations/{agent}/messages", 404, json={"content": "May I?"})


def wait_for_kind(person: Api, conversation: str, kind: str) -> dict[str, Any]:
    return person.wait_for_message(conversation, lambda message: message["kind"] == kind)


def wait_for_text(person: Api, conversation: str, text: str) -> dict[str, Any]:
    return person.wait_for_message(conversation, lambda message: text in message["content"])


def test_creators_try_their_agent_as_a_public_asker(creator: Api, avee: str) -> None:
    offer = offered(creator, avee)
    assert move(creator, offer, "accept")["status"] == "accepted"


def test_the_first_question_on_a_fresh_upload_is_answered_under_the_default_rules(api: Api, creator: Api, avee: str) -> None:
    creator.add_document(avee, "varnish.md", "# Varnish\n\nVarnish the mast of the boat every second spring, with two thin coats.\n")
    for person in (creator, api.sign_up("ada")):
        answered = person.ask(person.start(avee), "How often do you varnish the mast of the boat?")
        assert answered["path"] == "A", answered["decision"]
        assert "every second spring" in answered["reply"]["content"]


def test_an_answer_by_the_creator_takes_feedback_too(api: Api, creator: Api, avee: str) -> None:
    first, second = api.sign_up("ada"), api.sign_up("otto")
    move(first, offered(first, avee), "accept")
    conversation = second.start(avee)
    asked = second.ask(conversation, SAME)
    path = f"/orchestrator/decisions/{asked['decision']['id']}/feedback"
    assert second.call("POST", path, 409, json={"verdict": "helpful"})["code"] == "not_an_answer", "nobody answered yet"
    assert move(second, asked["escalation"], "accept")["joined"] is True
    move(creator, asked["escalation"], "answer", answer=ANSWER)
    assert second.call("POST", path, 200, json={"verdict": "helpful"})["escalation"] is None
    creator.configure(avee, max_escalations_per_day=0)
    offer = second.call("POST", path, 200, json={"verdict": "not_my_question", "comment": "I mean cellos."})["escalation"]
    assert (offer["status"], offer["id"] != asked["escalation"]["id"]) == ("pending", True)
    assert second.call("POST", path, 200, json={"verdict": "not_my_question"})["escalation"]["id"] == offer["id"]
    assert move(second, offer, "accept")["status"] == "accepted"
    (answer,) = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]
    # The verdict counts for the answer's next matches.
    third = api.sign_up("finn")
    served = third.ask(third.start(avee), SAME)
    evidence = creator.call("GET", f"/orchestrator/decisions/{served['decision']['id']}", 200)["evidence"]
    assert [each["times_wrong"] for each in evidence["answers"] if each["id"] == answer["id"]] == [1]
