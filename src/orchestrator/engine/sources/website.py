"""Looking at a website: page after page, as its sitemap or its links say and its robots.txt allows."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin
from uuid import UUID

from orchestrator.domain.errors import Forbidden, Invalid, Kind, OrchestratorError, TooLarge, Unavailable
from orchestrator.domain.sources.addresses import is_same_host, join, may_be_page
from orchestrator.domain.sources.visits import LONGEST_PAUSE_S, MOST_FAILURES, Visit, is_page
from orchestrator.engine.services import Services
from orchestrator.engine.sources.fetching import Stopped, fetch_following, read_meaning
from orchestrator.engine.sources.storing import fail_item, miss_item, save_item, store_item
from orchestrator.ports.database import Scope
from orchestrator.ports.sources import Fetched, ReadItem, ReadRobots
from orchestrator.ports.stores.sources import Found, SeenItem, Source, SourceItem

BATCH_PAGES = 50
"""Pages after which another job goes on, so that the websites of other people have their turn."""
MOST_SITEMAPS = 50
NO_TEXT = "The page has no text that can be read without running its scripts."
ELSEWHERE = "It leads to another website: {}. Add that address as a source of its own."


@dataclass(frozen=True, slots=True)
class _Site:
    """What is known of a website before its pages are visited."""

    robots: bytes
    pause_s: float
    follows_links: bool
    """Whether there is no sitemap."""


async def look_at_website(services: Services, person: UUID, source: Source, enqueue: bool = True) -> bool:
    """Visits the pages that this look has not reached, and returns whether it reached all. Safe to repeat after a crash.

    Raises Forbidden `robots_forbid`, and Unavailable where the website does not answer: everything stays as it is then.
    """
    robots, rules = await _read_robots(services, person, source)
    if not rules.allows:
        raise Forbidden("robots_forbid", "The website's robots.txt asks programs not to read this address.")
    pages, has_sitemap = await _read_sitemaps(services, person, source, robots, rules.sitemaps)
    async with services.database.transaction(Scope(person)) as tx:
        if may_be_page(source.address):
            await tx.sources.add_items(source, [source.address], depth=0)
        await tx.sources.add_items(source, pages, depth=1)
    pause_s = min(LONGEST_PAUSE_S, max(services.fetcher.pause_s, rules.pause_s))
    return await _visit_all(services, person, source, _Site(robots, pause_s, not has_sitemap), enqueue)


async def _visit_all(services: Services, person: UUID, source: Source, site: _Site, enqueue: bool) -> bool:
    failures = 0
    for _ in range(BATCH_PAGES):
        async with services.database.transaction(Scope(person)) as tx:
            item = await tx.sources.next_item(source)
        if item is None:
            return True
        try:
            await _visit(services, person, source, item, site, enqueue)
            failures = 0
        except Stopped:
            raise
        except (Unavailable, Invalid, TooLarge) as error:
            failures += error.kind is Kind.unavailable
            await save_item(services, person, source, item, fail_item(item, error.detail), Found())
            if failures >= MOST_FAILURES or (failures and item.key == source.address):
                raise
        await asyncio.sleep(site.pause_s)
    return False


async def _visit(services: Services, person: UUID, source: Source, item: SourceItem, site: _Site, enqueue: bool) -> None:
    has_document = item.document_id is not None and item.state == "read"
    etag, last_modified = (item.etag or "", item.last_modified or "") if has_document else ("", "")
    fetched = await services.fetcher.fetch(item.key, person, etag, last_modified)
    visit = read_meaning(fetched)
    match visit:
        case Visit.unchanged:
            seen = SeenItem("read", item.title, None, item.content_hash, item.document_id, item.etag, item.last_modified)
            await save_item(services, person, source, item, seen, Found())
        case Visit.gone:
            await _miss(services, person, source, item)
        case Visit.moved:
            await _follow(services, person, source, item, fetched, site)
        case Visit.read:
            await _read(services, person, source, item, fetched, site, enqueue)
        case Visit.failed | Visit.stop:
            raise Unavailable("website_failed", f"The website answered {fetched.status}.")


async def _read(
    services: Services, person: UUID, source: Source, item: SourceItem, fetched: Fetched, site: _Site, enqueue: bool
) -> None:  # fmt: skip
    if not is_page(fetched.content_type):
        raise Invalid("no_page", f"It is no page, but {fetched.content_type[:100]}.")
    page = await services.source_reader.read_page(item.key, fetched.body, site.robots)
    if page.text:
        seen, found = await store_item(services, person, source, item, ReadItem(item.key, page.title, page.text, item.key), enqueue)
        seen = _with_tags(seen, fetched)
    else:
        seen, found = fail_item(item, NO_TEXT), Found()
    async with services.database.transaction(Scope(person)) as tx:
        if not await tx.sources.save_item(item, source.look, seen):
            return
        await tx.sources.count_found(source, found)
        if site.follows_links and item.depth < source.max_depth:
            await tx.sources.add_items(source, page.links, item.depth + 1)


async def _follow(services: Services, person: UUID, source: Source, item: SourceItem, fetched: Fetched, site: _Site) -> None:
    """A page that moved within the website is gone here, and visited there."""
    target = join(item.key, fetched.location)
    if target is None or not is_same_host(target, source.address):
        raise Invalid("leads_elsewhere", ELSEWHERE.format((target or fetched.location)[:200]))
    rules = await services.source_reader.read_robots(target, site.robots)
    if rules.allows and target != item.key:
        async with services.database.transaction(Scope(person)) as tx:
            await tx.sources.add_items(source, [target], item.depth)
    await _miss(services, person, source, item)


async def _miss(services: Services, person: UUID, source: Source, item: SourceItem) -> None:
    async with services.database.transaction(Scope(person)) as tx:
        seen, found = await miss_item(tx, person, item)
        if await tx.sources.save_item(item, source.look, seen):
            await tx.sources.count_found(source, found)


async def _read_robots(services: Services, person: UUID, source: Source) -> tuple[bytes, ReadRobots]:
    """Without a robots.txt everything is allowed; where it cannot be fetched nothing is known, and the look ends (RFC 9309)."""
    address = urljoin(source.address, "/robots.txt")
    fetched = await fetch_following(services, person, address, lambda target: is_same_host(target, source.address))
    if fetched.status >= 500:
        raise Unavailable("website_failed", f"The website's robots.txt cannot be read: it answered {fetched.status}.")
    robots = fetched.body if fetched.status == 200 else b""
    return robots, await services.source_reader.read_robots(source.address, robots)


async def _read_sitemaps(
    services: Services, person: UUID, source: Source, robots: bytes, named: Sequence[str]
) -> tuple[Sequence[str], bool]:  # fmt: skip
    """(the pages of all sitemaps, whether there is one)."""
    own = () if may_be_page(source.address) else (source.address,)
    waiting = list(own or named or (urljoin(source.address, "/sitemap.xml"),))
    seen, pages, has_sitemap = set[str](), dict[str, None](), False
    while waiting and len(seen) < MOST_SITEMAPS and len(pages) < source.max_pages:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        try:
            fetched = await fetch_following(services, person, address, lambda target: is_same_host(target, source.address))
        except Stopped:
            raise
        except OrchestratorError:
            continue
        if fetched.status == 200:
            found = await _read_sitemap(services, address, fetched, robots)
            has_sitemap = has_sitemap or bool(found[0] or found[1])
            pages |= dict.fromkeys(found[0])
            waiting += found[1]
    return list(pages)[: source.max_pages], has_sitemap


async def _read_sitemap(services: Services, address: str, fetched: Fetched, robots: bytes) -> tuple[Sequence[str], Sequence[str]]:
    """Nothing where it is broken, as a page that says 'not found' with the status 200 is."""
    try:
        found = await services.source_reader.read_sitemap(address, fetched.body, robots)
    except (Invalid, TooLarge):
        return (), ()
    return found.pages, found.sitemaps


def _with_tags(seen: SeenItem, fetched: Fetched) -> SeenItem:
    return SeenItem(
        seen.state, seen.title, seen.failure, seen.content_hash, seen.document_id, fetched.etag[:500] or None,
        fetched.last_modified[:500] or None, has_changed=seen.has_changed,
    )  # fmt: skip
