"""Creating the models that the settings name.

An endpoint's adapter is imported only where one is named: its client takes a second to import.
"""

import os

from orchestrator.adapters.models.chat.quoting import QuotingGenerator
from orchestrator.adapters.models.chat.sharing import SharedGenerator
from orchestrator.adapters.models.chat.writing import SAME_MEANING, ChatGenerator
from orchestrator.adapters.models.embedding.batching import BatchingEmbedder
from orchestrator.adapters.models.embedding.local import LargeEmbedder, LocalEmbedder
from orchestrator.adapters.models.embedding.mpnet.files import find_parts
from orchestrator.adapters.models.embedding.multilingual import MultilingualEmbedder
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.ports.models import ChatModel, Embedder, Generator, Moderator
from orchestrator.settings import Settings


def make_embedder(settings: Settings) -> Embedder:
    """The embedder of the settings, without a queue. A local model is loaded at its first use."""
    if settings.embedder == "local":
        return LocalEmbedder(settings.home / "cache")

    from orchestrator.adapters.models.embedding.openai_compatible import OpenAICompatibleEmbedder

    key = settings.embeddings_api_key
    return OpenAICompatibleEmbedder(
        settings.embeddings_base_url,
        key.get_secret_value() if key else None,
        settings.embeddings_model,
        settings.embeddings_width,
        settings.embeddings_timeout_s,
    )


def make_queued_embedder(settings: Settings) -> Embedder:
    """Like `make_embedder`, but the local embedder gets a queue that batches questions. An endpoint batches on its
    own."""
    embedder = make_embedder(settings)
    if isinstance(embedder, LocalEmbedder):
        return BatchingEmbedder(embedder, settings.embedder_queue, settings.embedder_at_once, lanes=max(1, (os.cpu_count() or 1) // 2))
    return embedder


def make_multilingual(settings: Settings) -> Embedder | None:
    """The second embedder, with a queue; None where it is switched off. It is loaded at its first use."""
    if not settings.multilingual:
        return None
    return BatchingEmbedder(MultilingualEmbedder(), settings.embedder_queue, settings.embedder_at_once)


def make_large(settings: Settings) -> Embedder | None:
    """The larger embedder, with a queue; None where it is not in use. It is loaded at its first use.

    Raises Invalid `large_not_installed` where the extra is missing, and `large_needs_local` beside another first embedder, for
    which its look was not fitted.
    """
    if not settings.large:
        return None
    if settings.embedder != "local":
        raise Invalid("large_needs_local", "LARGE goes with EMBEDDER=local only.")
    try:
        find_parts()
    except Unavailable as error:
        raise Invalid("large_not_installed", f"{error.detail} See LARGE in the operator guide, or set LARGE=false.") from error
    return BatchingEmbedder(LargeEmbedder(settings.home / "cache"), settings.embedder_queue, settings.embedder_at_once)


def make_chat(settings: Settings) -> ChatModel | None:
    """None if no chat model is configured. Raises Invalid `chat_half_configured` if only one of its two settings is
    set."""
    if not settings.chat_base_url and not settings.chat_model:
        return None
    if not settings.chat_base_url or not settings.chat_model:
        raise Invalid("chat_half_configured", "Set both CHAT_BASE_URL and CHAT_MODEL, or neither.")

    from orchestrator.adapters.models.chat.openai_chat import ChatLimits, OpenAIChatModel

    key = settings.chat_api_key
    others = frozenset(name.strip() for name in settings.chat_models.split(",") if name.strip())
    limits = ChatLimits(
        timeout_s=settings.chat_timeout_s,
        first_token_s=settings.chat_first_token_timeout_s,
        connect_s=settings.chat_connect_timeout_s,
        max_tokens=settings.chat_max_tokens,
        concurrency=settings.chat_concurrency,
        price_in=settings.chat_price_in,
        price_out=settings.chat_price_out,
    )
    return OpenAIChatModel(settings.chat_base_url, key.get_secret_value() if key else None, settings.chat_model, others, limits)


def make_moderator(settings: Settings) -> Moderator | None:
    """None if no moderation endpoint is configured."""
    if not settings.moderation_base_url:
        return None

    from orchestrator.adapters.models.chat.moderation import OpenAIModerator

    key = settings.moderation_api_key
    return OpenAIModerator(
        settings.moderation_base_url, key.get_secret_value() if key else None, settings.moderation_model, settings.moderation_timeout_s
    )


def make_generator(settings: Settings, chat: ChatModel | None, embedder: Embedder) -> Generator:
    """The generator over the chat model; without one, the generator that quotes passages."""
    if chat is None:
        return QuotingGenerator()
    # Other embedding models give unrelated texts a higher cosine, so the threshold is higher for them.
    same_meaning = SAME_MEANING if settings.embedder == "local" else SAME_MEANING + 0.1
    return SharedGenerator(ChatGenerator(chat, embedder, settings.chat_context_tokens, same_meaning, with_check=settings.chat_check))
