"""What a call of the client raises."""

import json
from collections.abc import Mapping
from typing import Any


class ClientError(Exception):
    """The base of all errors of the client."""


class Unreachable(ClientError):
    """No answer came: the server cannot be reached, took too long, or broke off."""


class UnreadableAnswer(ClientError):
    """The answer is not what the description of the API says: another program answers there, or a much newer server."""


class ProblemError(ClientError):
    """The server refused or failed, and said why (problem details, RFC 9457)."""

    def __init__(self, status: int, code: str, detail: str, fields: Mapping[str, Any]) -> None:
        super().__init__(f"{code} ({status}): {detail}")
        self.status = status
        """The HTTP status; of an error within a stream, 200."""
        self.code = code
        """For programs: it never changes. `no_problem_details` where something before the server answered."""
        self.detail = detail
        """One sentence for people."""
        self.fields = fields
        """Further facts, such as `field`, `version` or `retry_after_s`."""

    @property
    def retry_after_s(self) -> float | None:
        """Seconds to wait before another try, where the server said so."""
        found = self.fields.get("retry_after_s")
        return float(found) if isinstance(found, int | float) else None


def read_problem(status: int, body: bytes) -> ProblemError:
    """The error of a response with this status."""
    try:
        found = json.loads(body)
        return ProblemError(status, str(found["code"]), str(found["detail"]), dict(found.get("fields") or {}))
    except (ValueError, TypeError, KeyError, AttributeError):
        return ProblemError(status, "no_problem_details", f"The answer was {status}, without a reason.", {})
