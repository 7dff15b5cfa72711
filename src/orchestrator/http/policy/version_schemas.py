"""Responses with the versions of a policy."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field, JsonValue

from orchestrator.engine.policy.versions import Version
from orchestrator.http.policy.schemas import PolicyOut, show_config
from orchestrator.http.wire import Out


class ChangedOut(Out):
    setting: str = Field(examples=["max_escalations_per_day"])
    before: JsonValue = Field(examples=[10])
    after: JsonValue = Field(examples=[3])


class SavedByOut(Out):
    id: UUID
    handle: str
    display_name: str


class PolicyVersionOut(Out):
    version: int
    saved_at: datetime
    saved_by: SavedByOut | None = Field(description="null where the person's account was deleted.")
    restored_version: int | None = Field(description="The older version that was restored; null where none was.")
    changes: list[ChangedOut] = Field(description="Changes from the version before it; empty for the first version.")
    config: PolicyOut


def show_versions(avee_id: UUID, found: Sequence[Version], limit: int) -> dict[str, Any]:
    """Versions in the shape of a page. `found` has one more than `limit` where there is a next page."""
    listed = found[:limit]
    return {
        "items": [_show(avee_id, version) for version in listed],
        "next_cursor": str(listed[-1].stored.version) if len(found) > limit else None,
    }


def _show(avee_id: UUID, version: Version) -> dict[str, Any]:
    stored = version.stored
    person = {"id": stored.saved_by, "handle": stored.saved_by_handle, "display_name": stored.saved_by_name}
    return {
        "version": stored.version,
        "saved_at": stored.created_at,
        "saved_by": person if stored.saved_by_handle else None,
        "restored_version": stored.restored_version,
        "changes": version.changes,
        "config": show_config(avee_id, stored.policy),
    }
