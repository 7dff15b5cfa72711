"""Stripe's errors."""

from typing import Any


class Refusal(Exception):
    """An answer that is an error: `{"error": {...}}` and a status."""

    def __init__(
        self, message: str, status: int = 400, kind: str = "invalid_request_error", code: str = "", param: str = "", **more: Any
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.status = status
        self.error: dict[str, Any] = {"message": message, "type": kind}
        if code:
            self.error |= {"code": code, "doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"}
        if param:
            self.error["param"] = param
        self.error |= more

    @property
    def body(self) -> dict[str, Any]:
        return {"error": self.error | {"request_log_url": "https://dashboard.stripe.com/test/logs/req_loopback"}}


def missing(what: str, ref: str) -> Refusal:
    return Refusal(f"No such {what}: '{ref}'", 404, code="resource_missing", param="id")
