"""The error tree: what went wrong, as a stable code and a kind. What a kind becomes on a wire is decided at the edge."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What sort of trouble it is; one table at the edge turns it into an HTTP status, a worker into a retry."""

    invalid = "invalid"
    unauthenticated = "unauthenticated"
    forbidden = "forbidden"
    not_found = "not_found"
    conflict = "conflict"
    stale = "stale"
    too_large = "too_large"
    limited = "limited"
    unavailable = "unavailable"


class OrchestratorError(Exception):
    """A refusal with a reason a person can act on.

    `code` is stable and for programs, `detail` is one sentence for people, `fields` are further facts
    (names to JSON values) that the caller may show.
    """

    kind: Kind = Kind.invalid

    def __init__(self, code: str, detail: str, **fields: object) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.fields: Mapping[str, object] = fields


class Invalid(OrchestratorError):
    kind = Kind.invalid


class Unauthenticated(OrchestratorError):
    kind = Kind.unauthenticated


class Forbidden(OrchestratorError):
    kind = Kind.forbidden


class NotFound(OrchestratorError):
    kind = Kind.not_found


class Conflict(OrchestratorError):
    kind = Kind.conflict


class Stale(OrchestratorError):
    """The caller changed a version that is no longer the newest."""

    kind = Kind.stale


class TooLarge(OrchestratorError):
    kind = Kind.too_large


class Limited(OrchestratorError):
    kind = Kind.limited


class Unavailable(OrchestratorError):
    """Something outside (a model, the database) did not answer; the same call may work later."""

    kind = Kind.unavailable


class Overloaded(OrchestratorError):
    """More is asked than can be done at this moment: unlike what is Unavailable, it is not kept to be done later."""

    kind = Kind.unavailable
