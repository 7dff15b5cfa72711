"""The only wiring: settings -> adapters -> engine -> app, worker or command."""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from orchestrator.adapters.jobs.queue import GRACE_S, JobQueue
from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.chat.moderation import OpenAIModerator
from orchestrator.adapters.models.chat.openai_chat import ChatLimits, OpenAIChatModel
from orchestrator.adapters.models.chat.quoting import QuotingGenerator
from orchestrator.adapters.models.chat.sharing import SharedGenerator
from orchestrator.adapters.models.chat.writing import SAME_MEANING, ChatGenerator
from orchestrator.adapters.models.embedding.batching import BatchingEmbedder
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.models.embedding.openai_compatible import OpenAICompatibleEmbedder
from orchestrator.adapters.models.embedding.remembering import RememberingEmbedder
from orchestrator.adapters.notifying.people import AppriseNotifier
from orchestrator.adapters.notifying.programs import WebhookPoster
from orchestrator.adapters.postgres import embedded, schema
from orchestrator.adapters.postgres.database import PostgresDatabase
from orchestrator.adapters.postgres.live.listener import EventHouse
from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.engine.answering import documents, read_document, recover
from orchestrator.engine.escalation import expire, summarise
from orchestrator.engine.matching import change_answer, model_check
from orchestrator.engine.matching import corrections as recall
from orchestrator.engine.matching import upkeep as shelves
from orchestrator.engine.notifying import deliver, plan
from orchestrator.engine.notifying import deliver_webhook as deliver_webhook_use
from orchestrator.engine.notifying import sweep as sweep_use
from orchestrator.engine.routing import recover
from orchestrator.engine.routing import route as routing
from orchestrator.engine.routing.listening import finish_trips
from orchestrator.engine.services import World
from orchestrator.http.accounts.schemas import DemoOut
from orchestrator.http.app import build_app
from orchestrator.http.rates import RateRules, Rates
from orchestrator.ports.models import ChatModel, Embedder, Generator, Moderator
from orchestrator.settings import Settings

FINISH_TRIPS_S = 5.0
"""How long a shutdown waits for answers whose readers have left; the rest is routed by a job."""


@dataclass(frozen=True, slots=True)
class Urls:
    runtime: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class Running:
    """A program that is set up: what use cases act on, and the queue of their jobs."""

    world: World
    queue: JobQueue
    live: EventHouse
    """Its `run` is the web process's to start."""


@contextmanager
def database_urls(settings: Settings) -> Iterator[Urls]:
    """Where the database is; the embedded one runs as long as the block does. Raises Invalid `invalid_home`, `invalid_database_url`."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid("invalid_home", f"ORCHESTRATOR_HOME is {settings.home}, and that can be no folder: {error.strerror}.") from error
    if settings.database_url is not None:
        owner = settings.database_owner_url
        yield Urls(_read_url("DATABASE_URL", settings.database_url), _read_url("DATABASE_OWNER_URL", owner) if owner is not None else None)
        return
    server = embedded.start(settings.home)
    try:
        with server.kept_running():
            yield Urls(server.runtime_url, server.owner_url)
    finally:
        server.stop()


def _read_url(name: str, url: SecretStr) -> str:
    """Raises Invalid `invalid_database_url`, which does not say what was given: it may hold a password."""
    try:
        driver = make_url(url.get_secret_value()).drivername
    except (ArgumentError, ValueError):
        driver = ""
    if driver.partition("+")[0] not in ("postgresql", "postgres"):
        raise Invalid("invalid_database_url", f"{name} is no address of a PostgreSQL; write postgresql://role:password@host:5432/database.")
    return url.get_secret_value()


def prepare(settings: Settings, urls: Urls) -> None:
    """Migrates where the owner's URL is known, else checks. Raises Invalid or Unavailable with what to do."""
    identity = make_embedder(settings).identity
    if urls.owner is not None:
        schema.migrate(urls.owner, urls.runtime, identity)
    schema.check(urls.runtime, identity)


def require_owner(urls: Urls) -> str:
    if urls.owner is None:
        raise Invalid("no_owner_url", "Set DATABASE_OWNER_URL to the schema's owner; DATABASE_URL's role may not migrate.")
    return urls.owner


def make_embedder(settings: Settings) -> Embedder:
    if settings.embedder == "local":
        return LocalEmbedder(settings.home / "cache")
    key = settings.embeddings_api_key
    return OpenAICompatibleEmbedder(
        settings.embeddings_base_url,
        key.get_secret_value() if key else None,
        settings.embeddings_model,
        settings.embeddings_width,
        settings.embeddings_timeout_s,
    )


def make_queued_embedder(settings: Settings) -> Embedder:
    """The local one computes here, so its questions are put together; an endpoint does that for itself."""
    embedder = make_embedder(settings)
    if isinstance(embedder, LocalEmbedder):
        return BatchingEmbedder(embedder, settings.embedder_queue, settings.embedder_at_once, lanes=max(1, (os.cpu_count() or 1) // 2))
    return embedder


def make_chat(settings: Settings) -> ChatModel | None:
    """None where no chat model is configured. Raises Invalid where it is by half."""
    if not settings.chat_base_url and not settings.chat_model:
        return None
    if not settings.chat_base_url or not settings.chat_model:
        raise Invalid("chat_half_configured", "Set both CHAT_BASE_URL and CHAT_MODEL, or neither.")
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
    if not settings.moderation_base_url:
        return None
    key = settings.moderation_api_key
    return OpenAIModerator(
        settings.moderation_base_url, key.get_secret_value() if key else None, settings.moderation_model, settings.moderation_timeout_s
    )


def make_generator(settings: Settings, chat: ChatModel | None, embedder: Embedder) -> Generator:
    if chat is None:
        return QuotingGenerator()
    # Other embedding models put unrelated texts nearer to each other, so more is asked of them.
    same = SAME_MEANING if settings.embedder == "local" else SAME_MEANING + 0.1
    return SharedGenerator(ChatGenerator(chat, embedder, settings.chat_context_tokens, same, with_check=settings.chat_check))


@asynccontextmanager
async def running(settings: Settings, url: str) -> AsyncIterator[Running]:
    """Everything set up on a prepared database, and put away at the end."""
    queue = JobQueue(url)
    database = PostgresDatabase(url, queue.enqueue, settings.database_pool_size)
    embedder, chat = RememberingEmbedder(make_queued_embedder(settings)), make_chat(settings)
    notifier, poster = AppriseNotifier(settings.allow_private_targets), WebhookPoster(settings.allow_private_targets)
    live, moderator = EventHouse(url, database), make_moderator(settings)
    world = World(
        database, embedder, make_generator(settings, chat, embedder), MarkitdownReader(), load_calibration(embedder.identity.name),
        live, notifier, poster, settings.public_url, settings.burst_wait_s, chat=chat, moderator=moderator,
    )  # fmt: skip
    register_jobs(queue, world)
    register_sendings(queue, world)
    try:
        yield Running(world, queue, live)
    finally:
        await notifier.close()
        await poster.close()
        await embedder.close()
        for model in (chat, moderator):
            if model is not None:
                await model.close()
        await database.close()


def register_jobs(queue: JobQueue, world: World) -> None:
    """Every job the program knows. Ingest has a queue of its own, so that it never delays a conversation."""

    async def embed_document(person: str, avee_id: str, document_id: str, title: str) -> None:
        await read_document.read_document(world, UUID(person), UUID(avee_id), UUID(document_id), title or None)

    async def route_message(person: str, message_id: str) -> None:
        await routing.route_waiting(world, UUID(person), UUID(message_id))

    async def route_lost() -> None:
        await recover.route_lost_messages(world)

    async def read_lost() -> None:
        await recover.read_lost_documents(world)

    async def expire_escalations() -> None:
        await expire.expire_escalations(world)

    async def send_corrections(person: str, avee_id: str, answer_id: str) -> None:
        await recall.send_corrections(world, UUID(person), UUID(avee_id), UUID(answer_id))

    async def summarise_escalation(person: str, escalation_id: str) -> None:
        await summarise.summarise_escalation(world, UUID(person), UUID(escalation_id))

    async def index_shelves() -> None:
        await shelves.index_shelves(world)

    async def count_reuses() -> None:
        await shelves.count_reuses(world)

    queue.register(shelves.INDEX_TASK, index_shelves, "upkeep", every="*/10 * * * *")
    queue.register(shelves.COUNT_TASK, count_reuses, "upkeep", every="* * * * *")

    async def judge_grey_match(person: str, avee_id: str, match_id: str) -> None:
        await model_check.judge_match(world, UUID(person), UUID(avee_id), UUID(match_id))

    queue.register(model_check.TASK, judge_grey_match, "notification")
    queue.register(summarise.TASK, summarise_escalation, "notification")
    queue.register(expire.TASK, expire_escalations, "conversation", every="* * * * *")
    queue.register(change_answer.CORRECT_TASK, send_corrections, "conversation")
    queue.register(documents.TASK, embed_document, "ingest")
    queue.register(routing.TASK, route_message, "conversation")
    queue.register(recover.TASK, route_lost, "conversation", every="* * * * *")
    queue.register(recover.FAILING_TASK, route_message, "conversation")
    queue.register(recover.DOCUMENTS_TASK, read_lost, "ingest", every="*/5 * * * *")


def register_sendings(queue: JobQueue, world: World) -> None:
    """The jobs of notifications and webhooks, on a queue of their own: a slow receiver delays nobody's answer."""

    async def plan_notifications(person: str) -> None:
        await plan.plan_notifications(world, UUID(person))

    async def deliver_notifications(person: str, batch_id: str, target_id: str) -> None:
        await deliver.deliver_notifications(world, UUID(person), UUID(batch_id), UUID(target_id))

    async def deliver_webhook(person: str, avee_id: str, delivery_id: str) -> None:
        await deliver_webhook_use.deliver_webhook(world, UUID(person), UUID(avee_id), UUID(delivery_id))

    async def sweep() -> None:
        await sweep_use.sweep_sendings(world)

    async def purge() -> None:
        await sweep_use.purge_sendings(world)

    queue.register(plan.PLAN_TASK, plan_notifications, "notification")
    queue.register(plan.DELIVER_TASK, deliver_notifications, "notification")
    queue.register(deliver_webhook_use.DELIVER_TASK, deliver_webhook, "notification")
    queue.register(sweep_use.SWEEP_TASK, sweep, "notification", every="* * * * *")
    queue.register(sweep_use.PURGE_TASK, purge, "notification", every="17 * * * *")


def make_app() -> FastAPI:
    """The web process on a prepared database (DATABASE_URL is set by then), with a worker for jobs inside."""
    settings = Settings()
    if settings.database_url is None:
        raise Invalid("no_database_url", "The web process needs DATABASE_URL; start it by `orchestrator serve`.")
    url = settings.database_url.get_secret_value()

    rates = make_rates(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings, url) as program:
            app.state.world = program.world
            # Loads a local model. Where an endpoint is away, messages are kept until it is back, and /ready says so.
            with suppress(Unavailable):
                await program.world.embedder.embed(["ready"])
            tasks = [asyncio.create_task(program.queue.work()), asyncio.create_task(program.live.run())]
            _close_on_signals(program.live)
            yield
            program.live.close()
            await finish_trips(FINISH_TRIPS_S)
            await end_tasks(tasks)
            await rates.close()

    demo = DemoOut.model_validate_json(settings.demo) if settings.demo else None
    return build_app(lifespan, demo, rates=rates)


def make_rates(settings: Settings) -> Rates:
    rules = RateRules(
        settings.rate_messages_per_user,
        settings.rate_messages_per_address,
        settings.rate_sign_ins_per_address,
        settings.rate_sign_ins_per_email,
        settings.rate_sign_ups_per_address,
    )
    return Rates(rules, settings.redis_url.get_secret_value() if settings.redis_url else None)


async def end_tasks(tasks: Collection["asyncio.Task[None]"], patience_s: float = GRACE_S + 2) -> None:
    """Cancels until all have ended: Python 3.11 loses a cancellation that meets the very end of a wait with a time limit."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=patience_s)
    await asyncio.gather(*tasks, return_exceptions=True)


def _close_on_signals(live: EventHouse) -> None:
    """Streams of events have no end of their own: they get one before the web server waits for its requests to finish.

    The server hands its signals back when it is done, so nothing stays behind.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def close(number: int, frame: FrameType | None, before: Any = before) -> None:
            live.close()
            if callable(before):
                before(number, frame)

        signal.signal(number, close)
