"""Reading the rows of a file of canonical answers."""

import json
from datetime import UTC, datetime

import pytest

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid
from orchestrator.engine.matching.answer_files import FileKind, RawAnswer, read_row, read_rows


def test_columns_have_several_names_and_some_are_optional() -> None:
    csv = ["Q;A;Layer\r\n", "Why?;So.;friends\r\n"]
    assert list(read_rows(csv, FileKind.csv)) == [(2, RawAnswer("Why?", "So.", "friends", None))]
    lines = [json.dumps({"question_pattern": 1, "question": "Why?", "answer": "So.", "layer": None}), "[1]", "{"]
    assert list(read_rows(lines, FileKind.jsonl)) == [(1, RawAnswer("Why?", "So.", None, None)), (2, None), (3, None)]


def test_a_row_without_a_layer_takes_that_of_the_file() -> None:
    read = read_row(RawAnswer("Why?", "So.", None, "2999-01-31T12:00:00+00:00"), Layer.friends)
    assert (read.layer, read.names_layer, read.expires_at) == (Layer.friends, False, datetime(2999, 1, 31, 12, tzinfo=UTC))
    assert read_row(RawAnswer("Why?", "So.", "intimate", ""), Layer.public).names_layer


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"answer": "So."}, "question"),
        ({"question": "Why?", "answer": ["So."]}, "answer"),
        ({"question": "Why?", "answer": "So.", "layer": 5}, "'5'"),
        ({"question": "Why?", "answer": "So.", "expires_at": 20990131}, "20990131"),
        ({"question": "Why?", "answer": "So.", "expires_at": "soon"}, "soon"),
        (["Why?", "So."], "JSON object"),
    ],
)
def test_the_error_of_a_wrong_row_names_the_problem(row: object, problem: str) -> None:
    ((_, raw),) = read_rows([json.dumps(row)], FileKind.jsonl)
    with pytest.raises(Invalid) as refused:
        read_row(raw, Layer.public)
    assert problem in refused.value.detail
