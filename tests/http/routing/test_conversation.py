"""What strangers said in conversations with the agent, over HTTP: offers of several questions, news of all that wait, a person that is
wanted, complaints, and the language of notices."""

import pytest

from support.api import Api, open_workshop

CELLO, VIOLIN = "Do you restring old cellos?", "How do you varnish a violin?"
BOTH = f"{CELLO} {VIOLIN}"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def creator(api: Api) -> Api:
    return api.sign_up("mira")


@pytest.fixture
def avee(creator: Api) -> str:
    return open_workshop(creator)


def offered_both(api: Api, avee: str) -> tuple[Api, str, str]:
    """(asker, conversation, id of an offer of two questions)."""
    asker = api.sign_up()
    conversation = asker.start(avee)
    said = asker.ask(conversation, BOTH)
    assert [part["path"] for part in said["parts"]] == ["D", "D"]
    return asker, conversation, said["escalation"]["id"]


def in_inbox(creator: Api) -> list[dict[str, str]]:
    return list(creator.call("GET", "/orchestrator/queue", 200)["items"])


@pytest.mark.parametrize(
    ("reply", "taken", "left"),
    [
        ("only the second one please", VIOLIN, CELLO),
        ("just the first", CELLO, VIOLIN),
        ("the one about the cello", CELLO, VIOLIN),
        ("nur die zweite bitte", VIOLIN, CELLO),
        ("yes, but only the last question", VIOLIN, CELLO),
        ("not the first", VIOLIN, CELLO),
    ],
)
def test_one_of_two_offered_questions_is_passed_on(api: Api, creator: Api, avee: str, reply: str, taken: str, left: str) -> None:
    asker, conversation, offer = offered_both(api, avee)
    said = asker.ask(conversation, reply)
    assert (said["path"], said["acted"]) == ("E", {"kind": "accepted_offer"})
    content = said["reply"]["content"]
    assert content.index(taken) < content.index(left)
    (item,) = in_inbox(creator)
    assert (item["id"], item["status"], item["original_message"]) == (offer, "accepted", taken)


@pytest.mark.parametrize("reply", ["both please", "yes please", "beide bitte", "los dos, por favor"])
def test_both_are_passed_on(api: Api, creator: Api, avee: str, reply: str) -> None:
    asker, conversation, _ = offered_both(api, avee)
    assert asker.ask(conversation, reply)["acted"] == {"kind": "accepted_offer"}
    (item,) = in_inbox(creator)
    assert item["original_message"] == f"{CELLO}\n{VIOLIN}"


@pytest.mark.parametrize("reply", ["neither", "none of them", "keine von beiden", "ninguna"])
def test_neither_is_passed_on(api: Api, creator: Api, avee: str, reply: str) -> None:
    asker, conversation, _ = offered_both(api, avee)
    assert asker.ask(conversation, reply)["acted"] == {"kind": "declined_offer"}
    assert in_inbox(creator) == []


def test_a_pick_that_a_closed_gate_stops_leaves_the_whole_offer_open(api: Api, creator: Api, avee: str) -> None:
    asker, conversation, offer = offered_both(api, avee)
    creator.configure(avee, max_escalations_per_day=0)
    assert asker.ask(conversation, "only the second one please")["path"] == "F"
    (item,) = asker.call("GET", "/orchestrator/queue", 200)["items"]
    assert (item["id"], item["status"], item["original_message"]) == (offer, "pending", f"{CELLO}\n{VIOLIN}")


def test_news_tell_of_all_that_wait_here_and_of_a_named_one_alone(api: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    for question in (CELLO, VIOLIN):
        asker.ask(conversation, question)
        asker.ask(conversation, "yes please")
    told = asker.ask(conversation, "Any news?")
    assert told["acted"] == {"kind": "status"}
    assert CELLO in told["reply"]["content"]
    assert VIOLIN in told["reply"]["content"]
    named = asker.ask(conversation, "Any news on my question about the cello?")["reply"]["content"]
    assert CELLO in named
    assert VIOLIN not in named


def test_of_many_that_wait_a_few_are_told_and_the_others_counted(api: Api, creator: Api, avee: str) -> None:
    creator.configure(avee, max_escalations_per_day=20)
    asker = api.sign_up()
    conversation = asker.start(avee)
    for thing in ("cellos", "harps", "pianos", "drums", "lutes"):
        asker.ask(conversation, f"How do you varnish antique {thing} in winter?")
        asker.ask(conversation, "yes please")
    told = asker.ask(conversation, "any news?")["reply"]["content"]
    assert told.count("> “") == 3
    assert told.endswith("waiting: 2.")


def test_who_wants_a_person_is_asked_what_for_and_then_offered_the_creator(api: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asked = asker.ask(conversation, "get me a human")
    assert asked["path"] == "B"
    told = asker.ask(conversation, "my parcel")
    assert (told["path"], told["escalation"]["status"]) == ("D", "pending")
    assert asker.ask(conversation, "yes please")["acted"] == {"kind": "accepted_offer"}
    (item,) = asker.call("GET", "/orchestrator/queue", 200)["items"]
    assert item["original_message"] == "my parcel"


@pytest.mark.parametrize("wish", ["get me a human", "I want to talk to a person", "Ich will mit einem Menschen sprechen!"])
def test_who_wants_a_person_is_offered_the_question_before(api: Api, avee: str, wish: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asker.ask(conversation, VIOLIN)
    said = asker.ask(conversation, wish)
    assert said["path"] == "D"
    assert VIOLIN in said["reply"]["content"]
    asker.ask(conversation, "yes please")
    waiting = [item for item in asker.call("GET", "/orchestrator/queue", 200)["items"] if item["status"] == "accepted"]
    assert [item["original_message"] for item in waiting] == [VIOLIN]
    again = asker.ask(conversation, wish)
    assert again["acted"] == {"kind": "status"}
    assert VIOLIN in again["reply"]["content"]


@pytest.mark.parametrize("is_allowed", [True, False])
def test_who_wants_a_person_hears_of_direct_messages_where_they_may_write_them(api: Api, creator: Api, avee: str, is_allowed: bool) -> None:
    creator.configure(avee, direct_messages_enabled=is_allowed, direct_message_tiers=["free", "follower", "paid"])
    asker = api.sign_up()
    said = asker.ask(asker.start(avee), "I want to talk to a person")["reply"]["content"]
    assert ("write to Mira directly" in said) is is_allowed


@pytest.mark.parametrize(
    "complaint",
    ["No, that is WRONG and not what I asked!", "wrong!!", "you didn't answer my question", "this is useless", "Nein, das ist FALSCH und nicht meine Frage!"],
)  # fmt: skip
def test_a_complaint_is_heard_whatever_its_tone(api: Api, avee: str, complaint: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asker.ask(conversation, "How can I reset my password?")
    assert asker.ask(conversation, complaint)["acted"] == {"kind": "complained"}


@pytest.mark.parametrize("question", ["What is wrong with my loom?", "is that wrong?", "the wrong size", "Can I withdraw from the course?"])
def test_a_question_that_sounds_like_one_is_a_question(api: Api, avee: str, question: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asker.ask(conversation, "How can I reset my password?")
    assert asker.ask(conversation, question)["acted"] is None


@pytest.mark.parametrize("again", ["can you repeat that?", "Kannst du das wiederholen?", "otra vez por favor"])
def test_the_last_reply_is_said_again(api: Api, avee: str, again: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    first = asker.ask(conversation, "How can I reset my password?")
    said = asker.ask(conversation, again)
    assert (said["path"], said["acted"]) == ("A", {"kind": "repeated"})
    assert said["reply"]["content"] == first["reply"]["content"]


def test_an_afterthought_is_no_part_of_what_is_searched_for(api: Api, avee: str) -> None:
    asker = api.sign_up()
    plain = asker.ask(asker.start(avee), "How can I reset my password?")
    doubted = asker.ask(asker.start(avee), "How can I reset my password? Or isn't that possible?")
    assert (doubted["path"], doubted["parts"]) == (plain["path"], [])
    assert doubted["decision"]["reason"] == plain["decision"]["reason"]


def test_notices_keep_the_language_of_the_thread(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asker.ask(conversation, "Wie lange dauert es, bis ich eine Antwort von euch bekomme?")
    offer = asker.ask(conversation, "Violin varnish recipe?")["escalation"]["id"]
    asker.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    creator.call("POST", f"/orchestrator/queue/{offer}/decline", 200, json={})
    said = [message["content"] for message in asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]]
    notices = [content for content in said if "Violin varnish" in content and content.startswith(">")]
    assert len(notices) == 2
    assert any("Deine Frage liegt jetzt bei Mira" in notice for notice in notices)
    assert any("kann diese Frage nicht beantworten" in notice for notice in notices)
