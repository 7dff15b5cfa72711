"""What the edge takes at most, of every request: exactly the limit is fine, and one more is not."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from orchestrator.http.edge.hosts import Hosts
from orchestrator.http.edge.limits import BodyLimit
from orchestrator.http.errors import problem
from orchestrator.http.operation.counting import remove_ended
from support.api import Api

MB = b"x" * 1024 * 1024
FORM = (b"content-type", b"multipart/form-data; boundary=x")


async def drain(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads the body to its end and then answers 200."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def answer(app: Any, path: str, headers: list[tuple[bytes, bytes]], chunks: list[bytes]) -> list[Message]:
    """What the application sends for a request whose body comes in these chunks."""
    sent: list[Message] = []
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks] + [{"type": "http.request", "body": b""}]

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b""}
    asyncio.run(app(scope, receive, send))
    return sent


@pytest.mark.parametrize("is_announced", [True, False])
@pytest.mark.parametrize(
    ("path", "headers", "megabytes"),
    [
        ("/orchestrator/message", [], 1),
        ("/orchestrator/message", [FORM], 1),
        ("/avees/7/documents", [], 1),
        ("/avees/7/documents", [FORM], 26),
        ("/avees/7/canonical-answers/import", [FORM], 26),
    ],
)
def test_a_body_has_at_most_its_megabytes(path: str, headers: list[tuple[bytes, bytes]], megabytes: int, is_announced: bool) -> None:
    statuses = []
    for more in (b"", b"x"):
        chunks = [MB] * megabytes + [more]
        length = [(b"content-length", str(sum(map(len, chunks))).encode())] if is_announced else []
        sent = answer(BodyLimit(drain), path, headers + length, chunks)
        statuses.append(sent[0]["status"])
    assert statuses == [200, 413]
    assert f"at most {megabytes} MB" in json.loads(sent[1]["body"])["detail"]


def test_twenty_faults_of_a_body_are_named(shared: Api) -> None:
    refused = shared.call("POST", "/accounts", 422, json={f"unknown{number}": 0 for number in range(40)})
    assert len(refused["fields"]) == 20


@pytest.mark.parametrize(("values", "is_too_many"), [(1_000, False), (1_001, True)])
@pytest.mark.parametrize("nest", [lambda number: {"handle": [0] * (number - 1)}, lambda number: {"handle": [[0] * (number - 2)]}])
def test_a_body_holds_a_thousand_values(shared: Api, values: int, is_too_many: bool, nest: Callable[[int], object]) -> None:
    refused = shared.call("POST", "/accounts", 422, json=nest(values))
    assert ("holds more than 1000 values" in str(refused["fields"])) == is_too_many


@pytest.mark.parametrize(("version", "status"), [('"999999999"', 412), ('"1000000000"', 422), ('"0"', 412), ("W/1", 200), ('"-1"', 422)])
def test_a_version_has_nine_digits(crowd: Api, version: str, status: int) -> None:
    person = crowd.sign_up()
    assert person.call("PATCH", "/me", json={"display_name": "New"}, headers={"If-Match": version}).status_code == status


@pytest.mark.parametrize(
    ("written", "is_text"),
    [(r"\ud7ff", True), (r"\ud800", False), (r"\udbff", False), (r"\udfff", False), (r"\ue000", True), (r"\u0000", False)],
)
def test_half_a_character_is_refused(shared: Api, written: str, is_text: bool) -> None:
    """As JSON escapes it."""
    body = '{"email": "ada@example.org", "password": "a long passphrase' + written + '"}'
    refused = shared.call("POST", "/sessions", content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == (401 if is_text else 422)


def test_a_long_unknown_parameter_is_named_by_its_beginning(shared: Api) -> None:
    name = "x" * 50
    refused = shared.sign_up().call("GET", f"/me?{'x' * 60}=1")
    assert refused.json()["fields"] == {"field": f"query.{name}"}
    assert f"'{name}'" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (400, "Bad request"), (401, "Not signed in"), (403, "Not allowed"), (404, "Not found"), (405, "Method not allowed"), (409, "Conflict"),
        (412, "Changed meanwhile"), (413, "Too large"), (421, "Wrong host"), (422, "Invalid"), (428, "Version needed"),
        (429, "Too many requests"), (500, "Internal error"), (503, "Not available just now"), (418, "Error"),
    ],
)  # fmt: skip
def test_a_problem_has_its_title_and_the_headers_of_its_status(status: int, title: str) -> None:
    said = problem(status, "some_code", "Some detail.")
    assert {"title": title, "status": status}.items() <= json.loads(bytes(said.body)).items()
    assert said.headers.get("retry-after") == ("5" if status in (429, 503) else None)
    assert said.headers.get("www-authenticate") == ("Bearer" if status == 401 else None)
    assert problem(status, "some_code", "", {"retry_after_s": 7}).headers.get("retry-after") == ("7" if status in (429, 503) else None)


@pytest.mark.parametrize(("status", "is_redirect"), [(299, False), (300, True), (307, True), (399, True), (400, False)])
def test_a_redirect_becomes_relative(status: int, is_redirect: bool) -> None:
    async def redirecting(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [(b"location", b"http://ask.example.org/there?a=1")]})

    [start] = answer(Hosts(redirecting), "/", [(b"host", b"ask.example.org")], [])
    assert dict(start["headers"])[b"location"] == (b"/there?a=1" if is_redirect else b"http://ask.example.org/there?a=1")


def test_counts_of_ended_processes_are_kept_for_a_day_while_others_run(tmp_path: Path) -> None:
    """Process ids that no system gives out stand for processes that ended."""
    now, day_s, running = 1_900_000_000.0, 86_400, os.getppid()
    ages = {f"counter_{2**31 - 2}.db": day_s, f"counter_{2**31 - 3}.db": day_s - 1, f"counter_{os.getpid()}.db": day_s,
            f"counter_{running}.db": 9 * day_s, "counter.db": 9 * day_s}  # fmt: skip
    for name, age_s in ages.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (now - age_s, now - age_s))
    remove_ended(tmp_path, now)
    assert {each.name for each in tmp_path.iterdir()} == {f"counter_{2**31 - 3}.db", f"counter_{running}.db", "counter.db"}
    (tmp_path / f"counter_{running}.db").unlink()
    remove_ended(tmp_path, now)
    assert {each.name for each in tmp_path.iterdir()} == {"counter.db"}, "nobody runs, so that all sums begin anew"
