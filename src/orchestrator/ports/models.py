"""Models that the engine may call: embedder, generator of drafts, chat model, moderation model."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from orchestrator.domain.answering.drafts import Draft, ModelUsage
from orchestrator.domain.answering.request import DraftRequest

Vector = list[float]
"""A unit vector."""
OnText = Callable[[str], None]
"""Receives the next piece of a draft's text as soon as it is certain that the draft will contain it."""
OnPiece = Callable[[str], Awaitable[None]]
"""Receives a chat model's text piece by piece while it is written."""


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """The model that a stored vector was made with. Vectors of different identities must never share a table."""

    name: str
    width: int
    """Dimensions of a vector, for example 384."""


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their cosine similarity, in [-1, 1]."""

    @property
    def identity(self) -> EmbedderIdentity: ...

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """One unit vector of `identity.width` numbers for each text, in the order given.

        Never blocks the event loop. The model truncates a text that is too long for it.
        Raises Unavailable where the model does not answer, Overloaded where it has too much to do.
        """
        ...

    async def close(self) -> None: ...


class Generator(Protocol):
    """Writes a draft of a reply from the passages of a request and from no other source."""

    @property
    def is_local(self) -> bool:
        """Whether it answers at once and cannot fail. If not, the message is saved before the draft is requested."""
        ...

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Draft:
        """Writes a draft. `on_text` receives the beginning of its content early, and only if the draft will be supported.

        Raises Unavailable where no draft can be written.
        """
        ...


class Moderator(Protocol):
    """A moderation model."""

    async def find_objection(self, text: str) -> str | None:
        """The categories that the model objects to, separated by commas; None where it has no objection.

        Raises Unavailable with a code `moderation_*`.
        """
        ...

    async def close(self) -> None: ...


class ChatState(StrEnum):
    """Whether the chat model can be reached; the circuit is open while calls are refused after repeated failures."""

    ok = "ok"
    unavailable = "unavailable"
    circuit_open = "circuit_open"


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One request to a chat model: a system prompt and a user prompt."""

    system: str
    user: str
    model: str = ""
    """One of `ChatModel.models`; any other value selects the default model."""
    temperature: float = 0.3
    """In [0, 2]."""
    max_tokens: int | None = None
    """Limit on the answer's tokens, at most the configured limit; None uses the configured limit."""


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """A chat model's answer to one request."""

    text: str
    """Never blank."""
    is_whole: bool
    """Whether the model finished. False where the token limit, a filter or anything else cut it off."""
    usage: ModelUsage


class ChatModel(Protocol):
    """A chat model, or several behind one address."""

    @property
    def models(self) -> frozenset[str]:
        """The names that a creator may choose from."""
        ...

    async def write(self, request: ChatRequest, on_piece: OnPiece | None = None) -> ChatAnswer:
        """Writes an answer; `on_piece` receives its text meanwhile.

        Raises Unavailable with a code `chat_*` and the fields `attempts` and `ms`. `on_piece` may have received text
        before.
        """
        ...

    async def check(self) -> ChatState:
        """Whether the model can be reached. The result is cached for a while, and no text is generated for it."""
        ...

    async def close(self) -> None: ...
