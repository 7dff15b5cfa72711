"""Cursor pages: newest first, the cursor is the last id shown."""

from collections.abc import Sequence
from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Depends, Query

from orchestrator.domain.errors import Invalid
from orchestrator.ports.stores.paging import Page

MAX_LIMIT = 200
TheLimit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


class HasId(Protocol):
    @property
    def id(self) -> UUID: ...


async def the_page(cursor: str | None = None, limit: TheLimit = 50) -> Page:
    """One row more than is shown is loaded, to know whether there is a next page. Raises Invalid `invalid_cursor`."""
    try:
        return Page(limit + 1, UUID(cursor) if cursor else None)
    except ValueError:
        raise Invalid("invalid_cursor", "The cursor is not one that was handed out here.", field="cursor") from None


def paged(rows: Sequence[HasId], page: Page, stopped_at: UUID | None = None) -> dict[str, Any]:
    """`stopped_at` is where to go on although this is not a full page."""
    shown = rows[: page.limit - 1]
    last = shown[-1].id if len(rows) == page.limit and shown else stopped_at
    return {"items": shown, "next_cursor": str(last) if last else None}


ThePage = Annotated[Page, Depends(the_page)]
