"""What the library's own typed definitions say about parameters and objects, so that the server agrees with Stripe's description of
the API, and not with whatever the adapter sends."""

import functools
import re
import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

from stripe import RequestOptions, StripeContext, StripeObject
from typing_extensions import get_type_hints, is_typeddict

from support.servers.stripe_service.refusals import Refusal


def check_params(kind: type, params: Mapping[str, Any], path: str = "") -> None:
    """`kind` is a TypedDict of the library's `stripe.params`. Raises Refusal for a parameter that is unknown, missing or of another type."""
    hints = _hints_of(kind)
    for name, value in params.items():
        where = f"{path}[{name}]" if path else name
        if name not in hints:
            raise Refusal(f"Received unknown parameter: {where}", code="parameter_unknown", param=where)
        if not _fits(hints[name], value, where):
            raise Refusal(f"Invalid value for {where}: {value!r}", code="parameter_invalid", param=where)
    for name in sorted(getattr(kind, "__required_keys__", ())):
        if name not in params:
            where = f"{path}[{name}]" if path else name
            raise Refusal(f"Missing required param: {where}.", code="parameter_missing", param=where)


@functools.cache
def _hints_of(kind: type) -> Mapping[str, Any]:
    """Without the options of a call, which the library keeps in the same dictionaries."""
    hints = get_type_hints(kind, localns={"StripeContext": StripeContext, "Mapping": Mapping})
    return {name: hint for name, hint in hints.items() if name not in RequestOptions.__annotations__}


def _fits(hint: Any, value: Any, where: str) -> bool:
    origin, parts = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        if isinstance(value, dict):
            check_params(hint, value, where)
        return isinstance(value, dict)
    if origin in (Union, types.UnionType):
        literals = [each for part in parts if get_origin(part) is Literal for each in get_args(part)]
        # The library allows any text where Stripe may add words; today these are the words.
        if literals and str in parts and not any(is_typeddict(part) for part in parts):
            return value in literals
        return any(_fits(part, value, where) for part in parts if part is not type(None))
    if origin is Literal:
        return value in parts
    if origin is list:
        return isinstance(value, list) and all(_fits(parts[0], each, f"{where}[{place}]") for place, each in enumerate(value))
    if origin is dict:
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if hint is bool:
        return value in ("true", "false")
    if hint is int:
        return isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value) is not None
    return hint in (str, float, Decimal) and isinstance(value, str)


def find_problems(kind: type, found: Mapping[str, Any], path: str = "") -> list[str]:
    """How an object as JSON differs from a class of the library's; [] where it does not."""
    hints = {name: hint for each in reversed(kind.__mro__) for name, hint in vars(each).get("__annotations__", {}).items()}
    hints = {name: hint for name, hint in hints.items() if not name.startswith("_") and name != "OBJECT_NAME"}
    # The types say nothing of this one in some classes, and Stripe sends it with each object.
    hints.setdefault("object", str)
    problems = [f"{path}{name} is unknown" for name in found if name not in hints]
    for name, hint in hints.items():
        value, where = found.get(name), f"{path}{name}"
        if value is None:
            if name in found or (name != "object" and not _is_optional(hint)):
                problems += [] if _is_optional(hint) else [f"{where} is missing"]
            continue
        problems += _compare(hint, value, where)
    return problems


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)


def _compare(hint: Any, value: Any, where: str) -> list[str]:
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(hint, ForwardRef | str) or hint is Any:
        return []
    if origin in (Union, types.UnionType):
        literals = [each for part in parts if get_origin(part) is Literal for each in get_args(part)]
        if literals:
            return [] if value in literals else [f"{where} is {value!r}"]
        tried = [_compare(part, value, where) for part in parts if part is not type(None)]
        return [] if [] in tried else tried[0]
    if origin is Literal:
        return [] if value in parts else [f"{where} is {value!r}"]
    if origin is list:
        return [] if isinstance(value, list) else [f"{where} is no list"]
    if isinstance(hint, type) and issubclass(hint, StripeObject) and isinstance(value, dict):
        return find_problems(hint, value, f"{where}.") if vars(hint).get("__annotations__") else []
    if hint in (int, str, bool):
        return [] if type(value) is hint else [f"{where} is {value!r}"]
    return []
