"""A person's notification settings and targets: load, save, test."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.errors import Invalid, OrchestratorError
from orchestrator.domain.notifying.delivering import SLOW_AFTER
from orchestrator.domain.notifying.settings import NotificationSettings, check_settings
from orchestrator.domain.versions import changed_meanwhile
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.notifying import NotificationText
from orchestrator.ports.stores.notifying.notifications import NotificationRow, Target
from orchestrator.ports.stores.notifying.sendings import Attempt

MAX_TARGETS = 10
MAX_RECENT = 50
"""Notifications that are listed beside the settings."""
TRIAL_WAIT_S = 60.0
"""Seconds that a test message waits at most for earlier ones of the same person."""
TRIAL = NotificationText(
    "Orchestrator reaches you here", "This is the test message that you asked for. Your notifications will be sent here."
)


@dataclass(frozen=True, slots=True)
class Notifying:
    """A person's settings and targets, with recent notifications."""

    version: int
    """Counts the saves; 0 where nothing was saved yet."""
    settings: NotificationSettings
    targets: Sequence[Target]
    recent: Sequence[NotificationRow]
    """Newest first, at most MAX_RECENT."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of a test message."""

    target: Target
    error: str | None
    """None where it was sent."""


async def load_notifying(services: Services, person: UUID) -> Notifying:
    """The person's settings, targets and recent notifications; the defaults where no settings were saved."""
    async with services.database.transaction(Scope(person)) as tx:
        settings = await tx.notifications.load_settings() or NotificationSettings()
        targets = await tx.notifications.list_targets()
        recent = await tx.notifications.list_notifications(MAX_RECENT)
        version = await tx.notifications.load_version()
    return Notifying(version, settings, targets, recent)


async def save_notifying(
    services: Services,
    person: UUID,
    settings: NotificationSettings,
    kept: Sequence[UUID],
    added: Sequence[str],
    expected_version: int | None = None,
) -> Notifying:
    """Replaces the settings and the targets: existing targets in `kept` stay, the addresses in `added` are new.

    `expected_version` is the version that was read; None stands for any.
    Raises Invalid `invalid_notification_settings`, `target_not_allowed`, `target_not_found`, Stale `changed_meanwhile`.
    """
    check_settings(settings)
    if len(kept) + len(added) > MAX_TARGETS:
        raise Invalid("invalid_notification_settings", f"At most {MAX_TARGETS} targets are allowed.", field="targets")
    urls = list(dict.fromkeys(added))
    masked = await asyncio.gather(*(services.notifier.check(url, person) for url in urls))
    async with services.database.transaction(Scope(person)) as tx:
        known = {target.id for target in await tx.notifications.list_targets()}
        if not known.issuperset(kept):
            raise Invalid("invalid_notification_settings", "You have no target with one of these ids.", field="targets")
        if not await tx.notifications.save_settings(person, settings, expected_version):
            raise changed_meanwhile(await tx.notifications.load_version())
        await tx.notifications.keep_targets(kept)
        for url, shown in zip(urls, masked, strict=True):
            await tx.notifications.insert_target(person, new_id(), url, shown)
    return await load_notifying(services, person)


async def try_targets(services: Services, person: UUID) -> list[Trial]:
    """Sends a test message to all targets at the same time, and returns the result for each."""
    async with services.database.transaction(Scope(person)) as tx:
        targets = await tx.notifications.list_targets()
    attempts = await asyncio.gather(*(_try(services, person, target) for target in targets))
    async with services.database.transaction(Scope(person)) as tx:
        for target, attempt in zip(targets, attempts, strict=True):
            await tx.notifications.mark_target(target.id, attempt)
    return [Trial(target, attempt.error) for target, attempt in zip(targets, attempts, strict=True)]


async def _try(services: Services, person: UUID, target: Target) -> Attempt:
    begun = services.clock.now()
    try:
        await services.notifier.send(target.url, TRIAL, person, TRIAL_WAIT_S)
    except OrchestratorError as error:
        return Attempt(error.detail)
    return Attempt(None, services.clock.now() - begun > SLOW_AFTER)
