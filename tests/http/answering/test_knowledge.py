"""Documents (uploaded or as JSON) and canonical answers: stored once, read by a job, served, deleted, retired."""

import io
import json

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows

FACT = "Seal the boat's deck with linseed oil every April."


def as_pdf() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.drawString(72, 720, FACT)
    canvas.save()
    return data.getvalue()


def as_docx() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    document.add_heading("Boats", 1)
    document.add_paragraph(FACT)
    document.save(data)
    return data.getvalue()


FILES = {
    "boats.md": f"# Boats\n\n{FACT}\n".encode(),
    "boats.txt": FACT.encode(),
    "boats.html": f"<html><title>Boats</title><body><h1>Boats</h1><p>{FACT}</p></body></html>".encode(),
    "boats.pdf": as_pdf(),
    "boats.docx": as_docx(),
}


@pytest.mark.parametrize("name", FILES)
def test_an_upload_is_read_and_quoted(shared: Api, name: str) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, auto_answer_confidence_threshold=0.2)
    document = creator.call("POST", f"/avees/{avee}/documents", 202, files={"file": (name, FILES[name])}, data={"layer": "public"})
    assert (document["status"], document["source"], document["layer"]) == ("pending", name, "public")
    ready = creator.wait_for_document(avee, document["id"])
    assert (ready["status"], ready["failure"], ready["chunk_count"]) == ("ready", None, 1)
    response = asker.ask(asker.start(avee), "When do I seal the boat's deck with linseed oil?")
    assert response["path"] == "A"
    assert FACT in response["reply"]["content"]
    assert [source["document_id"] for source in response["reply"]["sources"]] == [document["id"]]


BROKEN = {
    "broken.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 8,
    "broken.docx": b"PK\x03\x04" + bytes(200),
    "cut.docx": as_docx()[:-400],
    "program.bin": bytes(range(256)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_fails_with_a_reason_and_may_be_sent_again(shared: Api, shared_database: EmbeddedServer, name: str) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    for _ in range(2):
        document = creator.call("POST", f"/avees/{avee}/documents", 202, files={"file": (name, BROKEN[name])})
        failed = creator.wait_for_document(avee, document["id"])
        assert failed["status"] == "failed"
        assert len(failed["failure"]) > 10
        assert "Traceback" not in failed["failure"]
    assert len(creator.call("GET", f"/avees/{avee}/documents", 200)["items"]) == 1
    assert rows(shared_database, "SELECT 1 FROM passages WHERE avee_id = :avee", avee=avee) == []


def test_json_and_the_same_content_twice(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    body = {"title": "Boats", "content": FACT, "layer": "friends"}
    first = creator.call("POST", f"/avees/{avee}/documents", 202, json=body)
    again = creator.call("POST", f"/avees/{avee}/documents", 200, json=body | {"title": "The same boats"})
    assert again["id"] == first["id"]
    ready = creator.wait_for_document(avee, first["id"])
    assert (ready["title"], ready["layer"], ready["source"]) == ("Boats", "friends", "text.md")
    assert [each["id"] for each in creator.call("GET", f"/avees/{avee}/documents", 200)["items"]] == [first["id"]]
    # Another creator can store the same content as their own document.
    other = shared.sign_up()
    assert other.call("POST", f"/avees/{other.create_avee()}/documents", 202, json=body)["id"] != first["id"]


def test_deleting_a_document_deletes_its_passages(shared: Api, shared_database: EmbeddedServer) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, auto_answer_confidence_threshold=0.2)
    document = creator.add_document(avee, "Boats", FACT)
    question, conversation = "When do I seal the boat's deck with linseed oil?", asker.start(avee)
    assert asker.ask(conversation, question)["path"] == "A"
    creator.call("DELETE", f"/avees/{avee}/documents/{document['id']}", 204)
    assert rows(shared_database, "SELECT 1 FROM passages WHERE avee_id = :avee", avee=avee) == []
    response = asker.ask(asker.start(avee), question)
    assert response["path"] == "D"
    assert "linseed" not in json.dumps(response["suggestions"])
    assert creator.call("DELETE", f"/avees/{avee}/documents/{document['id']}").status_code == 404
    # Earlier messages keep their text.
    assert "linseed" in asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"][0]["content"]


def test_an_answer_is_added_changed_served_and_retired(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    path = f"/avees/{avee}/canonical-answers"
    body = {"question_pattern": "Which varnish for a mast?", "answer_content": "Tung oil varnish."}
    first = creator.call("POST", path, 201, json=body)
    again = creator.call("POST", path, 200, json={name: f" {text} " for name, text in body.items()})
    assert again["id"] == first["id"]
    assert "Tung oil" in asker.ask(asker.start(avee), "Which varnish for a mast?")["reply"]["content"]
    changed = creator.call("PATCH", f"{path}/{first['id']}", 200, json={"answer_content": "Spar varnish."})
    assert (changed["version"], changed["question_pattern"], changed["times_reused"]) == (2, body["question_pattern"], 1)
    response = asker.ask(asker.start(avee), "Which varnish for a mast?")
    assert response["path"] == "C"
    assert "Spar varnish" in response["reply"]["content"]
    creator.call("DELETE", f"{path}/{first['id']}", 204)
    assert asker.ask(asker.start(avee), "Which varnish for a mast?")["path"] != "C"
    assert creator.call("PATCH", f"{path}/{first['id']}", json={"answer_content": "x"}).status_code == 404
    assert creator.call("DELETE", f"{path}/{first['id']}").status_code == 404
    assert [each["state"] for each in creator.call("GET", path, 200)["items"]] == ["retired"]
    assert creator.call("GET", f"{path}?state=active", 200)["items"] == []
    assert creator.call("POST", path, 201, json=body)["id"] != first["id"]


def test_an_answer_may_not_become_another_one(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "Which oar?", "Ash.")
    second = creator.add_answer(avee, "Which oar?", "Spruce.")
    refused = creator.call("PATCH", f"/avees/{avee}/canonical-answers/{second['id']}", 409, json={"answer_content": "Ash."})
    assert refused["code"] == "answer_exists"


def test_an_expiry_is_kept_and_cleared(shared: Api, shared_database: EmbeddedServer) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    answer = creator.add_answer(avee, "When is the regatta?", "On 3 May.", expires_at="2999-01-01T00:00:00+02:00")
    assert answer["expires_at"] == "2998-12-31T22:00:00Z"
    rows(shared_database, "UPDATE canonical_answers SET expires_at = now() WHERE id = :id", id=answer["id"])
    assert asker.ask(asker.start(avee), "When is the regatta?")["path"] != "C"
    path = f"/avees/{avee}/canonical-answers/{answer['id']}"
    assert creator.call("PATCH", path, 200, json={"layer": "public"})["expires_at"]
    assert creator.call("PATCH", path, 200, json={"expires_at": None})["expires_at"] is None
    assert asker.ask(asker.start(avee), "When is the regatta?")["path"] == "C"


def test_an_answer_cannot_end_in_the_past(shared: Api) -> None:
    creator, asker, past = shared.sign_up(), shared.sign_up(), {"expires_at": "2020-01-01T00:00:00Z"}
    avee = creator.create_avee()
    offer = asker.ask(asker.start(avee), "Have you ever painted a portrait of a lighthouse keeper?")["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    answers = f"/avees/{avee}/canonical-answers"
    text = {"question_pattern": "When is the regatta?", "answer_content": "On 3 May."}
    assert creator.call("POST", answers, 422, json={**text, **past})["code"] == "expiry_in_the_past"
    answer = creator.call("POST", answers, 201, json=text)
    assert creator.call("PATCH", f"{answers}/{answer['id']}", 422, json=past)["code"] == "expiry_in_the_past"
    reply = f"/orchestrator/queue/{offer['id']}/answer"
    assert creator.call("POST", reply, 422, json={"answer": "Never.", **past})["code"] == "expiry_in_the_past"
    assert creator.call("POST", reply, 200, json={"answer": "Never."})["status"] == "answered"
