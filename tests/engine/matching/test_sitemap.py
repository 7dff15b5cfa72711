"""The sitemap: every published address once, in files of a bounded size, whatever is added meanwhile."""

from collections.abc import Awaitable, Callable

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import NotFound
from orchestrator.engine.matching.add_answers import import_answers
from orchestrator.engine.matching.answers import AnswerText
from orchestrator.engine.matching.publishing import sitemap
from orchestrator.http.matching.public.routes import render_index
from support.stories import build_house, rows

Run = Callable[[Callable[[Running], Awaitable[None]]], None]


def test_files_have_a_bounded_size(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        services = program.services
        house = await build_house(services)
        texts = [AnswerText(f"Where is thing {number}?", "In the shed.") for number in range(7)]
        texts.append(AnswerText("Where is the key?", "Below the mat.", Layer.friends))
        await import_answers(services, house.creator, house.avee, texts)
        publish = "UPDATE canonical_answers SET published = true, published_at = now(), slug = 'thing-' || right(question_pattern, 2)"
        rows(database, f"{publish} WHERE question_pattern LIKE 'Where is thing%'")
        assert await sitemap.count_sitemaps(services, 3) == 3
        found: list[str] = []
        for number in (1, 2, 3):
            batches = [batch async for batch in await sitemap.read_sitemap(services, number, 3)]
            found += [page.slug for batch in batches for page in batch]
        assert sorted(found) == sorted(f"thing-{number}?" for number in range(7))
        for number in (0, 4):
            with pytest.raises(NotFound):
                await sitemap.read_sitemap(services, number, 3)
        (whole,) = [batch async for batch in await sitemap.read_sitemap(services, 1)]
        assert len(whole) == 7
        rows(database, "UPDATE canonical_answers SET layer = 'friends'")
        assert await sitemap.count_sitemaps(services) == 0

    run(story)


def test_the_index_names_the_files() -> None:
    index = render_index("https://ask.example.org", 2)
    assert index.count("<sitemap>") == 2
    assert "<loc>https://ask.example.org/sitemap-2.xml</loc>" in index
