"""Who receives an answer: no one above its layer, neither in a group nor through a correction nor after a late edit."""

import pytest

from support.api import Api

QUESTION = "Would you ever teach a class on repairing antique violins?"
ANSWER = "Yes, every second winter; the next one starts in January."


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


def let_in(creator: Api, avee: str, person: Api, layer: str) -> None:
    creator.call("PUT", f"/avees/{avee}/members/{person.user['id']}", 200, json={"tier": "follower", "layer": layer})


def accepted(asker: Api, avee: str) -> dict[str, str]:
    """(accepted question, its new conversation), as ids."""
    conversation = asker.start(avee)
    offer = asker.ask(conversation, QUESTION)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    return {"id": offer["id"], "conversation": conversation}


def texts(person: Api, conversation: str) -> list[str]:
    """Texts of the messages, newest first."""
    return [each["content"] for each in person.call("GET", f"/conversations/{conversation}/messages", 200)["items"]]


def test_an_answer_for_friends_is_given_to_the_friends_in_its_group(api: Api, creator: Api, avee: str) -> None:
    asker, friend, stranger = api.sign_up("ada"), api.sign_up("otto"), api.sign_up("finn")
    let_in(creator, avee, friend, "friends")
    asked, theirs, others = (accepted(person, avee) for person in (asker, friend, stranger))
    answered = creator.call("POST", f"/orchestrator/queue/{asked['id']}/answer", 200, json={"answer": ANSWER, "layer": "friends"})
    assert answered["answered"] == [asked["id"], theirs["id"]]
    assert answered["drafted"] == [others["id"]]
    assert texts(asker, asked["conversation"])[0] == ANSWER, "whom the creator answers, they answer"
    assert texts(friend, theirs["conversation"])[0] == ANSWER
    assert ANSWER not in texts(stranger, others["conversation"])
    assert ANSWER not in str(stranger.call("GET", f"/orchestrator/queue/{others['id']}", 200))
    waiting = creator.call("GET", f"/orchestrator/queue/{others['id']}", 200)
    assert (waiting["status"], waiting["draft_answer"]) == ("accepted", ANSWER)


def test_an_answer_for_one_person_is_not_given_to_their_group(api: Api, creator: Api, avee: str) -> None:
    asker, other = api.sign_up("ada"), api.sign_up("otto")
    asked, others = accepted(asker, avee), accepted(other, avee)
    answer = "Yes, Ada: call me at +47 912 34 567."
    answered = creator.call("POST", f"/orchestrator/queue/{asked['id']}/answer", 200, json={"answer": answer, "reuse": False})
    assert (answered["answered"], answered["drafted"]) == ([asked["id"]], [others["id"]])
    assert answer not in texts(other, others["conversation"])


def test_the_names_of_all_waiting_askers_are_flagged(api: Api, creator: Api, avee: str) -> None:
    asker, other = api.sign_up("ada"), api.sign_up("adalbert", display_name="Adalbert Berg")
    asked = accepted(asker, avee)
    accepted(other, avee)
    refused = creator.call("POST", f"/orchestrator/queue/{asked['id']}/answer", 422, json={"answer": "As I wrote to Adalbert: yes."})
    assert [each["text"] for each in refused["fields"]["findings"]] == ["Adalbert"]


def test_all_waiting_askers_are_counted(api: Api, avee: str) -> None:
    counted = []
    for _ in range(8):
        asker = api.sign_up()
        offer = asker.ask(asker.start(avee), QUESTION)["escalation"]
        counted.append(asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)["people_waiting"])
    assert counted == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_correction_keeps_to_the_current_layer_of_the_answer(api: Api, creator: Api, avee: str) -> None:
    friend, stranger = api.sign_up("otto"), api.sign_up("finn")
    let_in(creator, avee, friend, "friends")
    path = f"/avees/{avee}/canonical-answers/{creator.add_answer(avee, QUESTION, 'No, never.')['id']}"
    talks = {person.user["display_name"]: person.start(avee) for person in (friend, stranger)}
    for person in (friend, stranger):
        assert person.ask(talks[person.user["display_name"]], QUESTION)["path"] == "C"
    creator.call("PATCH", path, 200, json={"answer_content": "Yes, in my house at the lake.", "layer": "friends"})
    friend.wait_for_message(talks["Otto"], lambda message: "at the lake" in message["content"])
    withdrawn = stranger.wait_for_message(talks["Finn"], lambda message: message["kind"] == "correction")
    assert "No, never." in withdrawn["content"], "it names what they had"
    creator.call("PATCH", path, 200, json={"answer_content": "Yes, at the lake, in May."})
    friend.wait_for_message(talks["Otto"], lambda message: "in May" in message["content"])
    received = texts(stranger, talks["Finn"])
    assert not [text for text in received if "lake" in text]
    assert len(received) == 3, "the withdrawal is announced once, not again with every edit"
    served = {each["version"]: each["people_served"] for each in creator.call("GET", f"{path}/versions", 200)["items"]}
    assert served == {1: 2, 2: 1, 3: 1}
    creator.call("PATCH", path, 200, json={"answer_content": "Yes, in the town hall.", "layer": "public"})
    stranger.wait_for_message(talks["Finn"], lambda message: "town hall" in message["content"])


def test_an_asker_answered_personally_receives_the_correction(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    asked = accepted(asker, avee)
    body = {"answer": ANSWER, "layer": "intimate"}
    answer = creator.call("POST", f"/orchestrator/queue/{asked['id']}/answer", 200, json=body)["canonical_answer_id"]
    creator.call("PATCH", f"/avees/{avee}/canonical-answers/{answer}", 200, json={"answer_content": "Yes, it starts in March."})
    asker.wait_for_message(asked["conversation"], lambda message: "it starts in March" in message["content"])


def test_an_asker_who_asks_twice_counts_once(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    accepted(asker, avee)
    again = asker.ask(asker.start(avee), QUESTION)["escalation"]
    joined = asker.call("POST", f"/orchestrator/queue/{again['id']}/accept", 200)
    assert (joined["joined"], joined["people_waiting"]) == (True, 1)
    assert [each["people_waiting"] for each in creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"]] == [1, 1]


def test_a_retired_answer_is_not_suggested_again(api: Api, creator: Api, avee: str) -> None:
    path = f"/avees/{avee}/canonical-answers"
    for thing in ("violins", "cellos"):
        creator.add_answer(avee, f"Do you give a class on restoring antique {thing}?", f"About {thing}: not this year.")
    creator.configure(avee, canonical_match_threshold=1.0, clarification_enabled=False)
    asker = api.sign_up("ada")
    conversation = asker.start(avee)
    asked = asker.ask(conversation, "Would you teach me how to restore antique violins and cellos?")
    near = {each["excerpt"]: each["id"] for each in asked["suggestions"]}
    assert set(near) == {"About violins: not this year.", "About cellos: not this year."}, asked
    question = f"/orchestrator/queue/{asked['escalation']['id']}"
    asker.call("POST", f"{question}/accept", 200)
    creator.call("DELETE", f"{path}/{near['About violins: not this year.']}", 204)
    creator.call("POST", f"{question}/decline", 200, json={"reason": "Not by letter."})
    notice = asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"][0]
    assert [each["excerpt"] for each in notice["sources"]] == ["About cellos: not this year."]
