"""What the operator says about the edge of the application: its public address, its proxies, and who may read metrics."""

from dataclasses import dataclass

from orchestrator.http.edge.proxies import Network


@dataclass(frozen=True, slots=True)
class Edge:
    """The settings of the edge; the defaults are those of a program on its own machine."""

    public_url: str | None = None
    """Where people reach the product; requests for other hosts are refused. None: any host."""
    trusted_proxies: tuple[Network, ...] = ()
    """Proxies whose X-Forwarded-… headers are believed."""
    metrics_token: str | None = None
    """The bearer token that /metrics asks for. None: only direct requests from this machine."""

    @property
    def is_secure(self) -> bool:
        """Whether people reach the product over TLS, whatever the last proxy says."""
        return self.public_url is not None and self.public_url.lower().startswith("https://")
