"""Errors in the shape of that interface, so that its clients raise the exceptions that their users know."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from orchestrator.domain.errors import Kind, OrchestratorError
from orchestrator.http.errors import RETRY_AFTER_S, STATUS
from orchestrator.http.invalid_requests import say_invalid

TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error", 503: "server_error"}
"""By status; every other error is an `invalid_request_error`."""
CODES = {"message_too_long": "context_length_exceeded", "not_signed_in": "invalid_api_key"}
"""Codes that clients of that interface know, by ours."""
PARAMS = {"message": "messages"}


class CompatibleRoute(APIRoute):
    """A route whose errors have that shape."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except OrchestratorError as error:
                return render(error)
            except RequestValidationError as error:
                first = error.errors()[0]
                # Of a value that may be one of two types, the place names the type, too.
                parts = (str(part) for part in first["loc"] if part not in ("body", "str"))
                place = ".".join(part for part in parts if "[" not in part) or "body"
                return _answer(400, f"{place} {say_invalid(first)}.", "invalid_request", place)

        return handled


def render(error: OrchestratorError) -> JSONResponse:
    """The error as a response."""
    status = 400 if error.kind is Kind.invalid else STATUS[error.kind]
    headers = {"Retry-After": str(error.fields.get("retry_after_s", RETRY_AFTER_S))} if status in (429, 503) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status == 409 or error.code == "saved_not_routed":
        # Its clients would send it again by themselves: that changes nothing, or would ask a second time what is kept already.
        headers["x-should-retry"] = "false"
    return JSONResponse({"error": describe(error, status)}, status, headers)


def describe(error: OrchestratorError, status: int | None = None) -> Mapping[str, object]:
    """What stands below `error`, in a response or in a stream that has begun."""
    field = error.fields.get("field")
    status = status or (400 if error.kind is Kind.invalid else STATUS[error.kind])
    return _body(status, error.detail, CODES.get(error.code, error.code), PARAMS.get(str(field), field) if field else None)


def _answer(status: int, message: str, code: str, param: str | None) -> JSONResponse:
    return JSONResponse({"error": _body(status, message, code, param)}, status)


def _body(status: int, message: str, code: str, param: object) -> Mapping[str, object]:
    return {"message": message, "type": TYPES.get(status, "invalid_request_error"), "param": param, "code": code}
