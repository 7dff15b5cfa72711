"""A program that is set up: what use cases act on, and the queue of their jobs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from orchestrator.adapters.jobs.queue import JobQueue
from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.remembering import RememberingEmbedder
from orchestrator.adapters.notifying.people import AppriseNotifier
from orchestrator.adapters.notifying.programs import WebhookPoster
from orchestrator.adapters.postgres.database import PostgresDatabase
from orchestrator.adapters.postgres.live.listener import LiveEventHub
from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.adapters.system import SystemChance, SystemClock
from orchestrator.bootstrap.jobs import register_jobs, register_sendings
from orchestrator.bootstrap.models import make_chat, make_generator, make_moderator, make_queued_embedder
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.engine.services import Services
from orchestrator.settings import Settings


@dataclass(frozen=True, slots=True)
class Running:
    """A program that is set up: what use cases act on, and the queue of their jobs."""

    services: Services
    queue: JobQueue
    live: LiveEventHub
    """Its `run` is the web process's to start."""


@asynccontextmanager
async def running(settings: Settings, url: str, passwords: PasswordHashing | None = None) -> AsyncIterator[Running]:
    """Everything set up on a prepared database, and put away at the end. Tests bring a cheaper hashing of passwords; no setting does."""
    queue = JobQueue(url)
    database = PostgresDatabase(url, queue.enqueue, settings.database_pool_size)
    embedder, chat = RememberingEmbedder(make_queued_embedder(settings)), make_chat(settings)
    notifier, poster = AppriseNotifier(settings.allow_private_targets), WebhookPoster(settings.allow_private_targets)
    live, moderator = LiveEventHub(url, database), make_moderator(settings)
    services = Services(
        database=database,
        embedder=embedder,
        generator=make_generator(settings, chat, embedder),
        reader=MarkitdownReader(),
        calibration=load_calibration(embedder.identity.name),
        live=live,
        clock=SystemClock(),
        chance=SystemChance(),
        notifier=notifier,
        webhooks=poster,
        public_url=settings.public_url,
        burst_wait_s=settings.burst_wait_s,
        passwords=passwords or PasswordHashing(),
        chat=chat,
        moderator=moderator,
    )
    register_jobs(queue, services)
    register_sendings(queue, services)
    try:
        yield Running(services, queue, live)
    finally:
        await notifier.close()
        await poster.close()
        await embedder.close()
        for model in (chat, moderator):
            if model is not None:
                await model.close()
        await database.close()
