"""The API contract: every promised path is in OpenAPI with examples; health and metrics; paging to the end."""

import json
from typing import Any

import pytest

from support.api import Api

PROMISED = """
POST /accounts · POST /sessions · DELETE /sessions/current · GET /me · POST /tokens · GET /tokens · DELETE /tokens/{token_id}
POST /avees · GET /avees · GET /avees/{handle} · PATCH /avees/{avee_id} · DELETE /avees/{avee_id}
GET /avees/{avee_id}/members · PUT /avees/{avee_id}/members/{user_id}
POST /avees/{avee_id}/documents · GET /avees/{avee_id}/documents · DELETE /avees/{avee_id}/documents/{document_id}
GET /avees/{avee_id}/canonical-answers · POST /avees/{avee_id}/canonical-answers
PATCH /avees/{avee_id}/canonical-answers/{answer_id} · DELETE /avees/{avee_id}/canonical-answers/{answer_id}
POST /conversations · GET /conversations · GET /conversations/{conversation_id}/messages · POST /orchestrator/message
GET /orchestrator/config/{avee_id} · PUT /orchestrator/config/{avee_id} · GET /orchestrator/queue
GET /orchestrator/decisions · GET /orchestrator/decisions/{decision_id} · GET /health · GET /ready · GET /metrics
"""


@pytest.fixture(scope="module")
def openapi(shared: Api) -> dict[str, Any]:
    whole: dict[str, Any] = shared.call("GET", "/openapi.json", 200)
    return whole


@pytest.mark.parametrize("promise", [each.strip() for line in PROMISED.strip().splitlines() for each in line.split("·")])
def test_each_promised_path_is_described(openapi: dict[str, Any], promise: str) -> None:
    method, path = promise.split()
    assert method.lower() in openapi["paths"][path]


def test_every_reference_resolves(openapi: dict[str, Any]) -> None:
    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*map(references, node.values()))
        return set().union(*map(references, node)) if isinstance(node, list) else set()

    assert openapi["openapi"].startswith("3.1")
    found = references(openapi)
    assert len(found) > 20
    for reference in found:
        target: Any = openapi
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]


def test_operation_names_are_unique(openapi: dict[str, Any]) -> None:
    names = [operation["operationId"] for path in openapi["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_bodies_have_examples(openapi: dict[str, Any]) -> None:
    """Every body of JSON that has required fields; none is skipped because it was renamed."""
    operations = [operation for path in openapi["paths"].values() for operation in path.values() if "requestBody" in operation]
    bodies = [operation["requestBody"]["content"].get("application/json", {}).get("schema", {}) for operation in operations]
    names = {body["$ref"].rsplit("/", 1)[1] for body in bodies if "$ref" in body}
    assert len(names) > 10
    schemas = openapi["components"]["schemas"]
    without = {name for name in names if schemas[name].get("required") and "examples" not in json.dumps(schemas[name])}
    assert without == set()


def test_health_readiness_and_metrics(shared: Api) -> None:
    asker = shared.sign_up()
    asker.ask(asker.start(asker.create_avee()), "hello!")
    assert shared.call("GET", "/health", 200) == {"status": "ok"}
    assert shared.call("GET", "/ready", 200) == {"status": "ready", "database": "ok", "embedder": "ok", "chat": "not_configured"}
    metrics = shared.call("GET", "/metrics").text
    assert 'orchestrator_messages_total{path="A"}' in metrics
    assert 'route="/orchestrator/message"' in metrics
    assert 'orchestrator_jobs{state="failed"} 0.0' in metrics
    assert asker.user["id"] not in metrics


@pytest.mark.parametrize("limit", [1, 3, 7, 8, 200])
def test_pages_show_everything_once(shared: Api, limit: int) -> None:
    person = shared.sign_up()
    avee = person.create_avee()
    conversations = [person.start(avee) for _ in range(7)]
    answers = [person.add_answer(avee, f"Question {n}?", "Yes.")["id"] for n in range(7)]
    for n in range(4):
        person.ask(conversations[0], "hello!", client_message_id=str(n))
    written_in_last_first = [conversations[0], *reversed(conversations[1:])]
    for path, expected in (("/conversations", written_in_last_first), (f"/avees/{avee}/canonical-answers", answers[::-1])):
        assert walk(person, path, limit) == expected
    assert len(walk(person, f"/conversations/{conversations[0]}/messages", limit)) == 8
    assert len(walk(person, "/orchestrator/decisions", limit)) == 4
    assert len(walk(person, f"/orchestrator/decisions?avee_id={avee}", limit)) == 4


def walk(person: Api, path: str, limit: int) -> list[str]:
    """Ids of all pages, in order."""
    ids: list[str] = []
    cursor = None
    while True:
        query = f"{'&' if '?' in path else '?'}limit={limit}" + (f"&cursor={cursor}" if cursor else "")
        page = person.call("GET", path + query, 200)
        assert len(page["items"]) <= limit
        ids += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            assert len(ids) == len(set(ids))
            return ids
        assert page["items"]
