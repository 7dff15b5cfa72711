"""The API's description as the client needs it: the operations that a program calls, schemas with short names, no limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from support.tools.openapi import describe

NOT_FOR_PROGRAMS = ("/auth/", "/v1/", "/mcp", "/metrics", "/events")
"""Browsers' ways to sign in, what other clients speak, what a scraper reads, and the stream that the client reads by hand."""
NAMES = {
    "orchestrator__http__accounts__agents__team_schemas__JoinedOut": "JoinedTeamOut",
    "orchestrator__http__accounts__identities__schemas__JoinedOut": "JoinedAccountOut",
}
METHODS = {
    ("get", "/avees/{avee_id}/canonical-answers/{answer_id}/versions"): "list_answer_versions",
    ("get", "/orchestrator/config/{avee_id}/versions"): "list_policy_versions",
}
"""Methods whose names the functions of two routes share."""
LEFT_OUT = {"table"}
"""Query parameters that change the type of the response."""
LIMITS = frozenset({
    "title", "examples", "example", "maxLength", "minLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "minItems", "maxItems", "uniqueItems",
})  # fmt: skip
"""The server checks these, and says so better than a model that a newer server's answer fails on."""
PLAIN_FORMATS = frozenset({"password", "email"})
JSON, FORM = "application/json", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    name: str
    method: str
    path: str
    summary: str
    parameters: list[dict[str, Any]]
    body: str | None
    """The name of the body's schema; None without a body."""
    is_body_optional: bool
    form: dict[str, Any] | None
    """The schema of a multipart body; None without one."""
    result: str | None
    """The name of the response's schema; None for an empty response, 'bytes' for a file."""
    takes_if_match: bool


def prepare() -> tuple[list[Operation], dict[str, Any]]:
    """The operations, and a description that holds their schemas alone."""
    api = describe()
    schemas: dict[str, Any] = api["components"]["schemas"]
    operations = [each for path, methods in api["paths"].items() for method, found in methods.items()
                  if not path.startswith(NOT_FOR_PROGRAMS) for each in _read(path, method, found, schemas)]  # fmt: skip
    names = [each.name for each in operations]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    wanted = _reachable(schemas, {short for each in operations for short in (each.body, each.result) if short and short != "bytes"})
    wanted |= _reachable(schemas, {ref for each in operations for parameter in each.parameters for ref in _refs(parameter)} | {"Problem"})
    kept = {_short(name): _clean(schemas[name]) for name in sorted(wanted)}
    operations = [_shorten(each) for each in operations]
    return operations, {"openapi": api["openapi"], "info": api["info"], "paths": {}, "components": {"schemas": kept}}


def _read(path: str, method: str, found: dict[str, Any], schemas: dict[str, Any]) -> Iterator[Operation]:
    """One operation, or two where the body may be JSON or a form."""
    name = METHODS.get((method, path)) or found["operationId"].removesuffix(re.sub(r"\W", "_", path) + "_" + method)
    parameters = [each for each in found.get("parameters", []) if each["in"] in ("path", "query") and each["name"] not in LEFT_OUT]
    takes_if_match = any(each["name"] == "if-match" for each in found.get("parameters", []))
    body = found.get("requestBody", {})
    content: dict[str, Any] = body.get("content", {})
    summary = found.get("description", found.get("summary", "")).strip()
    result = _result(found["responses"])
    if FORM in content:
        form = _resolve(content[FORM]["schema"], schemas)
        yield Operation(
            name + ("_file" if JSON in content else ""), method, path, summary, parameters, None, False, form, result, takes_if_match
        )
    if JSON in content or not content:
        of_body = _body_name(content[JSON]["schema"], name, schemas) if content else None
        yield Operation(name, method, path, summary, parameters, of_body, not body.get("required"), None, result, takes_if_match)


def _resolve(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _body_name(schema: dict[str, Any], name: str, schemas: dict[str, Any]) -> str:
    """The name of a body's schema; one that has none gets one."""
    for each in (schema, *schema.get("anyOf", ())):
        if "$ref" in each:
            return str(each["$ref"]).rpartition("/")[2]
    title = schema.get("title", name.title().replace("_", "") + "In")
    for inner, found in schema.pop("$defs", {}).items():
        schemas.setdefault(inner, found)
    schemas[title] = _move_refs(schema)
    return str(title)


def _move_refs(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _move_refs(value) for key, value in schema.items()
        }
    return [_move_refs(each) for each in schema] if isinstance(schema, list) else schema


def _result(responses: dict[str, Any]) -> str | None:
    content: dict[str, Any] = next((found.get("content", {}) for status, found in responses.items() if status.startswith("2")), {})
    if JSON in content:
        return str(content[JSON].get("schema", {}).get("$ref", "")).rpartition("/")[2] or None
    return "bytes" if content else None


def _reachable(schemas: dict[str, Any], names: set[str]) -> set[str]:
    found: set[str] = set()
    while names:
        found |= names
        names = {ref for name in names for ref in _refs(schemas[name])} - found
    return found


def _refs(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield str(schema["$ref"]).rpartition("/")[2]
        for value in schema.values():
            yield from _refs(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _refs(value)


def _short(name: str) -> str:
    if name.startswith("PageOut_"):
        return name.removeprefix("PageOut_").removesuffix("_").removesuffix("Out") + "Page"
    return NAMES.get(name, name)


def _clean(schema: Any, is_named: bool = False) -> Any:
    """Without limits and examples; `is_named` where the keys are names of fields."""
    if isinstance(schema, list):
        return [_clean(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if is_named:
        return {key: _clean(value) for key, value in schema.items()}
    kept = {}
    # A time as text is no default that a model could take; what is not set is not sent.
    is_moment = any(each.get("format") == "time" for each in (schema, *schema.get("anyOf", ())))
    for key, value in schema.items():
        if key == "$ref":
            kept[key] = "#/components/schemas/" + _short(value.rpartition("/")[2])
        elif key == "default" and is_moment:
            continue
        elif key in ("default", "enum", "const"):
            kept[key] = value
        elif key not in LIMITS and not (key == "format" and value in PLAIN_FORMATS):
            kept[key] = _clean(value, is_named=key == "properties")
    return kept


def _shorten(operation: Operation) -> Operation:
    return replace(
        operation,
        body=operation.body and _short(operation.body),
        result=operation.result and _short(operation.result),
        parameters=[_clean(each) for each in operation.parameters],
    )
