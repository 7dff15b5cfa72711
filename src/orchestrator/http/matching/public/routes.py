"""Pages that anybody may read, without a script: an agent's published answers, one of them, and what leads search engines there."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated
from xml.sax.saxutils import escape

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse

from orchestrator.domain.errors import NotFound
from orchestrator.domain.matching.publishing.publishing import MAX_QUERY_CHARACTERS
from orchestrator.engine.matching.publishing.public_answers import list_public, show_public_answer
from orchestrator.engine.matching.publishing.sitemap import count_sitemaps, read_sitemap
from orchestrator.engine.services import Services
from orchestrator.http.auth import TheServices
from orchestrator.http.matching.public.pages import POLICY, Site, answer_path, render_answer, render_list, render_missing
from orchestrator.http.matching.public.phrases import phrases_for
from orchestrator.http.rates import limit_pages
from orchestrator.http.ui import is_for_a_person
from orchestrator.ports.stores.matching.publications import PublishedPage

router = APIRouter(include_in_schema=False, dependencies=[Depends(limit_pages)])

# A copy may be kept, and is asked about each time it is shown: what was corrected or withdrawn is never shown again.
HEADERS = {"Cache-Control": "public, no-cache", "Vary": "Accept-Language", "Content-Security-Policy": POLICY}
SETTLED = timedelta(seconds=2)
"""A page that changed so recently has no Last-Modified, as it may change again within the same second."""
XML = "application/xml"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
ROBOTS = """User-agent: *
Disallow: /messages
Disallow: /my-agents
Disallow: /settings
Disallow: /sign-in
Disallow: /sign-up
Allow: /

Sitemap: {site}/sitemap.xml
"""
AcceptLanguage = Annotated[str, Header()]


@router.get("/@{handle}/answers")
async def list_published(
    services: TheServices, request: Request, handle: str, query: str = "", page: str = "1", accept_language: AcceptLanguage = ""
) -> Response:
    """An agent's published answers, all or those that contain the words of the query."""
    site = _site(services, accept_language)
    query = query.strip()[:MAX_QUERY_CHARACTERS]
    try:
        found = await list_public(services, handle, query, int(page) if page.isdecimal() and len(page) < 5 else 0)
    except NotFound as error:
        return _missing(request, site, error)
    # Off the event loop: the texts may be long.
    return _answer(request, await asyncio.to_thread(render_list, site, found, query))


@router.get("/@{handle}/answers/{slug}")
async def show_published(services: TheServices, request: Request, handle: str, slug: str, accept_language: AcceptLanguage = "") -> Response:
    """One published answer."""
    site = _site(services, accept_language)
    try:
        agent, answer = await show_public_answer(services, handle, slug)
    except NotFound as error:
        return _missing(request, site, error)
    return _answer(request, await asyncio.to_thread(render_answer, site, agent, answer), answer.modified_at, services.clock.now())


@router.get("/robots.txt")
async def show_robots(services: TheServices) -> Response:
    """What search engines may read, and where the list of pages is."""
    return PlainTextResponse(ROBOTS.format(site=_url(services)))


@router.get("/sitemap.xml")
async def show_sitemap(services: TheServices) -> Response:
    """The addresses of all published answers; past as many as one file may have, the addresses of the files."""
    files = await count_sitemaps(services)
    if files <= 1:
        return _stream(_url(services), await read_sitemap(services, 1))
    return Response(render_index(_url(services), files), media_type=XML)


@router.get("/sitemap-{number}.xml")
async def show_sitemap_file(services: TheServices, number: int) -> Response:
    """One of the files that the sitemap names."""
    return _stream(_url(services), await read_sitemap(services, number))


def render_index(site: str, files: int) -> str:
    """The sitemap that names the files of addresses."""
    listed = "".join(f"<sitemap><loc>{escape(site)}/sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, files + 1))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{SITEMAPS}">\n{listed}</sitemapindex>\n'


def _stream(site: str, batches: AsyncIterator[Sequence[PublishedPage]]) -> Response:
    async def written() -> AsyncIterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITEMAPS}">\n'
        async for batch in batches:
            yield "".join(_entry(site, page) for page in batch)
        yield "</urlset>\n"

    return StreamingResponse(written(), media_type=XML)


def _entry(site: str, page: PublishedPage) -> str:
    changed = page.modified_at.astimezone(UTC).isoformat(timespec="seconds")
    return f"<url><loc>{escape(site + answer_path(page.handle, page.slug))}</loc><lastmod>{changed}</lastmod></url>\n"


def _site(services: Services, accept_language: str) -> Site:
    return Site(_url(services), phrases_for(accept_language), services.word_forms)


def _url(services: Services) -> str:
    return (services.public_url or services.links_url).rstrip("/")


def _missing(request: Request, site: Site, error: NotFound) -> Response:
    """The same page for what was never there and what was withdrawn; a problem for programs."""
    if not is_for_a_person(request):
        raise error
    return HTMLResponse(
        render_missing(site.phrases), 404, HEADERS | {"Cache-Control": "no-store", "Content-Language": site.phrases.language}
    )


def _answer(request: Request, page: str, modified_at: datetime | None = None, now: datetime | None = None) -> Response:
    """The page, or 304 where the reader has it."""
    body = page.encode()
    headers = HEADERS | {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if modified_at is not None and now is not None and now - modified_at > SETTLED:
        headers["Last-Modified"] = format_datetime(modified_at.astimezone(UTC), usegmt=True)
    return Response(status_code=304, headers=headers) if _is_known(request, headers) else HTMLResponse(body, headers=headers)


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    if (sent := request.headers.get("if-none-match")) is not None:
        return headers["ETag"] in (each.strip().removeprefix("W/") for each in sent[:1_000].split(","))
    since, modified = request.headers.get("if-modified-since"), headers.get("Last-Modified")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since[:100]).replace(tzinfo=UTC)
    except (ValueError, TypeError):
        return False
