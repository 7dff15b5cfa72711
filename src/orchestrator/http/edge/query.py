"""Refusing query parameters that a route does not have: a misspelt one would change nothing, unnoticed."""

from collections import Counter
from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from orchestrator.domain.errors import Invalid


async def known_parameters(request: Request) -> None:
    """Raises Invalid `unknown_parameter`, and `repeated_parameter` for a parameter that is there twice."""
    if not request.query_params:
        return
    route = request.scope["route"]
    known = frozenset(_parameters(route.dependant)) if isinstance(route, APIRoute) else frozenset()
    for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in known:
            has = f"It has {', '.join(sorted(known))}." if known else "It has none."
            raise Invalid("unknown_parameter", f"There is no query parameter {name[:50]!r} here. {has}", field=f"query.{name[:50]}")
        if times > 1:
            raise Invalid("repeated_parameter", f"The query parameter {name!r} is there {times} times.", field=f"query.{name}")


def _parameters(dependant: Dependant) -> Iterator[str]:
    yield from (parameter.alias for parameter in dependant.query_params)
    for each in dependant.dependencies:
        yield from _parameters(each)
