"""What an errand is and what comes back from it, with their form on the pipe between the processes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from orchestrator.domain.errors import Invalid, OrchestratorError, TooLarge, Unavailable


class Job(StrEnum):
    """What an errand does."""

    check_target = "check_target"
    send = "send"
    check_webhook = "check_webhook"
    post = "post"
    fetch = "fetch"


@dataclass(frozen=True, slots=True)
class Errand:
    """One connection to make."""

    job: Job
    url: str
    allow_private: bool
    """Whether private addresses may be reached."""
    deadline_s: float
    """Seconds after which the errand's process is killed, whatever it is doing."""
    title: str = ""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of a post, whose `body` is posted as it is, and of a fetch."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an errand found."""

    masked: str = ""
    """Of check_target: the address without its secrets."""
    status: int = 0
    """Of a post or a fetch, and of a refused message where the service said one: the HTTP status, else 0."""
    retry_after: str = ""
    """Of a post or a fetch: the header Retry-After as it came, at most 100 characters."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of a fetch: those that are looked at, each at most 2,000 characters."""
    body: str = ""
    """Of a fetch: the body in base64."""
    code: str = ""
    """The code of an error; '' where the errand was done."""
    detail: str = ""
    """The sentence of the error."""
    is_invalid: bool = False
    """Whether the error is permanent: the address itself is refused."""
    is_too_large: bool = False

    def raise_error(self) -> None:
        """Raises Invalid, TooLarge or Unavailable where the errand failed; nothing where it was done."""
        if self.is_too_large:
            raise TooLarge(self.code, self.detail)
        if self.code:
            raise (Invalid if self.is_invalid else Unavailable)(self.code, self.detail)


def read_error(error: OrchestratorError) -> Outcome:
    """The outcome of an errand that failed with this error."""
    return Outcome(code=error.code, detail=error.detail, is_invalid=isinstance(error, Invalid), is_too_large=isinstance(error, TooLarge))


def write_line(number: int, value: Errand | Outcome) -> bytes:
    """A value with the number of its errand, as one line."""
    return json.dumps([number, asdict(value)]).encode() + b"\n"


def read_errand(line: bytes) -> tuple[int, Errand]:
    """The number and the errand of a line that `write_line` wrote."""
    number, fields = json.loads(line)
    return number, Errand(**fields | {"job": Job(fields["job"])})


def read_outcome(line: bytes) -> tuple[int, Outcome]:
    """The number and the outcome of a line that `write_line` wrote."""
    number, fields = json.loads(line)
    return number, Outcome(**fields)
