"""Turning violated constraints into errors that a person can act on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import IntegrityError

from orchestrator.domain.errors import Conflict, Limited

LIMITS = {"guest_messages_per_day": ("guest_limit_reached", "Without an account you can send no more messages here today.")}
"""Limits that the database itself holds, by the name that it gives them as a constraint, with code and detail."""


@contextmanager
def as_conflicts(messages: Mapping[str, tuple[str, str]]) -> Iterator[None]:
    """Turns a violation of a constraint in `messages` into a Conflict; `messages` maps constraint names to (code,
    detail). A limit of LIMITS becomes a Limited.

    Any other error passes unchanged.
    """
    try:
        yield
    except (IntegrityError, psycopg.IntegrityError) as error:
        cause = error.orig if isinstance(error, IntegrityError) else error
        name = str(getattr(getattr(cause, "diag", None), "constraint_name", None))
        if name in LIMITS:
            raise Limited(*LIMITS[name]) from error
        if name not in messages:
            raise
        raise Conflict(*messages[name]) from error
