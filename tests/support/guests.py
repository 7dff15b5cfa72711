"""People who ask an agent without an account, over HTTP."""

from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows

NEW_QUESTION = "Which varnish would you put on the hull of an old wooden canoe?"
"""Nothing that an agent of these stories knows answers it."""


def enter(api: Api, handle: str, **arguments: Any) -> Api:
    """A new guest of the agent with this handle."""
    return Api(api.client, api.call("POST", "/guests", 201, json={"handle": handle}, **arguments)["token"])


def offered_to(guest: Api, avee: str, question: str = NEW_QUESTION) -> tuple[str, str]:
    """(conversation, offer) of a question that nothing answers."""
    conversation = guest.start(avee)
    routed = guest.ask(conversation, question)
    assert routed["path"] == "D", routed
    return conversation, routed["escalation"]["id"]


def accepted_by(guest: Api, avee: str, question: str = NEW_QUESTION) -> tuple[str, str]:
    """(conversation, question) of a guest who left an address and passed the question on."""
    conversation, offer = offered_to(guest, avee, question)
    guest.call("PUT", "/me/guest-address", 202, json={"email": "guest@example.net"})
    guest.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    return conversation, offer


def hurry_news(database: EmbeddedServer) -> None:
    """Has all waiting news mailed now instead of a minute later."""
    rows(database, "UPDATE mail_news SET created_at = now() - interval '5 minutes', due_at = now() WHERE status = 'waiting'")
    rows(
        database,
        "SELECT enqueue_job('notification', 'plan_mail', jsonb_build_object('person', user_id)) FROM mail_news WHERE status = 'waiting'",
    )


def id_of(person: Api) -> str:
    found: str = person.call("GET", "/me", 200)["id"]
    return found
