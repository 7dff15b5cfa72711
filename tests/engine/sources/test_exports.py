"""Feeds and exports become documents, and their old questions and answers are proposed and never active unseen."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.errors import Conflict
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.engine.sources import look, proposals
from support.exports import ANSWER, CREATOR, FEED, QUESTION, SUBTITLES, discourse, mbox, notion, telegram, zendesk
from support.servers.website import Website
from support.sites import settings, site
from support.sources import Library, make_library
from support.stories import count, rows

__all__ = ["settings", "site"]

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


def told(story: Callable[[Library], Awaitable[None]]) -> Callable[[Running], Awaitable[None]]:
    async def whole(program: Running) -> None:
        await story(await make_library(program.services))

    return whole


@pytest.mark.parametrize(
    ("name", "export", "names"),
    [
        ("mail.mbox", mbox, ()),
        ("result.json", telegram, (CREATOR,)),
        ("topic.json", discourse, ()),
        ("zendesk.json", zendesk, ()),
    ],
)
def test_old_questions_are_proposed_and_answer_nobody_before_they_are_accepted(
    run: Run, database: EmbeddedServer, name: str, export: Callable[..., bytes], names: tuple[str, ...]
) -> None:
    async def story(library: Library) -> None:
        source = await library.look(await library.add(file_name=name, data=export(), answered_by=names))
        assert (source.state, source.proposed, source.next_look_at) == ("ready", 1, None)
        (proposal,) = await library.proposed()
        assert QUESTION in proposal.question_pattern
        assert proposal.answer_content.strip() == ANSWER
        assert not any(personal in proposal.question_pattern for personal in ("Tom", "Berger", "1234567", "Mira"))
        assert count(database, "canonical_answers") == count(database, "phrasings") == 0
        # The same export again changes nothing.
        again = await library.look(await library.add(file_name=name, data=export(), answered_by=names))
        assert (again.id, again.proposed, again.added, again.changed) == (source.id, 0, 0, 0)
        done = await proposals.accept_proposals(library.services, library.creator, library.avee, [proposals.Acceptance(proposal.id)])
        assert [row.answer_content for row in rows(database, "SELECT answer_content FROM canonical_answers")] == [ANSWER]
        assert await library.proposed() == []
        with pytest.raises(Conflict, match="accepted already"):
            await proposals.accept_proposals(library.services, library.creator, library.avee, [proposals.Acceptance(proposal.id)])
        # An answer that rests on what the source said before is shown again, and changed when that is accepted.
        await library.look(await library.add(file_name=name, data=export("Twice a week, and never in frost."), answered_by=names))
        (changed,) = await library.proposed()
        assert (changed.answer_id, changed.answer_now) == (done[0].answer_id, ANSWER)
        await proposals.accept_proposals(library.services, library.creator, library.avee, [proposals.Acceptance(changed.id)])
        found = rows(database, "SELECT answer_content, version FROM canonical_answers")
        assert [(row.answer_content, row.version) for row in found] == [("Twice a week, and never in frost.", 2)]

    run(told(story))


def test_what_was_dismissed_is_not_proposed_again(run: Run, database: EmbeddedServer) -> None:
    async def story(library: Library) -> None:
        await library.look(await library.add(file_name="topic.json", data=discourse()))
        (proposal,) = await library.proposed()
        await proposals.dismiss_proposals(library.services, library.creator, library.avee, [proposal.id])
        await library.look(await library.add(file_name="topic.json", data=discourse("Something else that nobody asked about.")))
        assert await library.proposed() == []
        assert count(database, "canonical_answers") == 0

    run(told(story))


def test_who_answers_is_asked_where_it_cannot_be_told(run: Run) -> None:
    async def story(library: Library) -> None:
        export = telegram().replace(b'"Mira"', b'"The bee lady"')
        source = await library.look(await library.add(file_name="result.json", data=export))
        assert (source.state, source.failure_code) == ("failed", "answered_by_needed")
        assert "The bee lady" in str(source.failure)

        again = await library.add(file_name="result.json", data=export, answered_by=("The bee lady",))
        assert again.id == source.id
        assert ((await library.look(again)).state, len(await library.proposed())) == ("ready", 1)

    run(told(story))


def test_a_page_that_two_exports_lack_is_deleted(run: Run) -> None:
    async def story(library: Library) -> None:
        whole = notion(Feeding="# Feeding\n\nTwo parts of sugar.", Hives="# Hives\n\nDry and south, see [Feeding](Feeding%20012.md).")
        source = await library.look(await library.add(file_name="notion.zip", data=whole))
        assert set(await library.titles()) == {"Feeding", "Hives", "Prices"}
        assert (await library.titles())["Feeding"] == "notion.zip/Bees/Feeding.md"
        for retired in (0, 1):
            await library.add(file_name="notion.zip", data=notion(Hives="# Hives\n\nDry and south, see [Feeding](Feeding%20012.md)."))
            source = await library.look(source)
            assert (source.changed, source.retired) == (0, retired)
        assert set(await library.titles()) == {"Hives", "Prices"}

    run(told(story))


def test_a_feed_is_followed_and_what_it_no_longer_lists_stays(run: Run, site: Website) -> None:
    async def story(library: Library) -> None:
        site.put("/feed.xml", FEED, "application/rss+xml", etag='"a"')
        source = await library.look(await library.add(f"{site.url}/feed.xml"))
        assert source.kind is DocumentSourceKind.feed
        assert set(await library.titles()) == {"Swarms", "Honey"}
        assert (await library.look(source)).changed == 0
        site.put(
            "/feed.xml", FEED.replace(b"for a day", b"for two days").replace(b"<guid>2", b"<guid>3"), "application/rss+xml", etag='"b"'
        )
        after = await library.look(source)
        assert (after.added, after.changed, after.retired) == (1, 1, 0)
        site.answer("/feed.xml", 500)
        for _ in range(3):
            assert (await library.look(source)).state == "failed"
        assert len(await library.titles()) == 3 - 1, "two entries have one title"

    run(told(story))
    assert site.asked[2][1].get("if-none-match") == '"a"' or site.asked[1][1].get("if-none-match") == '"a"'


def test_subtitles_become_paragraphs(run: Run, database: EmbeddedServer) -> None:
    async def story(library: Library) -> None:
        await library.look(await library.add(file_name="Weighing.vtt", data=SUBTITLES))

    run(told(story))
    (passage,) = rows(database, "SELECT content FROM passages")
    assert passage.content == "welcome to bees at home today we weigh the hive."


def test_a_due_source_gets_a_job_and_only_one(run: Run, site: Website, database: EmbeddedServer) -> None:
    site.page("/", "Bees", "All about keeping bees at home, from the first hive to the last jar of honey.")

    async def story(library: Library) -> None:
        source = await library.look(await library.add(site.url))
        assert await look.look_at_due_sources(library.services) == 0
        rows(database, "UPDATE sources SET next_look_at = now() - interval '1 minute'")
        assert [await look.look_at_due_sources(library.services) for _ in range(2)] == [1, 0]
        assert (await library.show(source)).state == "ready"

    run(told(story))
