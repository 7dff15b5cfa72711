"""What holds for every route: unknown query parameters are refused, methods are told, private answers are not stored."""

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute

from orchestrator.http.methods import allowed_methods
from support.api import Api

UNKNOWN = "01890000-0000-7000-8000-000000000000"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def person(shared: Api) -> Api:
    return shared.sign_up()


@pytest.fixture(scope="module")
def routes(shared: Api) -> list[APIRoute]:
    found = [route for route in shared.client.app.state.api_routes if isinstance(route, APIRoute)]  # type: ignore[union-attr]  # the client has any ASGI app
    assert len(found) > 60
    return found


def fill(path: str) -> str:
    """The path with an id, or a name, for each of its parameters."""
    return re.sub(r"\{(\w+)(:path)?\}", lambda found: UNKNOWN if found[1].endswith("_id") else "1", path)


def ask(person: Api, method: str, path: str) -> Any:
    return person.call(method, path, headers={"Accept": "application/json"})


def test_every_route_of_the_api_refuses_unknown_query_parameters(person: Api, routes: list[APIRoute]) -> None:
    for route in routes:
        if not route.include_in_schema:
            continue
        for method in route.methods or ():
            if route.path == "/auth/{provider}/callback":
                continue  # a provider may add what it likes
            refused = ask(person, method, f"{fill(route.path)}?after=7")
            # OpenAI's clients are told in their own form.
            told = refused.json()["error"] if route.path.startswith("/v1/") else refused.json()
            status = 400 if route.path.startswith("/v1/") else 422
            assert (refused.status_code, told["code"]) == (status, "unknown_parameter"), route.path
            assert "after" in (told.get("detail") or told["message"])


def test_a_parameter_that_is_there_twice_is_refused(person: Api) -> None:
    assert ask(person, "GET", "/conversations?limit=1&limit=2").json()["code"] == "repeated_parameter"
    person.call("GET", "/conversations?limit=1", 200)


def test_pages_of_the_app_take_any_query(person: Api) -> None:
    assert ask(person, "GET", "/@mara?utm_source=mail").status_code in (200, 503)


def test_405_lists_the_methods_of_every_path(person: Api, routes: list[APIRoute]) -> None:
    tried = 0
    for path in {route.path for route in routes}:
        has = allowed_methods(routes, fill(path))
        for method in set(METHODS) - set(has):
            refused = ask(person, method, fill(path))
            assert (refused.status_code, refused.headers["allow"]) == (405, ", ".join(has)), path
            tried += 1
    assert tried > 100
    assert ask(person, "PUT", "/avees").headers["allow"] == "GET, HEAD, POST"
    assert ask(person, "PUT", f"/avees/{UNKNOWN}").headers["allow"] == "DELETE, GET, HEAD, PATCH"


def test_head_is_get_without_a_body(person: Api, routes: list[APIRoute]) -> None:
    for route in routes:
        if "GET" in (route.methods or ()) and route.path not in ("/ready", "/events"):
            head, get = ask(person, "HEAD", fill(route.path)), ask(person, "GET", fill(route.path))
            assert (head.status_code, head.content) == (get.status_code, b""), route.path
            assert head.headers["content-type"] == get.headers["content-type"]


def test_head_of_the_event_stream_ends(person: Api) -> None:
    head = ask(person, "HEAD", "/events")
    assert (head.status_code, head.headers["content-type"], head.content) == (200, "text/event-stream; charset=utf-8", b"")


def test_answers_are_not_stored_except_the_files_of_the_app(shared: Api, routes: list[APIRoute]) -> None:
    person = shared.sign_up()
    for path in ("/events", "/me", "/tokens", "/conversations", "/me/notifications", "/avees", "/demo", "/openapi.json"):
        answered = ask(person, "HEAD", path)
        assert (answered.status_code, answered.headers["cache-control"]) == (200, "no-store")
    for route in routes:
        if route.path == "/events":  # endless; its HEAD was tried
            continue
        for method in route.methods or ():
            control = ask(person, method, fill(route.path)).headers["cache-control"]
            # The app's page and icon and the widget are the same for everybody; its assets are tried in test_ui.
            allowed = {"no-store"} if route.include_in_schema else {"no-store", "no-cache", "public, max-age=86400", "public, max-age=3600"}
            assert control in allowed, route.path
    assert ask(person, "GET", "/no/such/path").headers["cache-control"] == "no-store"
