"""What people say in a conversation besides questions, over HTTP: each act is done, said, and told as `acted`."""

import pytest

from support.api import Api, open_workshop

NOVEL = "Would you ever teach a class on repairing antique violins?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def creator(api: Api) -> Api:
    return api.sign_up("mira")


@pytest.fixture
def avee(creator: Api) -> str:
    return open_workshop(creator)


def offered(api: Api, avee: str) -> tuple[Api, str, str]:
    """(asker, conversation, id of the open offer)."""
    asker = api.sign_up()
    conversation = asker.start(avee)
    return asker, conversation, asker.ask(conversation, NOVEL)["escalation"]["id"]


def status_of(person: Api, escalation: str) -> str:
    items = person.call("GET", "/orchestrator/queue", 200)["items"]
    return str(next(item["status"] for item in items if item["id"] == escalation))


@pytest.mark.parametrize(
    "yes",
    ["yes please", "Yes, do that.", "ja bitte", "oui, transmettez", "sí, por favor", "evet lütfen", "はい、お願いします", "tak, poproszę"],
)
def test_yes_accepts_the_open_offer(api: Api, creator: Api, avee: str, yes: str) -> None:
    asker, conversation, offer = offered(api, avee)
    said = asker.ask(conversation, yes)
    assert (said["path"], said["decision"]["rule"], said["acted"]) == ("E", "reply_to_agent", {"kind": "accepted_offer"})
    assert status_of(creator, offer) == "accepted"
    assert "violins" in said["reply"]["content"]
    assert "Mira" in said["reply"]["content"]


def test_an_accepted_offer_is_accepted_once_and_repeating_the_request_changes_nothing(api: Api, creator: Api, avee: str) -> None:
    asker, conversation, offer = offered(api, avee)
    first = asker.ask(conversation, "yes please", client_message_id="yes-1")
    again = asker.ask(conversation, "yes please", client_message_id="yes-1")
    assert again == first
    assert status_of(creator, offer) == "accepted"
    twice = asker.ask(conversation, "yes")
    assert twice["acted"] == {"kind": "accepted_offer"}
    assert "since" in twice["reply"]["content"]


def test_a_closed_gate_keeps_the_offer_open_and_is_named(api: Api, creator: Api, avee: str) -> None:
    asker, conversation, offer = offered(api, avee)
    creator.configure(avee, max_escalations_per_day=0)
    said = asker.ask(conversation, "yes please")
    assert (said["path"], said["decision"]["rule"], said["acted"]) == ("F", "reply_to_agent", None)
    assert "24 hours" in said["reply"]["content"]
    assert status_of(asker, offer) == "pending"


@pytest.mark.parametrize(
    "no", ["no thanks", "nein danke", "non merci", "no, gracias", "hayır", "いいえ、結構です", "nie, dziękuję", "never mind"]
)
def test_no_closes_the_open_offer(api: Api, avee: str, no: str) -> None:
    asker, conversation, offer = offered(api, avee)
    said = asker.ask(conversation, no)
    assert (said["path"], said["decision"]["rule"]) == ("A", "reply_to_agent")
    assert said["acted"]["kind"] in ("declined_offer", "withdrew")
    assert status_of(asker, offer) == "declined"


@pytest.mark.parametrize("yes", ["yes", "no thanks", "any news?", "cancel my question", "the second one"])
def test_without_anything_to_reply_to_nothing_is_done(api: Api, avee: str, yes: str) -> None:
    asker = api.sign_up()
    said = asker.ask(asker.start(avee), yes)
    assert said["acted"] is None
    assert said["decision"]["rule"] != "reply_to_agent"


@pytest.mark.parametrize("news", ["any news?", "Has she replied yet?", "gibt es Neuigkeiten?", "toujours rien ?", "返事は来ましたか？"])
def test_status_says_that_the_question_waits_and_then_that_it_was_answered(api: Api, creator: Api, avee: str, news: str) -> None:
    asker, conversation, offer = offered(api, avee)
    asker.ask(conversation, "yes please")
    waits = asker.ask(conversation, news)
    assert (waits["path"], waits["acted"]) == ("A", {"kind": "status"})
    assert "violins" in waits["reply"]["content"]
    creator.call("POST", f"/orchestrator/queue/{offer}/answer", 200, json={"answer": "Yes, in spring."})
    answered = asker.ask(asker.start(avee), news)
    assert answered["acted"] == {"kind": "status"}
    assert answered["reply"]["content"] != waits["reply"]["content"]


@pytest.mark.parametrize(
    "cancel", ["cancel my question", "zieh meine Frage zurück", "annulez ma question", "cancela mi pregunta", "質問を取り消してください"]
)
def test_a_waiting_question_is_withdrawn(api: Api, creator: Api, avee: str, cancel: str) -> None:
    asker, conversation, offer = offered(api, avee)
    asker.ask(conversation, "yes please")
    said = asker.ask(conversation, cancel)
    assert (said["path"], said["acted"]) == ("A", {"kind": "withdrew"})
    assert status_of(creator, offer) == "declined"
    refused = creator.call("POST", f"/orchestrator/queue/{offer}/answer", json={"answer": "Yes."})
    assert refused.status_code == 409


@pytest.mark.parametrize("more", ["I forgot to mention that I am a beginner", "ich habe vergessen zu erwähnen, dass ich Anfänger bin"])
def test_what_is_added_reaches_the_creator(api: Api, creator: Api, avee: str, more: str) -> None:
    asker, conversation, offer = offered(api, avee)
    asker.ask(conversation, "yes please")
    said = asker.ask(conversation, more)
    assert (said["path"], said["acted"]) == ("E", {"kind": "corrected"})
    item = creator.call("GET", "/orchestrator/queue", 200)["items"][0]
    assert (item["id"], item["status"]) == (offer, "accepted")
    assert item["context_summary"].endswith(more)


@pytest.mark.parametrize(
    "complaint", ["that did not answer my question", "das beantwortet meine Frage nicht", "eso no responde a mi pregunta"]
)
def test_a_reply_that_did_not_help_leads_to_the_creator_and_is_not_repeated(api: Api, avee: str, complaint: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    first = asker.ask(conversation, "How can I reset my password?")
    said = asker.ask(conversation, complaint)
    assert (said["path"], said["acted"]) == ("D", {"kind": "complained"})
    shown = {source["id"] for source in first["reply"]["sources"]}
    assert not shown & {each["id"] for each in said["suggestions"]}
    accepted = asker.ask(conversation, "yes please")
    assert accepted["acted"] == {"kind": "accepted_offer"}
    assert "reset my password" in accepted["reply"]["content"]


def test_simpler_words_need_a_chat_model(api: Api, avee: str) -> None:
    asker = api.sign_up()
    conversation = asker.start(avee)
    asker.ask(conversation, "How can I reset my password?")
    said = asker.ask(conversation, "simpler please")
    assert (said["path"], said["acted"]) == ("D", {"kind": "simplified"})
    assert "quote" in said["reply"]["content"]


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("are you a bot?", "program, not a person"),
        ("Who are you?", "Mira's agent"),
        ("what can you do?", "documents"),
        ("great answer!!", "kind"),
        ("Sorry, my mistake", "No harm"),
        ("Hi, I'm new here", "Hello"),
        ("I bought my first loom yesterday", "telling me"),
        ("bist du ein Bot?", "kein Mensch"),
        ("êtes-vous un robot ?", "program"),
        ("¿eres un robot?", "programa"),
        ("ロボットですか？", "プログラム"),
    ],
)
def test_small_talk_of_more_kinds(api: Api, avee: str, message: str, says: str) -> None:
    asker = api.sign_up()
    said = asker.ask(asker.start(avee), message)
    assert (said["path"], said["decision"]["rule"]) == ("A", "small_talk")
    assert says in said["reply"]["content"]
    assert said["acted"] is None


def test_what_the_creator_answered_goes_before_small_talk(api: Api, creator: Api, avee: str) -> None:
    creator.add_answer(avee, "Who are you?", "I am Mira, a bookbinder from Graz.")
    asker = api.sign_up()
    assert "bookbinder" in asker.ask(asker.start(avee), "Who are you?")["reply"]["content"]


@pytest.mark.parametrize(
    "question",
    [
        "yes or no: is it electric?",
        "thanks! and what about shipping?",
        "who are you shipping with?",
        "any news on the new lens you announced, will it fit Sony?",
        "how do I cancel my subscription?",
        "can a real person sit on the stool?",
        "sorry, how many eggs was it?",
        "danke! und was kostet der Versand?",
        "Wer bist du auf dem Foto, links oder rechts?",
    ],
)
def test_a_question_is_not_swallowed_whatever_is_open(api: Api, avee: str, question: str) -> None:
    asker, conversation, offer = offered(api, avee)
    said = asker.ask(conversation, question)
    assert said["decision"]["rule"] not in ("reply_to_agent", "small_talk")
    assert said["acted"] is None
    assert status_of(asker, offer) in ("pending", "declined", "expired")


def test_while_the_creator_is_in_the_thread_the_agent_does_nothing(api: Api, creator: Api, avee: str) -> None:
    asker, conversation, offer = offered(api, avee)
    asker.ask(conversation, "yes please")
    creator.call("POST", f"/conversations/{conversation}/messages", 201, json={"content": "I am here."})
    said = asker.ask(conversation, "cancel my question")
    assert (said["decision"]["rule"], said["acted"], said["reply"]) == ("creator_present", None, None)
    assert status_of(asker, offer) == "accepted"


def test_a_blocked_topic_is_refused_also_as_an_addition(api: Api, creator: Api, avee: str) -> None:
    asker, conversation, _ = offered(api, avee)
    asker.ask(conversation, "yes please")
    creator.configure(avee, blocked_topics=["refund"])
    said = asker.ask(conversation, "please add to my question that I want a refund")
    assert (said["decision"]["rule"], said["acted"]) == ("blocked_topic", None)
