"""The errors of each route in the description of the API. They follow from what a route takes and depends on, so that no route
has to list them, and none can forget one.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import Field, JsonValue

from orchestrator.http.auth import the_caller
from orchestrator.http.errors import PROBLEM, TITLES
from orchestrator.http.preconditions import the_if_match
from orchestrator.http.scopes import READING
from orchestrator.http.wire import Out

ENDLESS = "/events"
LIMITED_READS = (ENDLESS, "/me/export")
MOVED, TOO_MANY, STALE = 308, 429, 412


class Problem(Out):
    """An error, as RFC 9457 prescribes."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str = Field(description="One sentence for people.")
    code: str = Field(description="For programs; it never changes.", examples=["avee_not_found"])
    fields: dict[str, JsonValue] = Field(description="Further facts, such as `field`, `version` or `retry_after_s`.")


class DescribedApp(FastAPI):
    """An application whose description lists every status that each route can answer with.

    `state.api_routes` must hold the routes.
    """

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            schema = super().openapi()
            for route in self.state.api_routes:
                if isinstance(route, APIRoute) and route.include_in_schema:
                    for method in route.methods or ():
                        responses = schema["paths"][route.path_format][method.lower()]["responses"]
                        responses |= {
                            str(status): {"$ref": f"#/components/responses/{_name(status)}"}
                            for status in error_statuses(route, method)
                            if _is_open(responses, status)
                        }
            schemas = schema["components"]["schemas"]
            # FastAPI's own errors never come: they are answered as problems.
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}") | {"title": "Problem"}
            schemas.setdefault("JsonValue", {})
            schema["components"]["responses"] = {_name(status): _response(status) for status in TITLES}
        assert self.openapi_schema is not None  # FastAPI keeps what it generated
        return self.openapi_schema


def _is_open(responses: dict[str, Any], status: int) -> bool:
    """Whether the route itself does not say what this status is; FastAPI says it of 422."""
    return status == 422 or str(status) not in responses


def error_statuses(route: APIRoute, method: str) -> list[int]:
    """The statuses of errors that a route can answer with."""
    calls, names = set(_calls(route.dependant)), set(_names(route))
    is_by_link = route.path.endswith("/{token}")
    is_signed = route.path == "/embed/{handle}/sessions"
    is_of_provider = route.path.startswith("/webhooks/")
    signs_in = is_signed or route.path == "/sessions" or route.path.startswith("/auth/")
    changes, is_private, has_body = method not in READING, the_caller in calls, _takes_body(route, method)
    reasons = {
        MOVED: (method in READING or is_signed) and "handle" in names,
        400: has_body,
        401: is_private or signs_in or is_of_provider,
        403: is_private or route.path in ("/guests", "/sessions"),
        404: is_of_provider or any(name.endswith("_id") or name in ("handle", "token", "provider") for name in names),
        409: changes or is_by_link or signs_in,
        STALE: the_if_match in calls,
        413: has_body,
        422: True,
        428: the_if_match in calls,
        TOO_MANY: changes or is_by_link or signs_in or route.path in LIMITED_READS,
        500: True,
        503: True,
    }
    return [status for status, may_come in reasons.items() if may_come]


def _takes_body(route: APIRoute, method: str) -> bool:
    return route.body_field is not None or "requestBody" in (route.openapi_extra or {}) or method in ("POST", "PUT", "PATCH")


def _name(status: int) -> str:
    return f"Problem{status}"


def _response(status: int) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if status == MOVED:
        headers["Location"] = {"schema": {"type": "string"}}
    if status in (429, 503):
        headers["Retry-After"] = {"description": "Seconds.", "schema": {"type": "string"}}
    if status == 401:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}}
    described: dict[str, Any] = {
        "description": TITLES[status],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return described | ({"headers": headers} if headers else {})


def _calls(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for each in dependant.dependencies:
        yield from _calls(each)


def _names(route: APIRoute) -> Iterator[str]:
    """Names of the parameters and of the fields of the body."""
    yield from _parameters(route.dependant)
    for body in route.dependant.body_params:
        yield from getattr(body.field_info.annotation, "model_fields", ())


def _parameters(dependant: Dependant) -> Iterator[str]:
    yield from (each.alias for each in (*dependant.path_params, *dependant.query_params))
    for each in dependant.dependencies:
        yield from _parameters(each)
