"""Notification settings of the signed-in person."""

from typing import Any

from fastapi import APIRouter, Response

from orchestrator.domain.notifying.settings import NotificationSettings
from orchestrator.engine.notifying import settings as use
from orchestrator.http.auth import TheCaller
from orchestrator.http.notifying.schemas import NotificationsIn, NotificationsOut, TrialsOut
from orchestrator.http.preconditions import TheIfMatch, expected_version, show_etag
from orchestrator.ports.stores.notifying.notifications import Target

router = APIRouter(prefix="/me/notifications", tags=["notifications"])


@router.get("", response_model=NotificationsOut)
async def load_notifications(caller: TheCaller, response: Response) -> dict[str, Any]:
    """Settings, targets with their state, and recent notifications. The version is the ETag, 0 before the first save."""
    return _show(await use.load_notifying(caller.services, caller.person.user_id), response)


@router.put("", response_model=NotificationsOut)
async def save_notifications(caller: TheCaller, body: NotificationsIn, response: Response, if_match: TheIfMatch) -> dict[str, Any]:
    """Replaces the settings. 412 where a newer version exists.

    Send the id of a target that is to stay, and the address of a new one (in apprise's notation).
    """
    quiet = body.quiet_hours
    settings = NotificationSettings(
        frozenset(body.kinds), body.digest, quiet.begin if quiet else None, quiet.until if quiet else None, body.time_zone
    )
    kept = [target.id for target in body.targets if target.id]
    added = [target.url.get_secret_value() for target in body.targets if target.url]
    expected = expected_version(if_match, body.version)
    return _show(await use.save_notifying(caller.services, caller.person.user_id, settings, kept, added, expected), response)


@router.post("/test", response_model=TrialsOut)
async def try_notifications(caller: TheCaller) -> dict[str, Any]:
    """Sends a test message to every target now, and returns the result for each."""
    trials = await use.try_targets(caller.services, caller.person.user_id)
    return {
        "items": [
            {"target_id": trial.target.id, "address": trial.target.masked, "is_sent": trial.error is None, "error": trial.error}
            for trial in trials
        ]
    }


def _show(notifying: use.Notifying, response: Response) -> dict[str, Any]:
    settings = notifying.settings
    show_etag(response, notifying.version)
    return {
        "version": notifying.version,
        "kinds": sorted(settings.kinds),
        "digest": settings.digest,
        "quiet_hours": {"from": settings.quiet_from, "until": settings.quiet_until} if settings.quiet_from is not None else None,
        "time_zone": settings.time_zone,
        "targets": [_show_target(target) for target in notifying.targets],
        "recent": notifying.recent,
    }


def _show_target(target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "address": target.masked,
        "status": "disabled"
        if target.disabled_reason
        else "failing"
        if target.failing_since
        else "working"
        if target.last_sent_at
        else "new",
        "last_sent_at": target.last_sent_at,
        "failing_since": target.failing_since,
        "last_error": target.last_error,
        "disabled_reason": target.disabled_reason,
        "created_at": target.created_at,
    }
