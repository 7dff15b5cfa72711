"""The errors of the program.

Each has a stable code and a kind; `http` and the workers decide what a kind means for them.
"""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """The sort of error.

    One table in `http` turns it into an HTTP status; a worker decides by it whether to try again.
    """

    invalid = "invalid"
    unauthenticated = "unauthenticated"
    forbidden = "forbidden"
    not_found = "not_found"
    moved = "moved"
    conflict = "conflict"
    stale = "stale"
    precondition_required = "precondition_required"
    too_large = "too_large"
    limited = "limited"
    unavailable = "unavailable"


class OrchestratorError(Exception):
    """The base of all errors that a caller can act on.

    `code` never changes and is meant for programs. `detail` is one sentence for people.
    `fields` are further facts, as names with JSON values, that the caller may see.
    """

    kind: Kind = Kind.invalid

    def __init__(self, code: str, detail: str, **fields: object) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.fields: Mapping[str, object] = fields


class Invalid(OrchestratorError):
    """The input is malformed or out of range."""

    kind = Kind.invalid


class Unauthenticated(OrchestratorError):
    """The caller is not signed in, or the secret is wrong or expired."""

    kind = Kind.unauthenticated


class Forbidden(OrchestratorError):
    """The caller is known but may not do this."""

    kind = Kind.forbidden


class NotFound(OrchestratorError):
    """The thing does not exist, or the caller may not know that it does."""

    kind = Kind.not_found


class Moved(OrchestratorError):
    """The thing has another handle now, which is the field `handle`."""

    kind = Kind.moved

    def __init__(self, handle: str) -> None:
        super().__init__("moved", f"The handle is @{handle} now.", handle=handle)
        self.handle = handle


class Conflict(OrchestratorError):
    """The present state of the thing does not allow this."""

    kind = Kind.conflict


class Stale(OrchestratorError):
    """The caller changed an outdated version: a newer one was saved since it was read."""

    kind = Kind.stale


class PreconditionRequired(OrchestratorError):
    """The caller changes something that others may change too, without saying which version they read."""

    kind = Kind.precondition_required


class TooLarge(OrchestratorError):
    """The upload or request body exceeds its size limit."""

    kind = Kind.too_large


class Limited(OrchestratorError):
    """The caller exceeded a rate limit or a quota."""

    kind = Kind.limited


class Unavailable(OrchestratorError):
    """An outside party, such as a model or the database, did not answer. The same call may work later."""

    kind = Kind.unavailable


class Overloaded(OrchestratorError):
    """The program has too much to do at this moment. Unlike with `Unavailable`, the work is not kept for later."""

    kind = Kind.unavailable
