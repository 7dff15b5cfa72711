"""The statements of the hot path: who is asking, the facts, the search, the save."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from orchestrator.domain.matching.looks.large import LargeMatch
from orchestrator.ports.stores.accounts import Person
from orchestrator.ports.stores.routing.loaded import LoadedFacts, SearchResult
from orchestrator.ports.stores.routing.saved import RoutingSave


class HotPath(Protocol):
    """One statement of the hot path, in a transaction of its own."""

    async def find_person(self, secret_hash: bytes) -> Person | None:
        """The person whose valid session or API token has this SHA-256, else None. Needs a scope without a person."""
        ...

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> LoadedFacts | None:
        """The facts of a message; None where the conversation is not the person's."""
        ...

    async def match_large(self, answers: Sequence[UUID], embedding: Sequence[float]) -> tuple[LargeMatch, ...]:
        """These answers by the larger model, in any order; without those of which it has not embedded every phrasing yet."""
        ...

    async def search(self, text: str, embedding: Sequence[float], multilingual: Sequence[float] | None = None) -> SearchResult:
        """The nearest canonical answers and passages of the scope's agent within the scope's layer.

        `multilingual` is the text's vector of the second embedding model; without it that model's vectors are not searched.
        """
        ...

    async def save(self, save: RoutingSave) -> None:
        """Saves a routed message.

        Raises Conflict `already_routed` where the message or its client_message_id has a decision, or where a later
        message of its burst was answered together with it.
        """
        ...
