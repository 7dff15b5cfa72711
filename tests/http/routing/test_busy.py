"""A full embedder queue: 503 at once with Retry-After, nothing is stored, and the same message succeeds later."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi.testclient import TestClient

from orchestrator.domain.errors import Overloaded
from orchestrator.ports.models import Embedder, EmbedderIdentity, Vector
from support.api import Api


class FullEmbedder:
    """An embedder whose queue is full."""

    def __init__(self, behind: Embedder) -> None:
        self._behind = behind

    @property
    def identity(self) -> EmbedderIdentity:
        return self._behind.identity

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        raise Overloaded("busy", "More is asked at this moment than can be answered.", retry_after_s=1)

    async def close(self) -> None:
        """Nothing is open."""


def test_a_busy_server_refuses_at_once_and_the_same_message_succeeds_later(api: Api) -> None:
    creator, asker = api.sign_up(), api.sign_up()
    conversation = asker.start(creator.create_avee())
    body = {"conversation_id": conversation, "message": "Do bees sleep?", "client_message_id": "one"}
    assert isinstance(api.client, TestClient)
    app: Any = api.client.app
    services = app.state.services
    app.state.services = replace(services, embedder=FullEmbedder(services.embedder))
    for headers in ({}, {"Accept": "text/event-stream"}):
        refused = asker.call("POST", "/orchestrator/message", json=body, headers=headers)
        assert (refused.status_code, refused.json()["code"], refused.headers["retry-after"]) == (503, "busy", "1")
    assert asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"] == []
    app.state.services = services
    assert asker.ask(conversation, body["message"], client_message_id="one")["reply"]
    assert len(asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]) == 2
