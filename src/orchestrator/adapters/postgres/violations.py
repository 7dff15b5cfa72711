"""Turning violated constraints into errors that a person can act on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import IntegrityError

from orchestrator.domain.errors import Conflict


@contextmanager
def as_conflicts(messages: Mapping[str, tuple[str, str]]) -> Iterator[None]:
    """Turns a violation of a constraint in `messages` into a Conflict; `messages` maps constraint names to (code,
    detail).

    Any other error passes unchanged.
    """
    try:
        yield
    except (IntegrityError, psycopg.IntegrityError) as error:
        cause = error.orig if isinstance(error, IntegrityError) else error
        name = str(getattr(getattr(cause, "diag", None), "constraint_name", None))
        if name not in messages:
            raise
        raise Conflict(*messages[name]) from error
