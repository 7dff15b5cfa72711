"""Which scope of an API token each route needs. Reading needs `read` and changing needs `manage`, except for the routes
below, which are what somebody who asks agents needs.
"""

from fastapi import Request

from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.domain.errors import Forbidden
from orchestrator.ports.stores.accounts import Person

READING = frozenset({"GET", "HEAD", "OPTIONS"})
ASKING = frozenset(
    {
        "GET /me",
        "GET /events",
        "POST /conversations",
        "GET /conversations",
        "GET /conversations/{conversation_id}",
        "GET /conversations/{conversation_id}/messages",
        "POST /conversations/{conversation_id}/messages",
        "POST /orchestrator/message",
        "POST /orchestrator/decisions/{decision_id}/feedback",
        "GET /orchestrator/queue/{escalation_id}",
        "POST /orchestrator/queue/{escalation_id}/accept",
        "POST /orchestrator/queue/{escalation_id}/decline",
        "GET /avees/{avee_id}/passages/{passage_id}",
    }
)


def needed_scope(method: str, path: str) -> TokenScope:
    """The scope that a request needs. `path` is the route's, with its parameters' names."""
    if f"{method} {path}" in ASKING:
        return TokenScope.ask
    return TokenScope.read if method in READING else TokenScope.manage


def require_scope(request: Request, person: Person) -> None:
    """Raises Forbidden `scope_too_small`."""
    needed = needed_scope(request.method, request.scope["route"].path)
    if not person.scope.includes(needed):
        raise Forbidden(
            "scope_too_small", f"This token may only {person.scope}; this needs a token with the scope {needed}.", needed=needed.value
        )
