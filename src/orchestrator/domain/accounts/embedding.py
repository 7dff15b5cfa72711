"""The sites that may show an agent in a frame, as origins: a scheme, a host, and a port unless it is the usual one."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from orchestrator.domain.errors import Invalid
from orchestrator.domain.urls import HTTP, find_url_problem, is_loopback

MAX_ORIGINS = 20
MAX_ORIGIN_CHARACTERS = 200
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
"""What a policy of frames can name: no wildcard, no address in brackets, and nothing that could end the policy's entry."""
USUAL_PORTS = {"https": 443, "http": 80}


def check_origins(origins: Sequence[str]) -> tuple[str, ...]:
    """The origins as browsers write them, each once, in the order given.

    Raises Invalid `too_many_origins` (more than MAX_ORIGINS) and `invalid_origin` with `origin`.
    """
    if len(origins) > MAX_ORIGINS:
        raise Invalid("too_many_origins", f"An agent can be on at most {MAX_ORIGINS} sites.", field="embed_origins", limit=MAX_ORIGINS)
    return tuple(dict.fromkeys(_check_origin(origin) for origin in origins))


def _check_origin(text: str) -> str:
    origin = text[: MAX_ORIGIN_CHARACTERS + 1].strip()
    if len(origin) > MAX_ORIGIN_CHARACTERS:
        raise _invalid(origin, f"is longer than {MAX_ORIGIN_CHARACTERS} characters")
    problem = find_url_problem(origin, HTTP, may_have_path=False)
    if problem is not None:
        raise _invalid(origin, problem)
    parts = urlsplit(origin)
    host, scheme = (parts.hostname or "").lower(), parts.scheme.lower()
    if not HOST.fullmatch(host):
        raise _invalid(origin, "names no plain host; write letters beyond a to z as xn--…, and each host by itself")
    if scheme == "http" and not is_loopback(origin):
        raise _invalid(origin, "must begin with https://")
    return f"{scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, USUAL_PORTS[scheme]) else "")


def _invalid(origin: str, problem: str) -> Invalid:
    return Invalid(
        "invalid_origin", f"An origin such as https://example.org is needed; this one {problem}.", field="embed_origins", origin=origin
    )
