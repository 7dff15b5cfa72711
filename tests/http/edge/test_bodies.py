"""Bodies made to be slow to read: each is refused, and quickly, because little of it is looked at."""

import time

import pytest

from support.api import Api

LIMIT_S = 0.5
MILLION = 1_000_000
BODIES = {
    "many fields": "{" + ",".join(f'"{n}":0' for n in range(100_000)) + "}",
    "a long number": '{"message": ' + "1" * MILLION + "}",
    "a long fraction": '{"message": 0.' + "1" * MILLION + "}",
    "deeply nested": "[" * MILLION,
    "nested and closed": "[" * 500_000 + "]" * 500_000,
    "many values": '{"message": [' + "0," * 400_000 + "0]}",
    "many objects": '{"message": [' + '{"a":0},' * 120_000 + "0]}",
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_slow_body_is_refused_at_once(api: Api, kind: str) -> None:
    asker = api.sign_up()
    started = time.process_time()
    refused = asker.call("POST", "/orchestrator/message", content=BODIES[kind], headers={"Content-Type": "application/json"})
    took_s = time.process_time() - started
    assert refused.status_code in (400, 413, 422)
    assert len(refused.content) < 5_000
    # The 100,000 fields took 4 s; the limit is wide, as the process does other things as well.
    assert took_s < LIMIT_S


def test_json_is_limited_where_files_are_not(api: Api) -> None:
    creator = api.sign_up()
    avee = creator.create_avee()
    body = {"title": "Long", "content": "x" * 2 * MILLION}
    assert creator.call("POST", f"/avees/{avee}/documents", 413, json=body)["code"] == "body_too_large"
    file = {"file": ("long.md", b"x " * MILLION)}
    assert creator.call("POST", f"/avees/{avee}/documents", 202, files=file)["status"] == "pending"


def test_a_file_of_answers_with_a_number_of_two_million_digits(api: Api) -> None:
    creator = api.sign_up()
    avee = creator.create_avee()
    lines = '{"question": "When?", "answer": ' + "1" * 2 * MILLION + "}\n" + '{"question": "Where?", "answer": "In the garden."}\n'
    imported = creator.call("POST", f"/avees/{avee}/canonical-answers/import", 200, files={"file": ("answers.jsonl", lines)})
    assert (imported["added"], imported["wrong"]) == (1, 1)
