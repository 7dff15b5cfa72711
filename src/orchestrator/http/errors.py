"""Errors as problem details (RFC 9457), and the table from an error's kind to its HTTP status."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from orchestrator.domain.errors import Kind, Moved, OrchestratorError
from orchestrator.http.invalid_requests import say_invalid
from orchestrator.http.methods import allowed_methods

STATUS: Mapping[Kind, int] = {
    Kind.invalid: 422,
    Kind.unauthenticated: 401,
    Kind.forbidden: 403,
    Kind.not_found: 404,
    Kind.moved: 308,
    Kind.conflict: 409,
    Kind.stale: 412,
    Kind.precondition_required: 428,
    Kind.too_large: 413,
    Kind.limited: 429,
    Kind.unavailable: 503,
}
TITLES = {
    308: "Moved", 400: "Bad request", 401: "Not signed in", 403: "Not allowed", 404: "Not found", 405: "Method not allowed", 409: "Conflict",
    412: "Changed meanwhile", 413: "Too large", 421: "Wrong host", 422: "Invalid", 428: "Version needed", 429: "Too many requests",
    500: "Internal error", 503: "Not available just now",
}  # fmt: skip
RETRY_AFTER_S = "5"
PROBLEM = "application/problem+json"
MAX_FIELDS = 20
"""Invalid fields that a response names."""

log = logging.getLogger(__name__)


def problem(status: int, code: str, detail: str, fields: Mapping[str, Any] | None = None) -> JSONResponse:
    """A problem response. `retry_after_s` in `fields` sets the header Retry-After of 429 and 503."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail, "code": code}
    headers = {"Retry-After": str((fields or {}).get("retry_after_s", RETRY_AFTER_S))} if status in (429, 503) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body | {"fields": dict(fields or {})}, status, headers, media_type=PROBLEM)


def install(app: FastAPI) -> None:
    """Makes the application answer every error with problem details."""
    app.add_exception_handler(OrchestratorError, _render_error)
    app.add_exception_handler(RequestValidationError, _render_invalid_request)
    app.add_exception_handler(HTTPException, render_http_error)
    app.add_exception_handler(Exception, _render_unexpected)


async def _render_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OrchestratorError)  # as registered
    response = problem(STATUS[error.kind], error.code, error.detail, error.fields)
    if isinstance(error, Moved):
        path: str = request.scope["route"].path
        response.headers["Location"] = path.format(**request.path_params | {"handle": error.handle})
    return response


async def _render_invalid_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # The response says where and why, but does not repeat the input, which may be huge, secret, or not text.
    fields = {".".join(str(part) for part in item["loc"]): say_invalid(item) for item in error.errors()[:MAX_FIELDS]}
    first = next(iter(fields.items()), ("The request", "is not valid"))
    return problem(422, "invalid_request", f"{first[0]} {first[1]}.", fields)


async def render_http_error(request: Request, error: Exception) -> Response:
    """A problem for an error of the framework, such as a path that does not exist."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = ", ".join(allowed_methods(request.app.state.api_routes, request.url.path))
        response = problem(405, "method_not_allowed", f"{request.method} is not allowed here; {allowed} are.")
        response.headers["Allow"] = allowed
        return response
    code = {404: "no_such_path", 400: "bad_request"}.get(error.status_code, "error")
    return problem(error.status_code, code, str(error.detail))


async def _render_unexpected(request: Request, error: Exception) -> JSONResponse:
    log.exception("unexpected error on %s %s", request.method, request.url.path, exc_info=error)
    return problem(500, "unexpected", "An unexpected error occurred and was logged.")
