"""A website becomes documents, and stays fresh: what changed is replaced, what is gone twice is deleted, an outage deletes nothing."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.engine.sources import look, sources
from support.servers.website import Website
from support.sites import settings, site
from support.sources import Library, make_library
from support.stories import rows

__all__ = ["settings", "site"]

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
FEEDING = "Feed the bees in autumn with sugar syrup, two parts of sugar to one part of water."
HIVES = "A hive stands dry and faces south, with its entrance a hand above the ground."


def told(story: Callable[[Library], Awaitable[None]]) -> Callable[[Running], Awaitable[None]]:
    async def whole(program: Running) -> None:
        await story(await make_library(program.services))

    return whole


def fill(site: Website) -> None:
    site.page("/", "Bees", "All about keeping bees at home, from the first hive to the last jar of honey.", ("/feeding", "/hives"))
    site.page("/feeding", "Feeding", FEEDING, etag='"1"')
    site.page("/hives", "Hives", HIVES)


def test_a_sitemap_names_the_pages_and_robots_keeps_some_out(run: Run, site: Website, database: EmbeddedServer) -> None:
    fill(site)
    site.page("/private/prices", "Prices", "Our prices for shops are a secret between us and the shops that buy from us.")
    site.sitemap("/feeding", "/private/prices", "/picture.png")
    site.put("/robots.txt", b"User-agent: *\nDisallow: /hives\n\nUser-agent: Orchestrator\nDisallow: /private\n", "text/plain")

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        assert (source.state, source.added, source.failure) == ("ready", 2, None)
        assert set(await library.titles()) == {"Bees", "Feeding"}
        assert (await library.titles())["Feeding"] == f"{site.url}/feeding"
        assert None not in (source.next_look_at, source.looked_at)

    run(told(story))
    assert [headers["user-agent"].split("/")[0] for _, headers in site.asked] == ["Orchestrator"] * len(site.asked)
    assert {path for path, _ in site.asked} == {"/robots.txt", "/sitemap.xml", "/", "/feeding"}
    (passage,) = rows(database, "SELECT content FROM passages WHERE content LIKE 'Feed%'")
    assert passage.content == FEEDING, "only the text of the page, without its address"


def test_without_a_sitemap_links_are_followed_as_far_as_is_wanted(run: Run, site: Website) -> None:
    fill(site)
    site.page("/feeding", "Feeding", FEEDING, ("/deeper", "https://elsewhere.example/", "mailto:ada@example.org", "/file.pdf"))
    site.page("/deeper", "Deeper", "What is found three clicks deep is rarely what a beginner needs to read first.", ("/deepest",))

    async def story(library: Library) -> None:
        shallow = await library.look(await library.add(site.url, max_depth=1))
        assert set(await library.titles()) == {"Bees", "Feeding", "Hives"}
        assert (shallow.items, shallow.waiting) == (3, 0)

    run(told(story))


def test_what_is_the_same_is_not_read_again_and_what_changed_is_replaced(run: Run, site: Website, database: EmbeddedServer) -> None:
    fill(site)

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        before = {row.title: row.id for row in rows(database, "SELECT title, id FROM documents")}
        site.page("/hives", "Hives", HIVES + " It is never moved in winter.")
        site.asked.clear()
        again = await library.look(source)
        assert (again.added, again.changed, again.retired) == (0, 1, 0)
        after = {row.title: row.id for row in rows(database, "SELECT title, id FROM documents")}
        assert {title for title in before if before[title] != after[title]} == {"Hives"}
        assert rows(database, "SELECT content FROM passages WHERE content LIKE '%moved in winter%'")
        conditions = {path: headers.get("if-none-match") for path, headers in site.asked}
        assert conditions["/feeding"] == '"1"'

    run(told(story))


def test_the_old_text_is_served_until_the_new_one_is_read(run: Run, site: Website, database: EmbeddedServer) -> None:
    fill(site)

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        site.page("/hives", "Hives", "Hives stand anywhere now, as long as the bees can find them again in the evening.")
        await look.look_at_source(library.services, library.creator, library.avee, source.id, enqueue=False)
        assert rows(database, "SELECT content FROM passages WHERE content LIKE 'A hive stands dry%'")
        site.page("/hives", "Hives", HIVES)
        await library.look(source)
        assert [row.content for row in rows(database, "SELECT content FROM passages WHERE content LIKE '%ive%stand%'")] == [HIVES]

    run(told(story))


def test_a_page_that_is_gone_twice_is_deleted_and_comes_back(run: Run, site: Website) -> None:
    fill(site)

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        site.answer("/hives", 410)
        once = await library.look(source)
        assert (once.retired, "Hives" in await library.titles()) == (0, True)
        twice = await library.look(source)
        assert (twice.retired, "Hives" in await library.titles()) == (1, False)
        assert (await library.items(source))["hives"] == "gone"
        site.page("/hives", "Hives", HIVES)
        back = await library.look(source)
        assert (back.added, "Hives" in await library.titles()) == (1, True)

    run(told(story))


@pytest.mark.parametrize("status", [500, 503, 429, 403])
def test_an_outage_deletes_nothing(run: Run, site: Website, status: int) -> None:
    fill(site)

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        for path in list(site.replies):
            site.answer(path, status, **{"retry-after": "7200"})
        for _ in range(3):
            failed = await library.look(source)
            assert (failed.state, bool(failed.failure)) == ("failed", True)
        assert set(await library.titles()) == {"Bees", "Feeding", "Hives"}
        assert failed.next_look_at is not None
        assert failed.looked_at is not None
        waits_h = (failed.next_look_at - failed.looked_at).total_seconds() / 3600
        assert waits_h == pytest.approx(2 if status in (429, 503) else 1, abs=0.1)
        fill(site)
        assert (await library.look(source)).state == "ready"

    run(told(story))


def test_a_broken_page_fails_alone(run: Run, site: Website) -> None:
    fill(site)
    site.sitemap("/feeding", "/film", "/empty", "/away", "/moved", "/large", "/bomb", "/odd", "/hives")
    site.put("/film", b"\0\1", "video/mp4")
    site.put("/empty", b"<html><body><div id='root'></div><script>draw()</script></body></html>", "text/html")
    site.answer("/away", 302, location="http://169.254.169.254/latest/meta-data")
    site.answer("/moved", 301, location="/new")
    site.page("/new", "New", "This page has a new address, to which the old one leads everybody who still comes by.")
    site.put("/large", b"<p>" + b"bees " * 2_000_000, "text/html")
    site.replies["/bomb"] = site.replies["/large"]
    site.put("/bomb", gzip.compress(b"<p>" + b"\0" * 200_000_000), "text/html", **{"content-encoding": "gzip"})
    site.put("/odd", b"x", "text/html", **{"content-encoding": "br"})

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        items = await library.items(source)
        assert {key for key, state in items.items() if state == "failed"} == {"film", "empty", "away", "large", "bomb", "odd"}
        assert items["moved"] == "gone"
        assert source.state == "ready"
        assert set(await library.titles()) == {"Bees", "Feeding", "Hives", "New"}

    run(told(story))


def test_a_sitemap_may_be_an_index_and_packed_and_a_bomb_is_left_out(run: Run, site: Website) -> None:
    fill(site)
    index = f"<sitemapindex><sitemap><loc>{site.url}/one.xml.gz</loc></sitemap><sitemap><loc>{site.url}/two.xml.gz</loc></sitemap></sitemapindex>"
    site.put("/sitemap.xml", index.encode(), "application/xml")
    site.put("/one.xml.gz", gzip.compress(f"<urlset><url><loc>{site.url}/hives</loc></url></urlset>".encode()), "application/gzip")
    site.put("/two.xml.gz", gzip.compress(b"\0" * 100_000_000), "application/gzip")

    async def story(library: Library) -> None:
        await library.look(await library.add(site.url))
        assert set(await library.titles()) == {"Bees", "Hives"}

    run(told(story))


def test_at_most_so_many_pages_are_read(run: Run, site: Website) -> None:
    fill(site)
    site.sitemap(*(f"/page-{number}" for number in range(40)))
    for number in range(40):
        site.page(f"/page-{number}", f"Page {number}", f"What is written on page {number} is about the bees of hive {number}.")

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url, max_pages=5))
        assert (source.items, len(await library.titles())) == (5, 5)

    run(told(story))


def test_a_website_that_forbids_it_is_not_read(run: Run, site: Website) -> None:
    fill(site)
    site.put("/robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        assert (source.state, source.failure_code) == ("failed", "robots_forbid")

    run(told(story))
    assert site.paths() == ["/robots.txt"]


def test_a_look_that_was_killed_goes_on_where_it_was(run: Run, site: Website) -> None:
    fill(site)
    seen: list[str] = []
    site.held = "/hives"

    async def story(library: Library) -> None:
        source = await library.add(site.url)
        looking = asyncio.create_task(look.look_at_source(library.services, library.creator, library.avee, source.id, enqueue=False))
        await asyncio.to_thread(site.arrived.wait)
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking
        between = await library.show(source)
        assert (between.state, between.look) == ("looking", 1)
        seen.extend(site.paths())
        site.released.set()
        after = await library.look(source)
        assert (after.state, after.look, after.added) == ("ready", 1, 3)
        assert set(await library.titles()) == {"Bees", "Feeding", "Hives"}
        assert "/feeding" in seen
        assert "/feeding" not in site.paths(), "what was read is not fetched again"

    run(told(story))


def test_a_removed_source_takes_its_documents_along_or_leaves_them(run: Run, site: Website) -> None:
    fill(site)

    async def story(library: Library) -> None:
        for keeps in (True, False):
            source = await library.look(await library.add(site.url))
            await sources.remove_source(library.services, library.creator, library.avee, source.id, keeps, source.version)
            assert set(await library.titles()) == ({"Bees", "Feeding", "Hives"} if keeps else set())

    run(told(story))
