"""The one reader of the environment. Every setting has a default that works on one machine with nothing else."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore")

    home: Path = Field(Path(".orchestrator"), validation_alias="ORCHESTRATOR_HOME")
    """State of this machine: the embedded database, caches."""
    database_url: SecretStr | None = Field(None, validation_alias="DATABASE_URL")
    """A PostgreSQL of your own, as a plain role; without it the program starts its own."""
    database_owner_url: SecretStr | None = Field(None, validation_alias="DATABASE_OWNER_URL")
    """The same database as the schema's owner, for migrations only."""
    database_pool_size: int = Field(10, validation_alias="DATABASE_POOL_SIZE", ge=1, le=200)
    """Connections of each web process for messages, and as many for everything else."""
    public_url: str | None = Field(None, validation_alias="PUBLIC_URL")
    """Where people reach this product, such as https://ask.example.org: for links in notifications."""
    burst_wait_s: float = Field(1.0, validation_alias="BURST_WAIT_S", ge=0, le=10)
    """How long a message that seems unfinished waits for the rest of its thought before it is answered by itself."""
    allow_private_targets: bool = Field(False, validation_alias="ALLOW_PRIVATE_TARGETS")
    """Lets notifications and webhooks go to private addresses and over plain http: for a closed network, never on the internet."""
    demo: str | None = Field(None, validation_alias="ORCHESTRATOR_DEMO")
    """Set by `serve --demo` for its web processes: the demo's people, as JSON."""
    embedder: Literal["local", "openai"] = Field("local", validation_alias="EMBEDDER")
    """`local` needs nothing; `openai` is any OpenAI-compatible endpoint."""
    embedder_queue: int = Field(256, validation_alias="EMBEDDER_QUEUE", ge=1)
    """Questions that may wait for the local embedder in each process; whoever comes when it is full is told so at once (503 `busy`)."""
    embedder_at_once: int = Field(32, validation_alias="EMBEDDER_AT_ONCE", ge=1, le=256)
    """Questions that the local embedder takes together."""
    embeddings_base_url: str = Field("http://127.0.0.1:11434/v1", validation_alias="EMBEDDINGS_BASE_URL")
    embeddings_api_key: SecretStr | None = Field(None, validation_alias="EMBEDDINGS_API_KEY")
    embeddings_model: str = Field("nomic-embed-text", validation_alias="EMBEDDINGS_MODEL")
    embeddings_width: int = Field(768, validation_alias="EMBEDDINGS_WIDTH", ge=1, le=4000)
    embeddings_timeout_s: float = Field(30.0, validation_alias="EMBEDDINGS_TIMEOUT_S", gt=0)
    chat_base_url: str | None = Field(None, validation_alias="CHAT_BASE_URL")
    """Any OpenAI-compatible endpoint; with CHAT_MODEL it makes answers of the passages. Without both, passages are quoted."""
    chat_api_key: SecretStr | None = Field(None, validation_alias="CHAT_API_KEY")
    chat_model: str | None = Field(None, validation_alias="CHAT_MODEL")
    chat_models: str = Field("", validation_alias="CHAT_MODELS")
    """Other models, parted by commas, that a creator may choose."""
    chat_timeout_s: float = Field(30.0, validation_alias="CHAT_TIMEOUT_S", gt=0, le=50)
    """For one answer with all attempts; under a minute, as messages that wait longer are taken for lost and routed by a job."""
    chat_first_token_timeout_s: float = Field(15.0, validation_alias="CHAT_FIRST_TOKEN_TIMEOUT_S", gt=0)
    chat_connect_timeout_s: float = Field(5.0, validation_alias="CHAT_CONNECT_TIMEOUT_S", gt=0)
    chat_max_tokens: int = Field(700, validation_alias="CHAT_MAX_TOKENS", ge=16)
    chat_context_tokens: int = Field(3000, validation_alias="CHAT_CONTEXT_TOKENS", ge=200)
    """What passages and earlier turns may take of a prompt."""
    chat_concurrency: int = Field(8, validation_alias="CHAT_CONCURRENCY", ge=1)
    """Answers written at once, in each process."""
    chat_price_in: float | None = Field(None, validation_alias="CHAT_PRICE_IN", ge=0)
    """For a million tokens given; with CHAT_PRICE_OUT it makes the cost that each decision records."""
    chat_price_out: float | None = Field(None, validation_alias="CHAT_PRICE_OUT", ge=0)
    moderation_base_url: str | None = Field(None, validation_alias="MODERATION_BASE_URL")
    """Any OpenAI-compatible endpoint with /moderations: each message is shown to it. Without, only the local rules refuse."""
    moderation_api_key: SecretStr | None = Field(None, validation_alias="MODERATION_API_KEY")
    moderation_model: str = Field("omni-moderation-latest", validation_alias="MODERATION_MODEL")
    moderation_timeout_s: float = Field(2.0, validation_alias="MODERATION_TIMEOUT_S", gt=0, le=20)
    """The longest that a message waits for it; what follows is each creator's choice."""
    chat_check: bool = Field(False, validation_alias="CHAT_CHECK")
    """Asks the model whether the passages say a sentence where words and vectors cannot tell; needed for answers in another language
    than the passages'."""
    redis_url: SecretStr | None = Field(None, validation_alias="REDIS_URL")
    """Where several servers count together what the limits below are about; without it each process counts for itself."""
    rate_messages_per_user: str = Field("600/minute", validation_alias="RATE_MESSAGES_PER_USER")
    """In rolling windows; '' for no limit, as with each of the following."""
    rate_messages_per_address: str = Field("6000/minute", validation_alias="RATE_MESSAGES_PER_ADDRESS")
    rate_sign_ins_per_address: str = Field("600/minute", validation_alias="RATE_SIGN_INS_PER_ADDRESS")
    rate_sign_ins_per_email: str = Field("30/minute", validation_alias="RATE_SIGN_INS_PER_EMAIL")
    rate_sign_ups_per_address: str = Field("1000/hour", validation_alias="RATE_SIGN_UPS_PER_ADDRESS")
