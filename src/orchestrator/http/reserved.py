"""Handles that would be mistaken for an address of the app: read from its routes, so that no new one is forgotten."""

from collections.abc import Iterable

from starlette.routing import BaseRoute, Route


def read_reserved(routes: Iterable[BaseRoute]) -> frozenset[str]:
    """The first segment of every address, and each that stands where another address has a handle: 'new' of /my-agents/new."""
    paths = [route.path.strip("/").split("/") for route in routes if isinstance(route, Route)]
    before_handles = {tuple(path[:-1]) for path in paths if path[-1] == "{handle}"}
    siblings = {path[-1] for path in paths if tuple(path[:-1]) in before_handles}
    return frozenset(each for each in siblings | {path[0] for path in paths} if each and not each.startswith(("{", "@")))
