"""Which scope of an API token each route needs. Reading needs `read` and changing needs `manage`, except for the routes
below, which are what somebody who asks agents needs.
"""

from uuid import UUID

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
        "GET /handles/{handle}/prices",
        "GET /payments/settings",
        "GET /payments/{payment_id}",
        "GET /payments/{payment_id}/receipt",
        "POST /payments/{payment_id}/return",
        "POST /payments/{payment_id}/cancel",
        "POST /mcp",
        "GET /v1/models",
        "GET /v1/models/{model}",
        "POST /v1/chat/completions",
    }
)
NOT_OF_GUESTS = {
    "POST /conversations/{conversation_id}/messages",
    "POST /mcp",
    "GET /v1/models",
    "GET /v1/models/{model}",
    "POST /v1/chat/completions",
}
GUESTS = ASKING - NOT_OF_GUESTS | {
    "GET /conversations/unread",
    "GET /me/payments",
    "GET /orchestrator/queue",
    "GET /orchestrator/decisions/{decision_id}",
    "PUT /conversations/{conversation_id}/read",
    "DELETE /sessions/current",
    "PUT /me/guest-address",
    "POST /me/upgrade",
}
"""What a guest may do, at the one agent that they are a guest of. The database holds the same limit for itself."""

NOT_OF_SIGNED = {"PUT /me/guest-address", "POST /me/upgrade"}
"""What a guest may do and a person may not whom the site of the agent's creator signed: there is where they are somebody."""


def needed_scope(method: str, path: str) -> TokenScope:
    """The scope that a request needs. `path` is the route's, with its parameters' names."""
    if f"{method} {path}" in ASKING:
        return TokenScope.ask
    return TokenScope.read if method in READING else TokenScope.manage


def require_scope(request: Request, person: Person) -> None:
    """Raises Forbidden `scope_too_small`, and `guest_not_allowed` where a guest would need an account."""
    if person.guest_of is not None and f"{request.method} {request.scope['route'].path}" not in GUESTS:
        raise _guest_not_allowed()
    if person.kind == "signed" and f"{request.method} {request.scope['route'].path}" in NOT_OF_SIGNED:
        raise Forbidden("guest_not_allowed", "You are signed in by another site; here you can ask this one agent and nothing else.")
    needed = needed_scope(request.method, request.scope["route"].path)
    if not person.scope.includes(needed):
        raise Forbidden(
            "scope_too_small", f"This token may only {person.scope}; this needs a token with the scope {needed}.", needed=needed.value
        )


def require_guest_of(person: Person, avee_id: UUID, kind: str) -> None:
    """Requires that a guest begins a conversation with the one agent alone, and not with its creator.

    Raises Forbidden `guest_not_allowed`.
    """
    if person.guest_of is not None and (person.guest_of != avee_id or kind != "agent"):
        raise _guest_not_allowed()


def _guest_not_allowed() -> Forbidden:
    return Forbidden("guest_not_allowed", "Without an account you can ask this one agent and nothing else. Create an account, or sign in.")
