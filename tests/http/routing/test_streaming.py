"""The streamed reply: the decision, the text in pieces, and finally the same body as without streaming."""

import json
from typing import Any

import pytest

from support.api import Api
from support.stories import NOVEL_QUESTION

ANSWER = "Write to the office.\n\n* by *post*\n* or by mail – naïvely, 🐝  \nthen wait."


@pytest.fixture(scope="module")
def avee(shared: Api) -> str:
    creator = shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "How do I change my address?", ANSWER)
    return avee


def read_events(text: str) -> list[tuple[str, Any]]:
    events = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        first, second = block.split("\n")
        events.append((first.removeprefix("event: "), json.loads(second.removeprefix("data: "))))
    return events


@pytest.mark.parametrize("message", ["How do I change my address?", "hello!", "it doesn't work", NOVEL_QUESTION])
def test_the_pieces_of_the_stream_form_the_reply(shared: Api, avee: str, message: str) -> None:
    asker = shared.sign_up()
    body = {"conversation_id": asker.start(avee), "message": message, "client_message_id": "one"}
    response = asker.call("POST", "/orchestrator/message", json=body, headers={"Accept": "text/event-stream"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    events = read_events(response.text)
    whole = asker.call("POST", "/orchestrator/message", 200, json=body)
    names = [name for name, _ in events]
    assert names == ["decision", *["delta"] * (len(names) - 2), "done"]
    decision, done = events[0][1], events[-1][1]
    assert done == whole
    assert (decision["path"], decision["rule"]) == (whole["path"], whole["decision"]["rule"])
    assert "".join(data["text"] for _, data in events[1:-1]) == whole["reply"]["content"]


def test_an_error_is_not_streamed(shared: Api) -> None:
    asker = shared.sign_up()
    body = {"conversation_id": asker.user["id"], "message": "hi"}
    response = asker.call("POST", "/orchestrator/message", json=body, headers={"Accept": "text/event-stream"})
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
