"""Adding or importing the same again makes nothing less private or newer, and restores nothing that was removed."""

import csv
import io
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.matching.change_answer import AnswerChange, change_answer
from support.api import Api
from support.models import InterruptedEmbedder
from support.stories import add_answer, build_house, rows

QUESTION, ANSWER = "Which glue holds wood outdoors?", "Polyurethane glue, clamped for a day."
FILE = f"question,answer\n{QUESTION},{ANSWER!r}\n".replace("'", '"')
Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


def send(person: Api, avee: str, content: str | bytes = FILE, expect: int = 200, **fields: str) -> dict[str, Any]:
    files = {"file": ("answers.csv", content if isinstance(content, bytes) else content.encode())}
    sent: dict[str, Any] = person.call("POST", f"/avees/{avee}/canonical-answers/import", expect, files=files, data=fields)
    return sent


def answers(person: Api, avee: str, state: str = "active") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.call("GET", f"/avees/{avee}/canonical-answers?state={state}", 200)["items"]
    return found


def test_a_file_without_layers_makes_no_answer_less_private(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    send(creator, avee)
    (answer,) = answers(creator, avee)
    path = f"/avees/{avee}/canonical-answers/{answer['id']}"
    narrowed = creator.call("PATCH", path, 200, json={"layer": "friends", "expires_at": "2999-01-01T00:00:00Z"})
    assert send(creator, avee)["known"] == 1
    assert answers(creator, avee) == [narrowed]
    send(creator, avee, layer="intimate")
    assert answers(creator, avee)[0]["layer"] == "intimate", "what is said of all rows may make one more private"
    send(creator, avee, FILE.replace("answer\n", "answer,layer\n").replace('"\n', '",public\n'))
    assert answers(creator, avee)[0]["layer"] == "public", "what a row says of itself holds"


def test_adding_the_same_answer_again_keeps_its_layer_unless_one_is_given(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    stored = creator.add_answer(avee, QUESTION, ANSWER, layer="friends", expires_at="2999-01-01T00:00:00Z")
    body = {"question_pattern": QUESTION, "answer_content": ANSWER}
    assert creator.call("POST", f"/avees/{avee}/canonical-answers", 200, json=body) == stored
    assert creator.call("POST", f"/avees/{avee}/canonical-answers", 200, json=body | {"layer": "public"})["layer"] == "public"


def test_importing_again_does_not_make_an_answer_newer(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    send(creator, avee)
    dated = asker.ask(asker.start(avee), QUESTION)["reply"]["sources"][0]["answered_at"]
    send(creator, avee)
    assert asker.ask(asker.start(avee), QUESTION)["reply"]["sources"][0]["answered_at"] == dated


@pytest.mark.parametrize("change", ["retired", "corrected"])
def test_importing_again_restores_nothing(shared: Api, change: str) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    send(creator, avee)
    path = f"/avees/{avee}/canonical-answers/{answers(creator, avee)[0]['id']}"
    if change == "retired":
        creator.call("DELETE", path, 204)
    else:
        creator.call("PATCH", path, 200, json={"answer_content": "Epoxy, and nothing else."})
    assert (send(creator, avee)["added"], send(creator, avee)["known"]) == (0, 1)
    assert ANSWER not in asker.ask(asker.start(avee), QUESTION)["reply"]["content"]
    # Typed in by hand, the answer is added again on purpose.
    creator.add_answer(avee, QUESTION, ANSWER)
    assert ANSWER in [each["answer_content"] for each in answers(creator, avee)]


def test_concurrent_edits_of_different_fields_both_hold(run: Run) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        answer = await add_answer(services, house.creator, house.avee, QUESTION, ANSWER)

        async def narrow() -> object:
            return await change_answer(services, house.creator, house.avee, answer, AnswerChange(layer=Layer.intimate))

        slow = replace(services, embedder=InterruptedEmbedder(services.embedder, narrow))
        changed = await change_answer(slow, house.creator, house.avee, answer, AnswerChange(answer_content="Epoxy, in the cellar."))
        assert (changed.answer_content, changed.layer, changed.version) == ("Epoxy, in the cellar.", Layer.intimate, 3)

    run(story)


def test_a_document_added_again_gets_no_less_private(shared: Api, shared_database: EmbeddedServer) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    text = "# Varnish\n\nVarnish the mast of the boat every second spring, with two thin coats.\n"
    stored = creator.add_document(avee, "varnish.md", text)
    question = "How often do you varnish the mast of the boat?"
    assert asker.ask(asker.start(avee), question)["path"] == "A"
    body = {"title": "varnish.md", "content": text}
    again = creator.call("POST", f"/avees/{avee}/documents", 200, json=body | {"layer": "friends"})
    assert (again["id"], again["layer"]) == (stored["id"], "friends")
    assert "spring" not in str(asker.ask(asker.start(avee), question))
    assert creator.call("POST", f"/avees/{avee}/documents", 200, json=body)["layer"] == "friends"
    layers = "SELECT DISTINCT layer::text FROM passages WHERE document_id = :id"
    assert [each.layer for each in rows(shared_database, layers, id=stored["id"])] == ["friends"]


SPOKEN = "Où achète-t-on du café à 5 € – « chez Zoé » ?"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_of_any_spreadsheet_program_are_read_exactly(shared: Api, encoding: str, delimiter: str) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([(" Question", "Answer "), (SPOKEN, "Là-bas, bien sûr; à côté.")])
    assert send(creator, avee, written.getvalue().encode(encoding))["added"] == 1
    assert [(each["question_pattern"], each["answer_content"]) for each in answers(creator, avee)] == [
        (SPOKEN, "Là-bas, bien sûr; à côté.")
    ]


def test_a_file_without_the_columns_is_refused_as_a_whole(shared: Api) -> None:
    creator = shared.sign_up()
    refused = send(creator, creator.create_avee(), "frage,antwort\nWie?,So.\n", 422)
    assert (refused["code"], "question" in refused["detail"]) == ("unknown_columns", True)
