"""Reading published answers, in nobody's name: the database shows nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.errors import NotFound
from orchestrator.domain.matching.publishing.publishing import MAX_SLUG_CHARACTERS, read_words
from orchestrator.engine.accounts.agents.avees import show_public
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.matching.publications import PublishedAnswer

PAGE_ANSWERS = 20
MAX_PAGE = 500


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page of an agent's published answers."""

    agent: PublicAvee
    answers: Sequence[PublishedAnswer]
    number: int
    """From 1."""
    has_more: bool


async def list_public(services: Services, handle: str, query: str, number: int) -> PublicPage:
    """The answers that contain the words of the query, newest publication first; all of them for ''.

    Raises NotFound `avee_not_found` and, past the last page, `page_not_found`; Moved for a handle that the agent gave up.
    """
    agent = await show_public(services, handle)
    if not 1 <= number <= MAX_PAGE:
        raise _no_such_page()
    async with services.database.transaction(Scope()) as tx:
        found = await tx.publications.list_published(agent.id, read_words(query), (number - 1) * PAGE_ANSWERS, PAGE_ANSWERS + 1)
    if number > 1 and not found:
        raise _no_such_page()
    return PublicPage(agent, found[:PAGE_ANSWERS], number, len(found) > PAGE_ANSWERS and number < MAX_PAGE)


async def show_public_answer(services: Services, handle: str, slug: str) -> tuple[PublicAvee, PublishedAnswer]:
    """Raises NotFound `avee_not_found` or `answer_not_found`, Moved for a handle that the agent gave up."""
    agent = await show_public(services, handle)
    found = None
    if slug.isprintable() and len(slug) <= MAX_SLUG_CHARACTERS + 20:
        async with services.database.transaction(Scope()) as tx:
            found = await tx.publications.find_published(agent.id, slug)
    if found is None:
        raise NotFound("answer_not_found", "There is no such published answer.")
    return agent, found


def _no_such_page() -> NotFound:
    return NotFound("page_not_found", "There is no such page of answers.")
