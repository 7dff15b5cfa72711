"""A request as a service posts it to `/channels/{id}/inbound`, ready to be sent by any client."""

from dataclasses import dataclass
from datetime import UTC, datetime

from orchestrator.ports.channels import InboundRequest


@dataclass(frozen=True, slots=True)
class Signed:
    """`client.post(url, content=signed.body, headers=signed.headers)` is what the service does."""

    headers: dict[str, str]
    """With names in lower case."""
    body: bytes
    token: str = ""
    """The token that Discord gave this interaction; '' for everybody else."""

    def request(self, url: str = "https://ask.example.org/channels/1/inbound", now: datetime | None = None) -> InboundRequest:
        """The same for an adapter without a server in front of it."""
        return InboundRequest(self.headers, self.body, url, now or datetime.now(UTC))
