"""Models the engine may ask: embedders, generators of drafts, and the chat models behind them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from orchestrator.domain.answering.drafts import Draft, ModelUsage
from orchestrator.domain.answering.request import DraftRequest

Vector = list[float]
Tell = Callable[[str], None]
"""Is told text that will be part of a draft, as soon as that is certain."""
Hear = Callable[[str], Awaitable[None]]
"""Is given a chat model's text as it comes, piece by piece."""


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """What a stored vector was made with; two identities that differ must never share a table."""

    name: str
    width: int
    """Numbers in a vector, e.g. 384."""


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their cosine similarity, in [-1, 1]."""

    @property
    def identity(self) -> EmbedderIdentity: ...

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """One unit vector of `identity.width` numbers a text, in the order given. An empty sequence gives an empty list.

        Never blocks the event loop. Texts longer than the model reads are cut by the model.
        Raises Unavailable when the model does not answer.
        """
        ...

    async def close(self) -> None: ...


class Generator(Protocol):
    """Writes a draft of a reply from the passages of a request, and from nothing else."""

    @property
    def is_local(self) -> bool:
        """Whether it answers at once and cannot fail; otherwise the message is saved before it is asked."""
        ...

    async def draft(self, request: DraftRequest, tell: Tell | None = None) -> Draft:
        """What `tell` is told begins the draft's content, and the draft is supported then. Raises Unavailable when no draft can be had."""
        ...


class Moderator(Protocol):
    async def find_objection(self, text: str) -> str | None:
        """What it objects to, as names parted by commas; None where it does not. Raises Unavailable with a code `moderation_*`."""
        ...

    async def close(self) -> None: ...


class ChatState(StrEnum):
    ok = "ok"
    unavailable = "unavailable"
    circuit_open = "circuit_open"


@dataclass(frozen=True, slots=True)
class ChatRequest:
    system: str
    user: str
    model: str = ""
    """One of `ChatModel.models`; any other is the usual one."""
    temperature: float = 0.3
    """In [0, 2]."""
    max_tokens: int | None = None
    """At most the configured number; None for all of it."""


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    text: str
    """Never blank."""
    is_whole: bool
    """Whether the model came to its end, and was not stopped by the limit on tokens."""
    usage: ModelUsage


class ChatModel(Protocol):
    @property
    def models(self) -> frozenset[str]:
        """Names a creator may choose from."""
        ...

    async def write(self, request: ChatRequest, hear: Hear | None = None) -> ChatAnswer:
        """Raises Unavailable with a code `chat_*` and the fields attempts and ms; `hear` may have been given text by then."""
        ...

    async def check(self) -> ChatState:
        """How the model is, asked at most now and then, and never by having it write."""
        ...

    async def close(self) -> None: ...
