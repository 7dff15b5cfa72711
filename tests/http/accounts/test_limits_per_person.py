"""Bounds on what one person makes, exact also for requests at the same time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from orchestrator.settings import Settings
from support.api import Api
from support.servers import programs


@pytest.fixture
def narrow(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    for name in ("MAX_AGENTS_PER_PERSON", "MAX_TOKENS_PER_PERSON", "MAX_MEMBERS_PER_AGENT", "MAX_CONVERSATIONS_PER_DAY"):
        monkeypatch.setenv(name, "3")
    with TestClient(programs.make_app(), raise_server_exceptions=False) as client:
        yield Api(client)


def at_once(api: Api, person: Api, path: str, bodies: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Statuses and codes of requests at the same time, those that succeeded first."""

    def post(body: dict[str, Any]) -> tuple[int, str]:
        response = api.client.post(path, json=body, headers={"Authorization": f"Bearer {person.token}"})
        return response.status_code, response.json().get("code", "")

    with ThreadPoolExecutor(5) as pool:
        return sorted(pool.map(post, bodies))


def test_agents_tokens_conversations_and_members(narrow: Api) -> None:
    creator, asker = narrow.sign_up(), narrow.sign_up()
    agents = [{"handle": f"bound{n}", "display_name": "Agent"} for n in range(5)]
    assert at_once(narrow, creator, "/avees", agents) == [(201, "")] * 3 + [(409, "too_many_agents")] * 2
    tokens = [{"name": f"script {n}"} for n in range(5)]
    assert at_once(narrow, creator, "/tokens", tokens) == [(201, "")] * 3 + [(409, "too_many_tokens")] * 2
    (first, second, _) = (each["id"] for each in creator.call("GET", "/avees", 200)["items"])
    conversations = [{"avee_id": first}] * 5
    assert at_once(narrow, asker, "/conversations", conversations) == [(201, "")] * 3 + [(429, "too_many_conversations")] * 2
    assert asker.call("POST", "/conversations", json={"avee_id": first}).headers["retry-after"] == "3600"
    asker.start(second)
    people = [narrow.sign_up().user["id"] for _ in range(4)]
    granted = [creator.call("PUT", f"/avees/{first}/members/{each}", json={"tier": "paid", "layer": "public"}) for each in people]
    assert [each.status_code for each in granted] == [200, 200, 200, 409]
    assert granted[-1].json()["code"] == "too_many_members"
    # What is there can still be changed, and what is removed makes room.
    creator.call("PUT", f"/avees/{first}/members/{people[0]}", 200, json={"tier": "free", "layer": "public"})
    creator.call("DELETE", f"/avees/{second}", 204)
    creator.create_avee()
