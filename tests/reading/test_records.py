"""Files of question-and-answer records are read as sections, with the question as heading."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.adapters.reading.markdown import MarkitdownReader

READER = MarkitdownReader()
RECORDS = [
    {
        "id": "9e5",
        "section": "bees",
        "question": "When do I feed?",
        "answer": "In August.\n\n# after the harvest\nor so\n-----\n\n```sh\n# a comment\n```",
    },
    {"id": "9e6", "section": "wax", "question": "How is wax\ncleaned?", "answer": "By melting it twice."},
]


def lines(records: list[Any]) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in records).encode()


@pytest.mark.parametrize(("name", "data"), [("bee_faq.jsonl", lines(RECORDS)), ("bee_faq.json", json.dumps(RECORDS).encode())])
def test_each_record_is_a_section_under_its_question(name: str, data: bytes) -> None:
    document = READER.read(name, data)
    assert document.title == "Bee faq"
    passages = READER.split(document.text)
    assert [passage.heading for passage in passages] == ["When do I feed?", "How is wax cleaned?"]
    first, second = passages
    assert first.content == "In August.\n\n\\# after the harvest\nor so\n\\-----\n\n```sh\n# a comment\n```\n\n(section: bees)"
    assert second.content == "By melting it twice.\n\n(section: wax)"


@pytest.mark.parametrize(
    "data", [lines([{"question": "When?"}, RECORDS[0]]), lines([RECORDS[0], [1]]), lines(RECORDS) + b"\n{broken", lines([7])]
)
def test_other_records_are_kept_as_written(data: bytes) -> None:
    assert READER.read("bee_faq.jsonl", data).text == data.decode().strip()


def test_an_unclosed_code_block_ends_with_its_record() -> None:
    open_code = {"question": "How?", "answer": "So:\n\n```sh\nmelt --twice"}
    passages = READER.split(READER.read("a.jsonl", lines([open_code, RECORDS[1]])).text)
    assert [passage.heading for passage in passages] == ["How?", "How is wax cleaned?"]


@given(st.lists(st.fixed_dictionaries({"question": st.text(min_size=1), "answer": st.text(min_size=1)}), min_size=1, max_size=3))
def test_any_records_are_read(records: list[dict[str, str]]) -> None:
    data = lines([{name: text.encode("utf-8", "replace").decode() for name, text in each.items()} for each in records])
    text = READER.read("a.jsonl", data).text
    assert text
    READER.split(text)
