"""Reading the rows of a file of canonical answers."""

import json
from datetime import UTC, datetime

import pytest

from orchestrator.adapters.tables.reader import read_table
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid
from orchestrator.engine.matching.answers import AnswerText
from orchestrator.engine.matching.files.columns import ColumnChoice, Columns, find_columns
from orchestrator.engine.matching.files.rows import read_row


def columns_of(text: str, name: str = "a.csv", **choice: str | bool) -> Columns:
    return find_columns(read_table(name, text.encode(), None, 100), ColumnChoice(**choice))  # type: ignore[arg-type]  # fields by name


def texts(text: str, name: str = "a.csv", layer: Layer = Layer.public, **choice: str | bool) -> list[AnswerText]:
    columns = columns_of(text, name, **choice)
    return [read_row(row, columns, layer) for row in columns.rows]


def test_columns_have_several_names_and_some_are_optional() -> None:
    [read] = texts("Q;A;Layer\r\nWhy?;So.;friends\r\n")
    assert (read.question_pattern, read.answer_content, read.layer, read.names_layer) == ("Why?", "So.", Layer.friends, True)
    [read] = texts(json.dumps({"question_pattern": 1, "question": "Why?", "answer": "So.", "layer": None}), "a.jsonl")
    assert (read.question_pattern, read.answer_content, read.names_layer) == ("Why?", "So.", False)


def test_a_row_without_a_layer_takes_that_of_the_file() -> None:
    [read] = texts("question,answer,expires_at\nWhy?,So.,2999-01-31T12:00:00+00:00\n", layer=Layer.friends)
    assert (read.layer, read.names_layer, read.expires_at) == (Layer.friends, False, datetime(2999, 1, 31, 12, tzinfo=UTC))


@pytest.mark.parametrize("above", ["", "Our answers\n", "Our answers\n\nas of May\n", "Our answers,,\n", "sep=,\n"])
def test_a_header_may_stand_below_a_title(above: str) -> None:
    assert [each.question_pattern for each in texts(f"{above}question,answer\nWhy?,So.\n")] == ["Why?"]


@pytest.mark.parametrize("header", ["Frage,Antwort", "вопрос,ответ", "質問,回答", "Question asked,Our answer"])
def test_columns_with_other_names_are_asked_about_and_can_be_told(header: str) -> None:
    file = f"Titel\n{header}\nWie?,So.\n"
    with pytest.raises(Invalid) as asked:
        columns_of(file)
    names = header.split(",")
    assert (asked.value.code, asked.value.fields["columns"], asked.value.fields["rows"]) == ("unknown_columns", names, [["Wie?", "So."]])
    [read] = texts(file, question=names[0].upper(), answer=f" {names[1]} ")
    assert (read.question_pattern, read.answer_content) == ("Wie?", "So.")
    with pytest.raises(Invalid):
        columns_of(file, question=names[0], answer="no such")


def test_a_file_without_a_header_can_be_read() -> None:
    read = texts("Why?,So.\nWho?,Me.\n", has_header=False, question="column 1", answer="column 2")
    assert [each.question_pattern for each in read] == ["Why?", "Who?"]


def test_a_date_holds_through_its_day() -> None:
    [read] = texts("question,answer,expires_at\nWhy?,So.,2999-01-31\n")
    assert read.expires_at == datetime(2999, 2, 1, tzinfo=UTC)


def test_a_formula_that_was_made_harmless_is_restored() -> None:
    [read] = texts("question,answer\n'=1+1?,'-2\n")
    assert (read.question_pattern, read.answer_content) == ("=1+1?", "-2")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"answer": "So."}, "question"),
        ({"question": "Why?", "answer": ["So."]}, "answer"),
        ({"question": "Why?", "answer": "So.", "layer": 5}, "'5'"),
        ({"question": "Why?", "answer": "So.", "expires_at": 20990131}, "20990131"),
        ({"question": "Why?", "answer": "So.", "expires_at": "soon"}, "soon"),
        ({"question": "Why?", "answer": "So.", "expires_at": "2099-01-31T12:00"}, "time zone"),
        (["Why?", "So."], "JSON object"),
    ],
)
def test_the_error_of_a_wrong_row_names_the_problem(row: object, problem: str) -> None:
    rows = [{"question": "Which?", "answer": "That."}, row]
    columns = columns_of(json.dumps(rows), "a.json")
    with pytest.raises(Invalid) as refused:
        read_row(columns.rows[1], columns, Layer.public)
    assert problem in refused.value.detail


def test_cells_beyond_the_last_column_are_named_and_the_row_is_refused() -> None:
    columns = columns_of("question,answer\nWhy?,So, and not otherwise.\nWho?,Me.,,\n")
    with pytest.raises(Invalid, match="and not otherwise"):
        read_row(columns.rows[0], columns, Layer.public)
    assert read_row(columns.rows[1], columns, Layer.public).answer_content == "Me."


@pytest.mark.parametrize(("titles", "is_found"), [(9, True), (10, False)])
def test_a_header_stands_in_one_of_ten_rows(titles: int, is_found: bool) -> None:
    file = "Our answers\n" * titles + "question,answer\nWhy?,So.\n"
    if is_found:
        assert [each.question_pattern for each in texts(file)] == ["Why?"]
    else:
        with pytest.raises(Invalid, match="Say which column"):
            columns_of(file)


def test_the_creator_is_asked_about_five_rows_and_the_beginning_of_long_cells() -> None:
    file = "Frage,Antwort\n" + f"Wie?,{'x' * 201}\n" * 6
    with pytest.raises(Invalid) as asked:
        columns_of(file)
    assert asked.value.fields["rows"] == [["Wie?", "x" * 200]] * 5


def test_the_first_twenty_columns_are_named_by_their_beginning() -> None:
    names = [f"{number:02}" + "x" * 49 for number in range(21)]
    with pytest.raises(Invalid) as asked:
        columns_of(",".join(names) + "\n" + "a," * 20 + "a\n")
    assert asked.value.detail.endswith("Columns found: " + ", ".join(repr(name[:50]) for name in names[:20]) + ".")
    assert asked.value.fields["columns"] == names


def test_columns_without_a_header_are_those_of_the_first_five_rows() -> None:
    with pytest.raises(Invalid) as asked:
        columns_of("a,b\n" * 4 + "a,b,c\n" + "a,b,c,d\n", has_header=False)
    assert asked.value.fields["columns"] == ["column 1", "column 2", "column 3"]


def test_a_header_with_two_names_is_asked_about_rather_than_a_title() -> None:
    with pytest.raises(Invalid) as asked:
        columns_of("Titel\nFrage,Antwort\nWie?,So.\n")
    assert asked.value.fields["columns"] == ["Frage", "Antwort"]


def test_surplus_cells_are_quoted_by_their_beginning_and_three_of_them() -> None:
    columns = columns_of(f"question,answer\nWhy?,So,{'x' * 101},b,c,d\n")
    with pytest.raises(Invalid) as refused:
        read_row(columns.rows[0], columns, Layer.public)
    assert f"columns: '{'x' * 100}', 'b', 'c'. A text" in refused.value.detail
