"""One call of the API, before it is sent: pure, and the same for both clients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias, TypeVar
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel

Version: TypeAlias = int | Literal["*"]
"""The version that a change was made from; * overwrites whatever is there."""
Upload: TypeAlias = tuple[str, bytes]
"""A file's name and its content."""
Item = TypeVar("Item", covariant=True)


class Paged(Protocol[Item]):
    """A page of a list."""

    @property
    def items(self) -> Sequence[Item]: ...

    @property
    def next_cursor(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Call:
    """A request. What is None in `query` and `form` is not sent."""

    method: str
    path: str
    query: Mapping[str, object] = field(default_factory=dict)
    body: BaseModel | None = None
    file: Upload | None = None
    form: Mapping[str, object] = field(default_factory=dict)
    if_match: Version | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    quiet_s: float | None = None
    """Seconds without a byte after which the server is given up; None for those of the client."""


def build(call: Call, token: str | None) -> dict[str, Any]:
    """The arguments of `httpx.Client.request`. Of a body only what was set is sent."""
    headers = dict(call.headers)
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    if call.if_match is not None:
        headers["If-Match"] = call.if_match if call.if_match == "*" else f'"{call.if_match}"'
    arguments: dict[str, Any] = {"method": call.method, "url": call.path, "params": _show(call.query), "headers": headers}
    # An agent with another handle by now has moved there. What changes something goes where it was meant to go, or nowhere.
    arguments["follow_redirects"] = call.method == "GET"
    if call.quiet_s is not None:
        arguments["timeout"] = call.quiet_s
    if call.body is not None:
        headers["Content-Type"] = "application/json"
        arguments["content"] = call.body.model_dump_json(exclude_unset=True, by_alias=True)
    if call.file is not None:
        arguments["files"] = {"file": call.file}
        arguments["data"] = _show(call.form)
    return arguments


def quoted(value: str | int | UUID) -> str:
    """A value as one segment of a path."""
    return quote(str(value), safe="@")


def _show(values: Mapping[str, object]) -> dict[str, str | list[str]]:
    return {name: [_text(each) for each in value] if isinstance(value, list) else _text(value) for name, value in values.items()
            if value is not None}  # fmt: skip


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)
