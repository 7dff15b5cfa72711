"""Nested parameters in forms: `line_items[0][price_data][currency]=eur`."""

import re
from typing import Any
from urllib.parse import parse_qsl

from support.servers.stripe_service.refusals import Refusal


def read_form(text: str) -> dict[str, Any]:
    """Objects as dictionaries; lists where all names are numbers, or `[]`."""
    whole: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found = re.fullmatch(r"([^\[\]]+)((?:\[[^\[\]]*\])*)", name)
        if found is None:
            raise Refusal(f"Invalid parameter name: {name}")
        path = [found[1], *re.findall(r"\[([^\[\]]*)\]", found[2])]
        at = whole
        for step in path[:-1]:
            at = at.setdefault(step or str(len(at)), {})
        last = path[-1] or str(len(at))
        if last in at or not isinstance(at, dict):
            raise Refusal(f"Parameter {name} is given twice.")
        at[last] = value
    return {name: _tidy(value) for name, value in whole.items()}


def _tidy(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(name.isdigit() for name in value):
        return [_tidy(value[name]) for name in sorted(value, key=int)]
    return {name: _tidy(each) for name, each in value.items()}
