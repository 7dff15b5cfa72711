"""The person whose token an assistant sent, for the tools of the request."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass

from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.domain.errors import Forbidden
from orchestrator.engine.services import Services
from orchestrator.ports.stores.accounts import Person


@dataclass(frozen=True, slots=True)
class ToolCaller:
    services: Services
    person: Person
    count_message: Callable[[], Awaitable[None]]
    """Counts a message against the rate limits. Raises Limited `too_many_requests`."""

    def require(self, needed: TokenScope) -> None:
        """Raises Forbidden `scope_too_small`. Each token may ask; the route has made sure of that."""
        if not self.person.scope.includes(needed):
            raise Forbidden("scope_too_small", f"This token may only {self.person.scope}; this tool needs a token with the scope {needed}.")


CALLER: ContextVar[ToolCaller] = ContextVar("mcp_caller")
"""Set for the length of one request."""
