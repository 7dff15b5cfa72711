"""Every response in a test of HTTP is compared with the description of the API: its status and its media type must be listed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from orchestrator.http.app import build_app


def assert_described(method: str, path: str, status: int, media_type: str) -> None:
    """Fails where the description of the API does not have this answer of this operation."""
    operation = _find(method, path.partition("?")[0])
    if operation is None:
        return
    listed = operation["responses"].get(str(status))
    assert listed is not None, f"{method} {path} answered {status}, which /openapi.json does not list"
    if "$ref" in listed:
        listed = _described()[1]["components"]["responses"][listed["$ref"].rpartition("/")[2]]
    if media_type and "content" in listed:
        assert media_type in listed["content"], f"{method} {path}: {status} came as {media_type}, listed are {sorted(listed['content'])}"


def _find(method: str, path: str) -> dict[str, Any] | None:
    routes, described = _described()
    for route in routes:
        if method in (route.methods or ()) and route.path_regex.match(path):
            found: dict[str, Any] = described["paths"][route.path_format][method.lower()]
            return found
    return None


@asynccontextmanager
async def _never_started(app: FastAPI) -> AsyncIterator[None]:
    yield


@cache
def _described() -> tuple[list[APIRoute], dict[str, Any]]:
    """The routes of the API and their description; the same for every application of a run."""
    app = build_app(_never_started)
    return [route for route in app.state.api_routes if isinstance(route, APIRoute) and route.include_in_schema], app.openapi()
