"""The classes with one method for each operation, as Python: `Operations` that wait, and `AsyncOperations` that are awaited."""

import keyword
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from support.tools.client.description import Operation

HEAD = '''"""{title} Written by `make client` from the API's description; change nothing here."""

from __future__ import annotations

from collections.abc import {iterator}
from datetime import datetime
from typing import Literal
from uuid import UUID

from orchestrator.client.calls import Call, Upload, Version, quoted
from orchestrator.client.generated import models
from orchestrator.client.transport import {base}


class {name}({base}):
    """One method for each operation of the API, by the names of its description."""
'''
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
FORMATS = {"uuid": "UUID", "date-time": "datetime", "binary": "Upload"}


@dataclass(frozen=True, slots=True)
class Style:
    """How the methods of a class are written."""

    title: str
    name: str
    base: str
    iterator: str
    define: str
    wait: str


WAITING = Style("What a program can ask of a server, waiting for each answer.", "Operations", "Transport", "Iterator", "def", "")
AWAITED = Style(
    "What a program can ask of a server, awaiting each answer.", "AsyncOperations", "AsyncTransport", "AsyncIterator", "async def", "await "
)


def render_class(operations: Sequence[Operation], schemas: dict[str, Any], style: Style) -> str:
    head = HEAD.format(title=style.title, iterator=style.iterator, base=style.base, name=style.name)
    methods = [method for each in operations for method in _render(each, schemas, style)]
    return head + "\n" + "\n".join(textwrap.indent(method, "    ") for method in methods)


def _render(operation: Operation, schemas: dict[str, Any], style: Style) -> list[str]:
    positional, named = _arguments(operation)
    signature = ", ".join(["self", *positional, *(["*", *named] if named else [])])
    call = f"Call({', '.join(_call(operation))})"
    match operation.result:
        case None:
            returned, sent = "None", f"self._tell({call})"
        case "bytes":
            returned, sent = "bytes", f"self._fetch({call})"
        case model:
            returned, sent = f"models.{model}", f"self._send(models.{model}, {call})"
    line = f"{'' if operation.result is None else 'return '}{style.wait}{sent}"
    lines = [f"{style.define} {operation.name}({signature}) -> {returned}:", f'    """{_docstring(operation)}"""', f"    {line}", ""]
    item = _item(operation, schemas)
    return ["\n".join(lines), *([_render_pages(operation, item, style)] if item else [])]


def _render_pages(operation: Operation, item: str, style: Style) -> str:
    """A method that goes through all pages of a list."""
    positional, named = _arguments(operation)
    named = [each for each in named if not each.startswith("cursor:")]
    passed = [_name_of(each) for each in positional] + [f"{_name_of(each)}={_name_of(each)}" for each in named]
    return "\n".join([
        f"def iter_{operation.name.removeprefix('list_')}({', '.join(['self', *positional, *(['*', *named] if named else [])])}) -> {style.iterator}[{item}]:",
        f'    """All items of `{operation.name}`, page by page."""',
        f"    return self._each(lambda cursor: self.{operation.name}({', '.join([*passed, 'cursor=cursor'])}))",
        "",
    ])  # fmt: skip


def _item(operation: Operation, schemas: dict[str, Any]) -> str | None:
    """The type of a page's items; None where the operation is not paged."""
    if operation.method != "get" or not any(each["name"] == "cursor" for each in operation.parameters):
        return None
    found = schemas[operation.result or ""]["properties"]["items"]["items"]
    return "models." + str(found["$ref"]).rpartition("/")[2]


def _arguments(operation: Operation) -> tuple[list[str], list[str]]:
    """The positional arguments and the keyword-only ones, each with its type and default."""
    positional = [f"{each['name']}: {_type(each['schema'])}" for each in operation.parameters if each["in"] == "path"]
    named = []
    if operation.body:
        positional.append(f"body: models.{operation.body}" + (" | None = None" if operation.is_body_optional else ""))
    if operation.form:
        for name, schema in operation.form["properties"].items():
            if name in operation.form["required"]:
                positional.append(f"{name}: Upload")
            else:
                named.append(f"{name}: {_optional(_type(schema))} = None")
    if operation.takes_if_match:
        # Without a body nothing else can name the version.
        named.append("if_match: Version" if not operation.body else "if_match: Version | None = None")
    for each in operation.parameters:
        if each["in"] == "query":
            of_type = "str" if each["name"] == "cursor" else _type(each["schema"])
            name = _python_name(each["name"])
            named.append(f"{name}: {of_type}" if each.get("required") else f"{name}: {_optional(of_type)} = None")
    return positional, named


def _call(operation: Operation) -> list[str]:
    path = re.sub(r"\{(\w+)\}", r"{quoted(\1)}", operation.path)
    arguments = [f'"{operation.method.upper()}"', ("f" if path != operation.path else "") + f'"{path}"']
    query = [each["name"] for each in operation.parameters if each["in"] == "query"]
    if query:
        arguments.append("query={" + ", ".join(f'"{name}": {_python_name(name)}' for name in query) + "}")
    if operation.body:
        arguments.append("body=body")
    if operation.form:
        fields = [name for name in operation.form["properties"] if name not in operation.form["required"]]
        arguments.append("file=file")
        arguments.append("form={" + ", ".join(f'"{name}": {name}' for name in fields) + "}")
    if operation.takes_if_match:
        arguments.append("if_match=if_match")
    return arguments


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return "models." + str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema:
        return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
    kind = schema.get("type")
    if kind == "null":
        return "None"
    if kind == "array":
        return f"list[{_type(schema['items'])}]"
    return FORMATS.get(schema.get("format", "")) or PLAIN[str(kind)]


def _optional(of_type: str) -> str:
    return of_type if of_type.endswith("None") else f"{of_type} | None"


def _name_of(argument: str) -> str:
    return argument.partition(":")[0]


def _python_name(name: str) -> str:
    """The name of an argument: that of the API, with an underscore where it is a word of Python's own."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _docstring(operation: Operation) -> str:
    text = operation.summary.partition("\n\n")[0].replace("\n", " ").replace("\\", "\\\\").replace('"""', "'''")
    return text if text.endswith(".") else f"{text}."
