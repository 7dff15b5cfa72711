"""An agent's policy: load, save, preview, list and restore versions."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.policy.policy import Policy
from orchestrator.engine.policy import configure, versions
from orchestrator.engine.policy import preview as replay
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import TheLimit, ThePage
from orchestrator.http.policy.preview_schemas import PolicyPreviewOut, show_preview
from orchestrator.http.policy.schemas import PolicyIn, PolicyOut, PolicySaveIn, show_config
from orchestrator.http.policy.version_schemas import PolicyVersionOut, show_versions
from orchestrator.http.preconditions import MAX_VERSION, TheIfMatch, expected_version, require_same_id, show_etag
from orchestrator.http.wire import PageOut

router = APIRouter(prefix="/orchestrator/config", tags=["policy"])


@router.get("/{avee_id}", response_model=PolicyOut)
async def load_policy(caller: TheCaller, avee_id: UUID, response: Response) -> dict[str, Any]:
    """The current policy. Its version is the ETag."""
    return _show(avee_id, await configure.load_policy(caller.services, caller.person.user_id, avee_id), response)


@router.put("/{avee_id}", response_model=PolicyOut)
async def save_policy(caller: TheCaller, avee_id: UUID, body: PolicySaveIn, response: Response, if_match: TheIfMatch) -> dict[str, Any]:
    """Saves the fields that are sent, which may be all that GET gave. 412 where a newer version exists.

    422 `needs_confirmation` where `confirm` is sent without the name of a value that closes or opens something altogether.
    """
    require_same_id("avee_id", body.avee_id, avee_id)
    expected = expected_version(if_match, body.version)
    confirmed = None if body.confirm is None else frozenset(body.confirm)
    saved = await configure.save_policy(caller.services, caller.person.user_id, avee_id, _changes(body), expected, confirmed)
    return _show(avee_id, saved, response)


@router.post("/{avee_id}/preview", response_model=PolicyPreviewOut)
async def preview_policy(caller: TheCaller, avee_id: UUID, body: PolicyIn, page: ThePage) -> dict[str, Any]:
    """Decides the messages of the last 30 days again under these rules. Nothing is saved and no model is called."""
    found = await replay.preview_policy(caller.services, caller.person.user_id, avee_id, _changes(body))
    return show_preview(found, page)


@router.get("/{avee_id}/versions", response_model=PageOut[PolicyVersionOut])
async def list_versions(
    caller: TheCaller, avee_id: UUID, cursor: Annotated[int | None, Query(ge=1, le=MAX_VERSION)] = None, limit: TheLimit = 50
) -> dict[str, Any]:
    """Every saved version, newest first: when and by whom it was saved, and what it changed."""
    found = await versions.list_versions(caller.services, caller.person.user_id, avee_id, cursor, limit + 1)
    return show_versions(avee_id, found, limit)


@router.post("/{avee_id}/versions/{version}/restore", response_model=PolicyOut)
async def restore_version(
    caller: TheCaller,
    avee_id: UUID,
    version: Annotated[int, Path(ge=1, le=MAX_VERSION)],
    response: Response,
    if_match: TheIfMatch,
) -> dict[str, Any]:
    """Saves an older version again as the newest. `If-Match` holds the newest version."""
    expected = expected_version(if_match)
    return _show(avee_id, await versions.restore(caller.services, caller.person.user_id, avee_id, version, expected), response)


def _changes(body: PolicyIn) -> dict[str, JsonValue]:
    changes: dict[str, JsonValue] = body.model_dump(exclude_unset=True, exclude={"avee_id", "version", "warnings", "confirm"})
    null_field = next((name for name, value in changes.items() if value is None), None)
    if null_field is not None:
        problem = "must not be null; leave it out to keep it as it is"
        raise Invalid("invalid_policy", f"{null_field} {problem}.", field=null_field, problem=problem)
    return changes


def _show(avee_id: UUID, policy: Policy, response: Response) -> dict[str, Any]:
    show_etag(response, policy.version)
    return show_config(avee_id, policy)
