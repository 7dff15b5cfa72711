"""Fetching from a website with its redirects: each is looked at before it is followed."""

from collections.abc import Callable
from uuid import UUID

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.sources.addresses import join
from orchestrator.domain.sources.visits import MOST_REDIRECTS, Answer, Visit, read_visit
from orchestrator.engine.services import Services
from orchestrator.ports.sources import Fetched


class Stopped(Unavailable):
    """The website wants no visits now; `retry_after_s` says for how long, 0 where it does not say."""

    def __init__(self, status: int, retry_after_s: float) -> None:
        super().__init__("website_busy", f"The website answered {status}: it wants no visits now.", retry_after_s=retry_after_s)
        self.retry_after_s = retry_after_s


def read_meaning(fetched: Fetched) -> Visit:
    """What the answer means. Raises Stopped."""
    visit = read_visit(Answer(fetched.status, fetched.location, fetched.content_type))
    if visit is Visit.stop:
        raise Stopped(fetched.status, fetched.retry_after_s)
    return visit


async def fetch_following(
    services: Services, person: UUID, address: str, may_follow: Callable[[str], bool], etag: str = "", last_modified: str = ""
) -> Fetched:  # fmt: skip
    """The answer at the end of at most five redirects to addresses that may be followed; else the redirect itself.

    Raises Stopped and the errors of the port.
    """
    for _ in range(MOST_REDIRECTS + 1):
        fetched = await services.fetcher.fetch(address, person, etag, last_modified)
        target = join(address, fetched.location) if read_meaning(fetched) is Visit.moved else None
        if target is None or not may_follow(target):
            return fetched
        address = target
    return fetched
