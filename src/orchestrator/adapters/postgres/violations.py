"""Turning violated constraints into errors that a person can act on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError

from orchestrator.domain.errors import Conflict, Limited, NotFound

LIMITS = {"guest_messages_per_day": ("guest_limit_reached", "Without an account you can send no more messages here today.")}
"""Limits that the database itself holds, by the name that it gives them as a constraint, with code and detail."""


MONEY_HELD = {
    "money_held": (
        "money_held",
        "Money is held for questions to this agent, or is just being paid: answer or decline them first, wait until it is given back, and "
        "let memberships end.",
    )
}
"""What keeps an agent from being deleted."""


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


ERASED = ("messages_user_id_fkey", "messages_avee_id_conversation_id_fkey")


@contextmanager
def erased_as_missing() -> Iterator[None]:
    """Turns a message whose conversation or account was erased while it was answered into NotFound `conversation_not_found`.

    Row-level security refuses such a message, or its foreign keys do where the erasure ended in between.
    """
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(getattr(cause, "diag", None), "constraint_name", None)
        if name not in ERASED and not isinstance(cause, psycopg.errors.InsufficientPrivilege):
            raise
        raise NotFound("conversation_not_found", "There is no such conversation any more, or you may not write in it.") from error
