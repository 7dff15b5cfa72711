"""API tokens: their scope on every route, their end, their last use, and what a token may never do."""

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.http.auth import the_caller
from orchestrator.http.scopes import ASKING
from support.api import PASSWORD, Api
from support.stories import rows

UNKNOWN = "01890000-0000-7000-8000-000000000000"


def private_routes(api: Api) -> list[tuple[str, str]]:
    """Method and path of every route that needs a sign-in."""
    found = [route for route in api.client.app.state.api_routes if isinstance(route, APIRoute)]  # type: ignore[union-attr]  # the client has any ASGI app
    return [(method, route.path) for route in found for method in route.methods or () if needs_sign_in(route.dependant)]


def needs_sign_in(dependant: Any) -> bool:
    return dependant.call is the_caller or any(needs_sign_in(each) for each in dependant.dependencies)


def make(person: Api, scope: str, **more: Any) -> Api:
    return Api(person.client, person.call("POST", "/tokens", 201, json={"name": scope, "scope": scope} | more)["token"], person.user)


def code(token: Api, method: str, path: str) -> str:
    """The code of the refusal of a request about things that do not exist; '' where it is not refused."""
    filled = re.sub(r"\{(\w+)\}", lambda name: UNKNOWN if name[1].endswith("_id") else "1", path)
    response = token.call("HEAD" if method == "GET" else method, filled)
    if method == "GET" and response.status_code == 403:
        response = token.call("GET", filled)
    found = response.json() if "json" in response.headers.get("content-type", "") and response.content else None
    return str(found.get("code", "")) if isinstance(found, dict) else ""


@pytest.mark.parametrize("scope", ["ask", "read", "manage"])
def test_each_route_needs_its_scope(crowd: Api, scope: str) -> None:
    person = crowd.sign_up()
    token = make(person, scope)
    routes = private_routes(crowd)
    assert len(routes) > 50
    assert {f"{method} {path}" for method, path in routes} >= ASKING
    for method, path in routes:
        needed = "ask" if f"{method} {path}" in ASKING else "read" if method == "GET" else "manage"
        is_refused = not TokenScope(scope).includes(TokenScope(needed))
        assert (code(token, method, path) == "scope_too_small") == is_refused, f"{method} {path}"


def test_what_an_asker_needs_is_all_there(crowd: Api) -> None:
    creator, asker = crowd.sign_up(), crowd.sign_up()
    avee, token = creator.create_avee(), make(asker, "ask")
    conversation = token.start(avee)
    offer = token.ask(conversation, "Would you ever teach a class on restoring antique violins?")["escalation"]["id"]
    token.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    assert len(token.call("GET", f"/conversations/{conversation}/messages", 200)["items"]) >= 2
    assert token.call("PATCH", "/me", json={"display_name": "Taken"}).json()["code"] == "scope_too_small"


def test_no_token_makes_tokens_or_changes_the_password(crowd: Api) -> None:
    person = crowd.sign_up()
    token = make(person, "manage")
    refused = [
        token.call("POST", "/tokens", json={"name": "another"}),
        token.call("PUT", "/me/password", json={"current": PASSWORD, "password": "quite another passphrase"}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in refused] == [(403, "session_required")] * 2


def test_a_token_ends(crowd: Api, shared_database: EmbeddedServer) -> None:
    person = crowd.sign_up()
    token = make(person, "read", expires_in_days=1)
    (listed,) = person.call("GET", "/tokens", 200)["items"]
    assert (listed["scope"], listed["last_used_at"]) == ("read", None)
    (left,) = rows(shared_database, "SELECT extract(epoch FROM CAST(:at AS timestamptz) - now()) / 3600 AS hours", at=listed["expires_at"])
    assert 23 < left.hours <= 24
    token.call("GET", "/me", 200)
    assert person.call("GET", "/tokens", 200)["items"][0]["last_used_at"] is not None
    rows(shared_database, "UPDATE api_tokens SET expires_at = now() WHERE id = :id", id=listed["id"])
    assert token.call("GET", "/me").status_code == 401


@pytest.mark.parametrize("days", [0, 731, -1])
def test_a_token_without_an_end_is_refused(crowd: Api, days: int) -> None:
    assert crowd.sign_up().call("POST", "/tokens", json={"name": "long", "expires_in_days": days}).status_code == 422
