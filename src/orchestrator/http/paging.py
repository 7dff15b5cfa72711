"""Pages of a list: newest first; the cursor is the id of the last item of the page before."""

from collections.abc import Sequence
from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Depends, Query

from orchestrator.domain.errors import Invalid
from orchestrator.ports.stores.paging import Page

MAX_LIMIT = 200
TheLimit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


class HasId(Protocol):
    """An item of a page."""

    @property
    def id(self) -> UUID: ...


async def the_page(cursor: str | None = None, limit: TheLimit = 50) -> Page:
    """The requested page. It has one row more than is returned, to know whether there is a next page.

    Raises Invalid `invalid_cursor`.
    """
    try:
        return Page(limit + 1, UUID(cursor) if cursor else None)
    except ValueError:
        raise Invalid("invalid_cursor", "This cursor was not issued here.", field="cursor") from None


def paged(rows: Sequence[HasId], page: Page, stopped_at: UUID | None = None) -> dict[str, Any]:
    """A page in the shape of PageOut. `stopped_at` is the cursor where the search stopped before the page was full."""
    items = rows[: page.limit - 1]
    last = items[-1].id if len(rows) == page.limit and items else stopped_at
    return {"items": items, "next_cursor": str(last) if last else None}


ThePage = Annotated[Page, Depends(the_page)]
