"""Setting up a running program: its services, its job queue and its live events."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from orchestrator.adapters.identities.none import NoProviders
from orchestrator.adapters.identities.signed import JwtIdentities
from orchestrator.adapters.jobs.queue import CATCH_UP_S, JobQueue
from orchestrator.adapters.languages import load_model
from orchestrator.adapters.mail.composing import read_sender
from orchestrator.adapters.mail.folder import MailFolder
from orchestrator.adapters.mail.imap import ImapMailbox
from orchestrator.adapters.mail.server_url import read_incoming_server, read_server
from orchestrator.adapters.mail.smtp import SmtpMailer
from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.remembering import RememberingEmbedder
from orchestrator.adapters.notifying.pages import PageFetcher
from orchestrator.adapters.notifying.people import AppriseNotifier
from orchestrator.adapters.notifying.programs import WebhookPoster
from orchestrator.adapters.papers.pdf import PdfPapers
from orchestrator.adapters.pictures.reader import ConfinedPictures
from orchestrator.adapters.postgres.connecting import JOBS, QUEUE, LimitedConnection, parameters_of
from orchestrator.adapters.postgres.database import PostgresDatabase
from orchestrator.adapters.postgres.live.listener import LiveEventHub
from orchestrator.adapters.reading.confined.limits import ReadingLimits
from orchestrator.adapters.reading.confined.pool import ReadingProcesses
from orchestrator.adapters.reading.letters.reader import ConfinedLetters
from orchestrator.adapters.reading.sources.reader import ConfinedSources
from orchestrator.adapters.system import SystemChance, SystemClock
from orchestrator.adapters.tables.reader import FileTableReader
from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.bootstrap.channels import make_channels, make_email
from orchestrator.bootstrap.jobs import (
    MeasuredQueue,
    register_jobs,
    register_payments,
    register_rights,
    register_sendings,
    register_sources,
)
from orchestrator.bootstrap.models import make_chat, make_generator, make_large, make_moderator, make_multilingual, make_queued_embedder
from orchestrator.bootstrap.payments import make_payments
from orchestrator.domain.accounts.limits import PasswordLimits, PersonLimits
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.engine.services import Services
from orchestrator.ports.identities import IdentityProviders
from orchestrator.ports.mail import Mailer
from orchestrator.settings import Settings

HOME_URL = "http://127.0.0.1:8000"
"""Where links in mails lead if nothing says where this installation is reached."""


@dataclass(frozen=True, slots=True)
class Running:
    """A program that is set up: the services of the use cases, the job queue, and the live events."""

    services: Services
    queue: JobQueue
    live: LiveEventHub
    """The web process starts its `run`."""
    patient: Services
    """The services with longer limits of statements, for jobs and commands."""


@asynccontextmanager
async def running(
    settings: Settings,
    url: str,
    passwords: PasswordHashing | None = None,
    readers: ReadingProcesses | None = None,
    catch_up_s: float = CATCH_UP_S,
) -> AsyncIterator[Running]:
    """Sets everything up on a prepared database, and closes it when the block ends.

    Tests pass a cheaper hashing of passwords, processes for reading that many programs share, and how late a periodic job
    may be added when a worker starts; no setting does.
    """
    queue = JobQueue(parameters_of(url, QUEUE), LimitedConnection, settings.shutdown_grace_s, catch_up_s)
    reader = readers or make_reader(settings)
    database = PostgresDatabase(url, queue.enqueue, settings.database_pool_size, settings.database_timeout_s)
    embedder, chat = RememberingEmbedder(make_queued_embedder(settings)), make_chat(settings)
    notifier, poster = AppriseNotifier(settings.allow_private_targets), WebhookPoster(settings.allow_private_targets)
    fetcher = PageFetcher(settings.allow_private_targets, pause_s=settings.sources_pause_s, contact=settings.public_url or "")
    other = make_multilingual(settings)
    multilingual = RememberingEmbedder(other) if other else None
    larger = make_large(settings)
    large = RememberingEmbedder(larger) if larger else None
    live, moderator = LiveEventHub(url, database), make_moderator(settings)
    mail = make_email(settings, ConfinedLetters(reader))
    channels = make_channels(settings, poster, mail)
    payments = make_payments(settings)
    services = Services(
        database=database,
        embedder=embedder,
        generator=make_generator(settings, chat, embedder),
        reader=reader,
        calibration=load_calibration(embedder.identity.name, with_large=large is not None),
        live=live,
        clock=SystemClock(),
        chance=SystemChance(),
        notifier=notifier,
        webhooks=poster,
        channels=channels,
        payments=payments,
        payments_by_hand=settings.payments_by_hand,
        mailboxes={mail.kind: mail},
        mailer=make_mailer(settings),
        incoming=make_incoming(settings),
        word_forms=LibraryWordForms(),
        tables=FileTableReader(),
        identity_providers=make_identity_providers(settings),
        pictures=ConfinedPictures(),
        papers=PdfPapers(),
        fetcher=fetcher,
        source_reader=ConfinedSources(reader),
        signed_identities=JwtIdentities(),
        public_url=settings.public_url,
        links_url=settings.public_url or settings.served_at or HOME_URL,
        confirms_sign_ups=settings.smtp_url is not None,
        guests_kept_days=settings.guests_kept_days,
        burst_wait_s=settings.burst_wait_s,
        password_limits=PasswordLimits(settings.password_tries, settings.password_tries_per_day, settings.password_tries_per_address),
        person_limits=PersonLimits(
            settings.max_agents_per_person,
            settings.max_tokens_per_person,
            settings.max_members_per_agent,
            settings.max_conversations_per_day,
        ),
        passwords=passwords or PasswordHashing(),
        multilingual=multilingual,
        large=large,
        chat=chat,
        moderator=moderator,
    )
    patient = replace(services, database=database.patient(JOBS))
    languages = asyncio.create_task(asyncio.to_thread(load_model))  # before a message waits for it
    register_jobs(MeasuredQueue(queue), patient)
    register_sendings(MeasuredQueue(queue), patient)
    register_rights(MeasuredQueue(queue), patient)
    register_sources(MeasuredQueue(queue), patient)
    register_payments(MeasuredQueue(queue), patient)
    try:
        yield Running(services, queue, live, patient)
    finally:
        await languages
        if readers is None:
            await reader.close()
        for channel in channels.values():
            await channel.close()
        for provider in payments.values():
            await provider.close()
        await notifier.close()
        await poster.close()
        await fetcher.close()
        await embedder.close()
        for model in (multilingual, large, chat, moderator):
            if model is not None:
                await model.close()
        await database.close()


def make_mailer(settings: Settings) -> Mailer:
    """Mail by the server of the settings, or into a folder. Raises Invalid `invalid_settings`."""
    sender, clock = read_sender(settings.mail_from), SystemClock()
    if settings.smtp_url is None:
        return MailFolder(settings.home / "mail", sender, clock)
    return SmtpMailer(read_server(settings.smtp_url.get_secret_value()), sender, clock)


def make_incoming(settings: Settings) -> ImapMailbox | None:
    """The mailbox that mails come back to; None where none is set. Raises Invalid `invalid_settings`."""
    return ImapMailbox(read_incoming_server(settings.imap_url.get_secret_value())) if settings.imap_url is not None else None


def make_identity_providers(settings: Settings) -> IdentityProviders:
    """The providers of the settings. None is asked before somebody signs in by it."""
    if not settings.oidc_providers:
        return NoProviders()

    from orchestrator.adapters.identities.metadata import ProviderClient
    from orchestrator.adapters.identities.oidc import OidcProviders

    return OidcProviders(
        [
            ProviderClient(each.name, each.label, each.issuer, each.client_id, each.client_secret.get_secret_value())
            for each in settings.oidc_providers
        ]
    )


def make_reader(settings: Settings) -> ReadingProcesses:
    """The reader of documents with the limits of the settings. Its processes start with the first document."""
    limits = ReadingLimits(settings.reading_cpu_s, settings.reading_memory_mb)
    return ReadingProcesses(limits, settings.reading_at_once)
