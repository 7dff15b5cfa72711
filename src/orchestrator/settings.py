"""The settings, read from the environment here and nowhere else. The defaults work on one machine with no other
service."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, get_args

from pydantic import Field, PrivateAttr, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from orchestrator.domain.urls import HTTP, find_url_problem, is_loopback

OIDC = re.compile(r"OIDC_([A-Z0-9]+(?:_[A-Z0-9]+)*)_(ISSUER|CLIENT_ID|CLIENT_SECRET)(?:_FILE)?")
BASE_URLS = (
    "embeddings_base_url",
    "chat_base_url",
    "moderation_base_url",
    "public_url",
    "redis_url",
    "discord_api_base",
    "twilio_api_base",
    "telegram_api_base",
    "slack_api_base",
    "stripe_api_base",
)


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """A provider of OpenID Connect, from the variables OIDC_<NAME>_ISSUER, _CLIENT_ID and _CLIENT_SECRET."""

    name: str
    """<NAME> in addresses: in small letters, with hyphens."""
    label: str
    """<NAME> for people: 'My Company' for MY_COMPANY."""
    issuer: str
    client_id: str
    client_secret: SecretStr


class Settings(BaseSettings):
    """All settings of a process. Creating it reads the environment."""

    model_config = SettingsConfigDict(extra="ignore")

    home: Path = Field(Path(".orchestrator"), validation_alias="ORCHESTRATOR_HOME")
    """Folder for the embedded database and the caches of this machine."""
    database_url: SecretStr | None = Field(None, validation_alias="DATABASE_URL")
    """URL of a PostgreSQL server of your own, with a plain role. Unset: the program starts an embedded server."""
    database_owner_url: SecretStr | None = Field(None, validation_alias="DATABASE_OWNER_URL")
    """URL of the same database with the role that owns the schema; used for migrations only."""
    database_pool_size: int = Field(10, validation_alias="DATABASE_POOL_SIZE", ge=1, le=200)
    """Size of each of the two connection pools of a web process: one serves messages, the other everything else."""
    database_timeout_s: float = Field(10.0, validation_alias="DATABASE_TIMEOUT_S", ge=1, le=300)
    """Longest time of one statement for a message; statements of other requests may take three times as long."""
    public_url: str | None = Field(None, validation_alias="PUBLIC_URL")
    """Address at which people reach this installation, such as https://ask.example.org; used for links in
    notifications."""
    served_at: str | None = Field(None, validation_alias="ORCHESTRATOR_SERVED_AT")
    """Where this machine serves, for links in mails without PUBLIC_URL. `serve` sets it for its web processes."""
    smtp_url: SecretStr | None = Field(None, validation_alias="SMTP_URL")
    """Mail server that takes the mails to people: smtp://, smtps:// or starttls://user:password@host:port. Unset: mails are
    written to files."""
    mail_from: str = Field("Orchestrator <noreply@localhost>", validation_alias="MAIL_FROM")
    """Sender of the mails, such as Orchestrator <hello@example.org>."""
    imap_url: SecretStr | None = Field(None, validation_alias="IMAP_URL")
    """Mailbox of MAIL_FROM, to which other servers send back what they could not deliver: imaps:// or
    imap://user:password@host:port/FOLDER. Unset: such mails are not read."""
    trusted_proxies: str = Field("", validation_alias="TRUSTED_PROXIES")
    """Addresses and networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, separated by commas.
    By default none is."""
    metrics_token: SecretStr | None = Field(None, validation_alias="METRICS_TOKEN")
    """Bearer token with which /metrics may be read from anywhere. Unset: from this machine only, and not through a
    proxy."""
    burst_wait_s: float = Field(1.0, validation_alias="BURST_WAIT_S", ge=0, le=10)
    """Seconds that a message which seems unfinished waits for the rest of its burst before it is answered alone."""
    allow_private_targets: bool = Field(False, validation_alias="ALLOW_PRIVATE_TARGETS")
    """Allows notifications and webhooks to private addresses and over plain http. For a closed network, never on the
    internet."""
    sources_pause_s: float = Field(1.0, validation_alias="SOURCES_PAUSE_S", ge=0, le=60)
    """Seconds between two visits to one website, where its robots.txt asks for no longer pause."""
    demo: str | None = Field(None, validation_alias="ORCHESTRATOR_DEMO")
    """The demo's people as JSON. `serve --demo` sets it for its web processes."""
    shutdown_grace_s: float = Field(10.0, validation_alias="SHUTDOWN_GRACE_S", ge=0, le=600)
    """Seconds that a process told to stop has to finish its requests and jobs. Another process takes over the rest."""
    reading_at_once: int = Field(2, validation_alias="READING_AT_ONCE", ge=1, le=64)
    """Documents that each process reads at the same time, each in a process of its own."""
    reading_cpu_s: int = Field(300, validation_alias="READING_CPU_S", ge=1, le=86_400)
    """Seconds of computing that one document may take; a PDF of few pages gets less."""
    reading_memory_mb: int = Field(1024, validation_alias="READING_MEMORY_MB", ge=256)
    """Memory in MiB that a process which reads documents may use."""
    embedder: Literal["local", "openai"] = Field("local", validation_alias="EMBEDDER")
    """`local` runs on this CPU and needs no service; `openai` is any OpenAI-compatible endpoint."""
    embedder_queue: int = Field(256, validation_alias="EMBEDDER_QUEUE", ge=1)
    """Questions that may wait for the local embedder in each process. When the queue is full, a request gets 503
    `busy` at once."""
    embedder_at_once: int = Field(32, validation_alias="EMBEDDER_AT_ONCE", ge=1, le=256)
    """Questions that the local embedder computes in one run."""
    multilingual: bool = Field(True, validation_alias="MULTILINGUAL")
    """Whether questions that are not all in English are also compared by a second local model, which reads 16 languages."""
    large: bool = Field(False, validation_alias="LARGE")
    """Whether English questions that may be a stored one are also compared by the larger model of the extra `large`."""
    embeddings_base_url: str = Field("http://127.0.0.1:11434/v1", validation_alias="EMBEDDINGS_BASE_URL")
    embeddings_api_key: SecretStr | None = Field(None, validation_alias="EMBEDDINGS_API_KEY")
    embeddings_model: str = Field("nomic-embed-text", validation_alias="EMBEDDINGS_MODEL")
    embeddings_width: int = Field(768, validation_alias="EMBEDDINGS_WIDTH", ge=1, le=4000)
    embeddings_timeout_s: float = Field(30.0, validation_alias="EMBEDDINGS_TIMEOUT_S", gt=0)
    chat_base_url: str | None = Field(None, validation_alias="CHAT_BASE_URL")
    """Any OpenAI-compatible endpoint. Together with CHAT_MODEL it writes answers from passages; without them
    passages are quoted."""
    chat_api_key: SecretStr | None = Field(None, validation_alias="CHAT_API_KEY")
    chat_model: str | None = Field(None, validation_alias="CHAT_MODEL")
    chat_models: str = Field("", validation_alias="CHAT_MODELS")
    """Further models that a creator may choose, separated by commas."""
    chat_timeout_s: float = Field(30.0, validation_alias="CHAT_TIMEOUT_S", gt=0, le=50)
    """Limit for one answer, all attempts included. Below a minute, because a job takes over messages that wait
    longer."""
    chat_first_token_timeout_s: float = Field(15.0, validation_alias="CHAT_FIRST_TOKEN_TIMEOUT_S", gt=0)
    chat_connect_timeout_s: float = Field(5.0, validation_alias="CHAT_CONNECT_TIMEOUT_S", gt=0)
    chat_max_tokens: int = Field(700, validation_alias="CHAT_MAX_TOKENS", ge=16)
    chat_context_tokens: int = Field(3000, validation_alias="CHAT_CONTEXT_TOKENS", ge=200)
    """Tokens of a prompt that passages and earlier turns may use."""
    chat_concurrency: int = Field(8, validation_alias="CHAT_CONCURRENCY", ge=1)
    """Answers that each process has written at the same time."""
    chat_price_in: float | None = Field(None, validation_alias="CHAT_PRICE_IN", ge=0)
    """Price of a million prompt tokens. With CHAT_PRICE_OUT it gives the cost that each decision records."""
    chat_price_out: float | None = Field(None, validation_alias="CHAT_PRICE_OUT", ge=0)
    """Price of a million tokens that the model writes."""
    moderation_base_url: str | None = Field(None, validation_alias="MODERATION_BASE_URL")
    """Any OpenAI-compatible endpoint with /moderations; it checks each message. Unset: only the local rules refuse
    messages."""
    moderation_api_key: SecretStr | None = Field(None, validation_alias="MODERATION_API_KEY")
    moderation_model: str = Field("omni-moderation-latest", validation_alias="MODERATION_MODEL")
    moderation_timeout_s: float = Field(2.0, validation_alias="MODERATION_TIMEOUT_S", gt=0, le=20)
    """Longest wait of a message for moderation. Whether the message then passes is each creator's choice."""
    chat_check: bool = Field(False, validation_alias="CHAT_CHECK")
    """Asks the chat model whether the passages support a sentence when words and vectors cannot tell. Needed for
    answers in a language other than that of the passages."""
    discord_api_base: str = Field("https://discord.com/api/v10", validation_alias="DISCORD_API_BASE")
    """Where Discord's API is, with its version."""
    twilio_api_base: str = Field("https://api.twilio.com", validation_alias="TWILIO_API_BASE")
    """Where Twilio's API is, without its version; another one keeps messages in another region."""
    redis_url: SecretStr | None = Field(None, validation_alias="REDIS_URL")
    """Redis in which several servers count the rates below together. Unset: each process counts on its own."""
    rate_messages_per_user: str = Field("600/minute", validation_alias="RATE_MESSAGES_PER_USER")
    """Limit over a rolling window; '' means no limit. The same holds for the other rates."""
    rate_messages_per_address: str = Field("6000/minute", validation_alias="RATE_MESSAGES_PER_ADDRESS")
    rate_sign_ins_per_address: str = Field("600/minute", validation_alias="RATE_SIGN_INS_PER_ADDRESS")
    rate_sign_ups_per_address: str = Field("1000/hour", validation_alias="RATE_SIGN_UPS_PER_ADDRESS")
    rate_guests_per_address: str = Field("100/hour", validation_alias="RATE_GUESTS_PER_ADDRESS")
    """People who begin to ask without an account."""
    rate_pages_per_address: str = Field("600/minute", validation_alias="RATE_PAGES_PER_ADDRESS")
    """Pages of published answers, which need no sign-in."""
    rate_unsigned_events_per_address: str = Field("60/minute", validation_alias="RATE_UNSIGNED_EVENTS_PER_ADDRESS")
    """Events of services without a valid signature. Beyond it nothing is looked up for an address; signed events still come in."""
    rate_password_resets_per_address: str = Field("30/hour", validation_alias="RATE_PASSWORD_RESETS_PER_ADDRESS")
    """Requests for a link to choose a new password; each account gets three such links an hour at most besides."""
    password_tries: int = Field(10, validation_alias="PASSWORD_TRIES", ge=1, le=1000)
    """Wrong passwords in 15 minutes for one account from one address or one known device."""
    password_tries_per_day: int = Field(100, validation_alias="PASSWORD_TRIES_PER_DAY", ge=4, le=100_000)
    """Wrong passwords in 24 hours for one account from all devices that it does not know; one address may use a quarter."""
    password_tries_per_address: int = Field(300, validation_alias="PASSWORD_TRIES_PER_ADDRESS", ge=1, le=1_000_000)
    """Wrong passwords in 15 minutes from one address at any accounts."""
    guests_kept_days: int = Field(30, validation_alias="GUESTS_KEPT_DAYS", ge=1, le=3_650)
    """Days after which people who asked without an account and were not seen since are erased."""
    max_agents_per_person: int = Field(50, validation_alias="MAX_AGENTS_PER_PERSON", ge=1)
    max_tokens_per_person: int = Field(100, validation_alias="MAX_TOKENS_PER_PERSON", ge=1)
    """API tokens of one person that are valid at the same time."""
    max_members_per_agent: int = Field(100_000, validation_alias="MAX_MEMBERS_PER_AGENT", ge=1)
    max_conversations_per_day: int = Field(1_000, validation_alias="MAX_CONVERSATIONS_PER_DAY", ge=1)
    """Conversations that one person starts with one agent in 24 hours."""

    telegram_api_base: str = Field("https://api.telegram.org", validation_alias="TELEGRAM_API_BASE")
    """Where Telegram's Bot API is served, for a server of one's own."""
    slack_api_base: str = Field("https://slack.com/api", validation_alias="SLACK_API_BASE")
    """Where Slack's Web API is served."""

    stripe_api_key: SecretStr | None = Field(None, validation_alias="STRIPE_API_KEY")
    """Secret key of Stripe: creators may then set prices. Unset: nothing is paid through Stripe."""
    stripe_webhook_secret: SecretStr | None = Field(None, validation_alias="STRIPE_WEBHOOK_SECRET")
    """Secret with which Stripe signs what it posts to /webhooks/stripe. Unset: such posts are refused, and payments are noticed when
    people come back, and each night."""
    stripe_api_base: str = Field("https://api.stripe.com", validation_alias="STRIPE_API_BASE")
    """Where Stripe's API is served."""
    stripe_automatic_tax: bool = Field(False, validation_alias="STRIPE_AUTOMATIC_TAX")
    """Whether Stripe finds out the tax of each payment. It is part of the price."""
    payments_by_hand: bool = Field(False, validation_alias="PAYMENTS_BY_HAND")
    """Whether creators may set prices that are paid by hand: they write how, and say when the money came."""

    _oidc_providers: tuple[OidcProvider, ...] = PrivateAttr(())

    @property
    def oidc_providers(self) -> tuple[OidcProvider, ...]:
        """The providers by which people may sign in, in the order of their names."""
        return self._oidc_providers

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Every secret may be in a file that its variable with _FILE names; a variable that is set itself counts instead."""
        secrets = [str(field.validation_alias) for field in cls.model_fields.values() if SecretStr in get_args(field.annotation)]
        found = {name: _read_secret(name) for name in secrets if name not in values}
        return values | {name: secret for name, secret in found.items() if secret is not None}

    @model_validator(mode="after")
    def _read_oidc_providers(self) -> Self:
        names = sorted({match[1] for match in map(OIDC.fullmatch, os.environ) if match})
        self._oidc_providers = tuple(_read_oidc(name, self.allow_private_targets) for name in names)
        return self

    @field_validator(*BASE_URLS)
    @classmethod
    def _check_url(cls, url: str | SecretStr | None, field: ValidationInfo) -> str | SecretStr | None:
        text = url.get_secret_value() if isinstance(url, SecretStr) else url
        schemes = ("redis", "rediss", "unix") if field.field_name == "redis_url" else HTTP
        problem = find_url_problem(text, schemes, may_have_path=field.field_name != "public_url") if text else None
        if problem is not None:
            raise PydanticCustomError("invalid_url", problem)
        return url


def _read_secret(name: str) -> str | None:
    """The variable itself, or else the text of the file that its variable with _FILE names; None where neither is set."""
    text, path = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if text is not None or not path:
        return text
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise PydanticCustomError(
            "unreadable_secret", "{name} names a file that cannot be read: {why}", {"name": f"{name}_FILE", "why": why}
        ) from None


def _read_oidc(name: str, may_be_private: bool) -> OidcProvider:
    """Raises PydanticCustomError where a variable is missing, or the issuer cannot be trusted to be who it says."""
    prefix = f"OIDC_{name}"
    values = {part: _read_secret(f"{prefix}_{part}") for part in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")}
    for part, value in values.items():
        if not value:
            raise PydanticCustomError("missing_setting", "{name} is missing", {"name": f"{prefix}_{part}"})
    issuer = values["ISSUER"] or ""
    may_be_plain = may_be_private or is_loopback(issuer)
    problem = find_url_problem(issuer, HTTP if may_be_plain else ("https",))
    if problem is not None:
        raise PydanticCustomError("invalid_url", "{name} {problem}", {"name": f"{prefix}_ISSUER", "problem": problem})
    label = name.replace("_", " ").title()
    return OidcProvider(name.lower().replace("_", "-"), label, issuer, values["CLIENT_ID"] or "", SecretStr(values["CLIENT_SECRET"] or ""))
