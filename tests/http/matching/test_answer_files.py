"""Importing and exporting canonical answers as files."""

import csv
import io
import json
from typing import Any

import pytest

from support.api import Api

CSV = (
    "question,answer,layer,expires_at\r\n"
    'When to feed?,"In August,\nafter the harvest.",friends,2099-01-31T12:00:00+00:00\r\n'
    "Which glue?,The brown one.,,\r\n"
    ",No question.,,\r\n"
    "Who?,Me.,secret,\r\n"
)


def send(person: Api, avee: str, content: str | bytes, name: str = "answers.csv", expect: int = 200, **fields: str) -> dict[str, Any]:
    files = {"file": (name, content if isinstance(content, bytes) else content.encode())}
    sent: dict[str, Any] = person.call("POST", f"/avees/{avee}/canonical-answers/import", expect, files=files, data=fields)
    return sent


def listed(person: Api, avee: str) -> dict[str, tuple[str, str]]:
    items = person.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]
    return {each["question_pattern"]: (each["answer_content"], each["layer"]) for each in items}


def test_csv_is_imported_once_and_wrong_rows_are_named(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    first = send(creator, avee, "\ufeff" + CSV, layer="intimate")
    assert (first["added"], first["known"], first["wrong"]) == (2, 0, 2)
    assert [row["line"] for row in first["wrong_rows"]] == [5, 6]
    assert "secret" in first["wrong_rows"][1]["problem"]
    assert listed(creator, avee) == {
        "When to feed?": ("In August,\nafter the harvest.", "friends"),
        "Which glue?": ("The brown one.", "intimate"),
    }
    again = send(creator, avee, CSV)
    assert (again["added"], again["known"]) == (0, 2)


def test_jsonl_too(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    lines = [json.dumps({"question": "Wie?", "answer": "Só."}, ensure_ascii=False), "", "[1]", "{broken", "[" * 100_000]
    imported = send(creator, avee, "\n".join(lines), "a.JSONL")
    assert (imported["added"], [row["line"] for row in imported["wrong_rows"]]) == (1, [3, 4, 5])
    assert listed(creator, avee) == {"Wie?": ("Só.", "public")}


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_what_was_exported_can_be_imported_elsewhere(shared: Api, kind: str) -> None:
    creator = shared.sign_up()
    avee, elsewhere = creator.create_avee(), creator.create_avee()
    send(creator, avee, CSV)
    exported = creator.call("GET", f"/avees/{avee}/canonical-answers/export?format={kind}")
    assert exported.headers["content-disposition"].endswith(f'-answers.{kind}"')
    assert send(creator, elsewhere, exported.content, f"a.{kind}")["added"] == 2
    assert listed(creator, elsewhere) == listed(creator, avee)


def test_retired_answers_are_not_exported(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    kept, gone = (creator.add_answer(avee, f"Which {thing}?", "That.") for thing in ("glue", "wood"))
    creator.call("DELETE", f"/avees/{avee}/canonical-answers/{gone['id']}", 204)
    exported = creator.call("GET", f"/avees/{avee}/canonical-answers/export").text
    assert [row["question_pattern"] for row in csv.DictReader(io.StringIO(exported))] == [kept["question_pattern"]]
    assert creator.call("GET", f"/avees/{avee}/canonical-answers/export?format=md").text == "## Which glue?\n\nThat.\n"


def test_a_file_of_another_kind_is_refused(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    assert send(creator, avee, "x", "a.pdf", 422)["code"] == "unknown_format"
    assert send(creator, avee, "x", "a.md", 422)["code"] == "unknown_format"
    assert send(creator, avee, "question,answer\n" + "q,a\n" * 5_001, expect=422)["code"] == "too_many_rows"
    assert send(creator, avee, "question,answer\nq,a\n", expect=422, layer="all")["code"] == "invalid_request"
    assert send(creator, avee, 'question,answer\nq,"' + "a" * 1_100_000 + '"\n', expect=422)["code"] == "unreadable_file"
    assert send(creator, avee, b"")["added"] == 0
    assert listed(creator, avee) == {}


def test_only_the_owner_imports_and_exports(shared: Api) -> None:
    creator, other = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "Which glue?", "The brown one.")
    assert send(other, avee, CSV, expect=404)["code"] == "avee_not_found"
    assert other.call("GET", f"/avees/{avee}/canonical-answers/export", 404)["code"] == "avee_not_found"
    send(shared, avee, CSV, expect=401)
    assert len(listed(creator, avee)) == 1
