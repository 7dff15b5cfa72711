"""Teaching from a past message: an answer that somebody of the team writes, or the passage that they mark."""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api, open_workshop
from support.stories import NOVEL_QUESTION, PASSWORD_QUESTION, rows

VIOLINS = (
    "# Instruments\n\n## Violins\n\nMira restores old violins on winter evenings.\nShe teaches it in January, six people at a time.\n\n"
    "## Pianos\n\nPianos are tuned in May.\n"
)
PART = "She teaches it in January, six people at a time."
BY_HAND = {"question_pattern": NOVEL_QUESTION, "answer_content": "Yes, in January."}


@pytest.fixture
def avee(creator: Api) -> str:
    avee = open_workshop(creator)
    # No answer from documents: what is taught is what answers.
    creator.configure(avee, trust_mode="immediate", auto_answer_confidence_threshold=0.999)
    return avee


@pytest.fixture
def asker(api: Api) -> Api:
    return api.sign_up("ada")


@pytest.fixture
def decision(asker: Api, avee: str) -> str:
    """On a question that was offered and not answered."""
    asked = asker.ask(asker.start(avee), NOVEL_QUESTION)
    assert asked["path"] == "D"
    return str(asked["decision"]["id"])


def join(api: Api, database: EmbeddedServer, avee: str, role: str) -> Api:
    person = api.sign_up(f"the-{role}")
    rows(database, "INSERT INTO team_members VALUES (:avee, :user, :role)", avee=avee, user=person.user["id"], role=role)
    return person


def nearest(person: Api, avee: str, words: str) -> list[Any]:
    found: list[Any] = person.call("GET", f"/avees/{avee}/passages", 200, params={"query": words})["items"]
    return found


def mark(person: Api, avee: str, decision: str, **changes: Any) -> dict[str, Any]:
    """Marks `PART` of the passage about violins."""
    passage = nearest(person, avee, "teaches violins January")[0]
    body = {"question_pattern": NOVEL_QUESTION, "passage_id": passage["id"], "excerpt": PART} | changes
    taught: dict[str, Any] = person.call("POST", f"/orchestrator/decisions/{decision}/teach", 201, json=body)
    return taught


def stored(creator: Api, avee: str, answer: dict[str, Any], **wanted: str) -> dict[str, Any] | None:
    listed = creator.call("GET", f"/avees/{avee}/canonical-answers", 200, params=wanted)["items"]
    return next((each for each in listed if each["id"] == answer["id"]), None)


def test_a_marked_passage_answers_the_question_and_its_paraphrase(
    api: Api, creator: Api, asker: Api, avee: str, decision: str, database: EmbeddedServer
) -> None:
    answerer = join(api, database, avee, "answerer")
    document = creator.add_document(avee, "Instruments", VIOLINS)
    passage = nearest(answerer, avee, NOVEL_QUESTION)[0]
    assert (passage["document_title"], PART in passage["content"]) == ("Instruments", True)
    assert nearest(answerer, avee, "tuned pianos")[0]["content"].startswith("Pianos are tuned")
    thread = asker.call("GET", "/conversations", 200)["items"][0]["id"]
    before = asker.call("GET", f"/conversations/{thread}/messages", 200)
    # A window may break lines elsewhere.
    taught = mark(answerer, avee, decision, excerpt=PART.replace("January, ", "January,\n"))
    assert (taught["answer_content"], taught["layer"]) == (PART, "public")
    assert taught["quoted_from"] == {
        "passage_id": passage["id"], "document_id": document["id"], "document_title": "Instruments", "heading": passage["heading"],
        "standing": "present",
    }  # fmt: skip
    bea = api.sign_up("bea")
    for question in (NOVEL_QUESTION, "Would you ever teach a class on restoring antique violins, please?"):
        asked = bea.ask(bea.start(avee), question)
        assert (asked["path"], PART in asked["reply"]["content"]) == ("C", True), question
    assert [each["kind"] for each in asked["reply"]["sources"]] == ["canonical_answer", "document"]
    assert asked["reply"]["sources"][1]["id"] == passage["id"]
    assert asker.call("GET", f"/conversations/{thread}/messages", 200) == before, "the asker is told nothing"
    again = answerer.call(
        "POST", f"/orchestrator/decisions/{decision}/teach", 200, json={"question_pattern": NOVEL_QUESTION, "answer_content": PART}
    )
    assert again["id"] == taught["id"], "the same is stored once"


def test_who_may_teach_and_what(api: Api, creator: Api, asker: Api, avee: str, decision: str, database: EmbeddedServer) -> None:
    teach = f"/orchestrator/decisions/{decision}/teach"
    viewer, answerer, editor = (join(api, database, avee, role) for role in ("viewer", "answerer", "editor"))
    assert viewer.call("POST", teach, 403, json=BY_HAND)["code"] == "role_too_low"
    for person in (asker, api.sign_up("otto")):
        assert person.call("POST", teach, 404, json=BY_HAND)["code"] == "decision_not_found"
        assert person.call("GET", f"/avees/{avee}/passages?query=bees", 404)["code"] == "avee_not_found"
    assert len(nearest(viewer, avee, "opening hours")) == 1
    creator.configure(avee, second_signature=True)
    assert answerer.call("POST", teach, 403, json=BY_HAND)["code"] == "signature_needed"
    creator.configure(avee, second_signature=False)
    assert answerer.call("POST", teach, 201, json=BY_HAND)["quoted_from"] is None
    passage = nearest(editor, avee, "opening hours")[0]["id"]
    for wrong, status, code in (
        ({"answer_content": None}, 422, "answer_or_passage"),
        ({"passage_id": passage}, 422, "answer_or_passage"),
        ({"answer_content": None, "passage_id": passage, "excerpt": "open on Sundays"}, 422, "not_in_passage"),
        ({"answer_content": " "}, 422, "empty_answer_content"),
        ({"answer_content": None, "passage_id": decision}, 404, "passage_not_found"),
        ({"question_pattern": ""}, 422, "empty_question_pattern"),
    ):
        assert editor.call("POST", teach, status, json=BY_HAND | wrong)["code"] == code, wrong
    greeting = asker.ask(asker.start(avee), "Good morning!")["decision"]["id"]
    assert editor.call("POST", f"/orchestrator/decisions/{greeting}/teach", 409, json=BY_HAND)["code"] == "not_taught"


def test_what_was_answered_wrongly_is_not_given_again(api: Api, creator: Api, asker: Api, avee: str) -> None:
    asked = asker.ask(asker.start(avee), PASSWORD_QUESTION)
    assert asked["path"] == "C"
    body = {"question_pattern": "How do I get a new password for the door?", "answer_content": "Ask at the desk."}
    creator.call("POST", f"/orchestrator/decisions/{asked['decision']['id']}/teach", 201, json=body)
    bea = api.sign_up("bea")
    again = bea.ask(bea.start(avee), PASSWORD_QUESTION)
    assert "account page" not in again["reply"]["content"]


def test_an_intimate_passage_answers_nobody_else(api: Api, creator: Api, asker: Api, avee: str, decision: str) -> None:
    creator.add_document(avee, "Instruments", VIOLINS, layer="intimate")
    body = {"question_pattern": NOVEL_QUESTION, "passage_id": nearest(creator, avee, "violins")[0]["id"], "excerpt": PART}
    teach = f"/orchestrator/decisions/{decision}/teach"
    assert creator.call("POST", teach, 422, json=body | {"layer": "friends"})["code"] == "layer_of_passage"
    taught = creator.call("POST", teach, 201, json=body)
    assert taught["layer"] == "intimate"
    assert asker.ask(asker.start(avee), NOVEL_QUESTION)["path"] == "D"
    answer = f"/avees/{avee}/canonical-answers/{taught['id']}"
    assert creator.call("PATCH", answer, 422, json={"layer": "public"})["code"] == "layer_of_passage"
    creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json={"tier": "free", "layer": "intimate"})
    assert asker.ask(asker.start(avee), NOVEL_QUESTION)["path"] == "C"
    written = creator.call("PATCH", answer, 200, json={"layer": "public", "answer_content": "Every January."})
    assert (written["layer"], written["quoted_from"]) == ("public", None), "a text of one's own is no quote"


def test_a_quote_follows_its_document(creator: Api, avee: str, decision: str, database: EmbeddedServer) -> None:
    first = creator.add_document(avee, "Instruments", VIOLINS)
    taught = mark(creator, avee, decision)
    longer = creator.add_document(avee, "Instruments", f"# Prices\n\nAsk us.\n\n{VIOLINS}", replaces=first["id"], layer="friends")
    moved = stored(creator, avee, taught)
    assert moved is not None
    assert (moved["quoted_from"]["standing"], moved["quoted_from"]["document_id"]) == ("present", longer["id"])
    assert moved["layer"] == "friends", "as private as the passage became"
    assert moved["version"] == 1, "nobody is told anything: the words are the same"
    other = creator.add_document(avee, "Instruments", "# Instruments\n\nNo classes any more.\n", replaces=longer["id"])
    left = stored(creator, avee, taught, standing="gone")
    assert left is not None
    assert (left["quoted_from"]["document_title"], left["state"]) == ("Instruments", "active")
    assert stored(creator, avee, taught, standing="present") is None
    answer = f"/avees/{avee}/canonical-answers/{taught['id']}"
    assert creator.call("PATCH", answer, 422, json={"layer": "public"})["code"] == "layer_of_passage"
    rows(database, "UPDATE canonical_answers SET layer = 'public' WHERE id = :id", id=taught["id"])
    assert rows(database, "SELECT layer FROM canonical_answers WHERE id = :id", id=taught["id"])[0].layer == "friends"
    creator.call("DELETE", f"/avees/{avee}/documents/{other['id']}", 204)
    assert stored(creator, avee, taught, standing="gone") is not None


def test_the_passages_grow_more_private_with_their_document(creator: Api, avee: str, decision: str) -> None:
    document = creator.add_document(avee, "Instruments", VIOLINS)
    taught = mark(creator, avee, decision)
    known = {"title": "Instruments", "content": VIOLINS, "layer": "intimate"}
    assert creator.call("POST", f"/avees/{avee}/documents", 200, json=known)["id"] == document["id"]
    now = stored(creator, avee, taught)
    assert now is not None
    assert (now["layer"], now["quoted_from"]["standing"]) == ("intimate", "present")
