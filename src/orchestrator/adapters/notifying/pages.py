"""Fetching pages and feeds from addresses that people chose: public ones only, each in a process of its own with a deadline."""

import base64
from datetime import UTC, datetime
from uuid import UUID

from orchestrator.adapters.notifying.errands.pool import ErrandPool
from orchestrator.adapters.notifying.errands.records import Errand, Job
from orchestrator.adapters.notifying.programs import read_retry_after
from orchestrator.ports.sources import USER_AGENT, Fetched

DEADLINE_S = 20.0
WAIT_S = 120.0
"""Seconds that a fetch waits for its turn among those of the same person."""
PAUSE_S = 1.0
ACCEPTED = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1"


class PageFetcher:
    """A WebFetcher. `allow_private` allows private addresses, for closed networks and tests."""

    def __init__(self, allow_private: bool = False, deadline_s: float = DEADLINE_S, pause_s: float = PAUSE_S, contact: str = "") -> None:
        """`contact` is an address at which the website's owner learns who asks; '' for none."""
        self._allow_private, self._pause_s = allow_private, pause_s
        self._errands = ErrandPool(deadline_s)
        self._name = f"{USER_AGENT}/1.0" + (f" (+{contact})" if contact else "")

    @property
    def pause_s(self) -> float:
        return self._pause_s

    async def fetch(self, address: str, person: UUID, etag: str = "", last_modified: str = "") -> Fetched:
        headers = {"user-agent": self._name, "accept": ACCEPTED}
        headers |= {"if-none-match": etag} if etag else {}
        headers |= {"if-modified-since": last_modified} if last_modified else {}
        errand = Errand(Job.fetch, address, self._allow_private, self._errands.deadline_s, headers=headers)
        outcome = await self._errands.run(errand, person, WAIT_S)
        outcome.raise_error()
        found = outcome.headers
        return Fetched(
            outcome.status, base64.b64decode(outcome.body), found.get("content-type", ""), found.get("location", ""),
            found.get("etag", ""), found.get("last-modified", ""), read_retry_after(outcome.retry_after, datetime.now(UTC)),
        )  # fmt: skip

    async def close(self) -> None:
        """Ends what is being fetched."""
        await self._errands.close()
