"""Reading passages: one for an asker who follows a citation, and for the team all of a document or those nearest to a text."""

from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.texts import check_message
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.answering.documents import no_such_document
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.answering import StoredPassage
from orchestrator.ports.stores.paging import Page

NEAREST = 12
"""Passages that are found for a text, at most."""


async def find_passages(services: Services, person: UUID, avee_id: UUID, text: str) -> list[StoredPassage]:
    """For the team: the passages nearest to a question or to a few words, whatever their layer; best first.

    Raises NotFound `avee_not_found`, Invalid for an empty or over-long text, Unavailable where the embedder does not answer.
    """
    wanted = check_message(text)
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
    vector = (await services.embedder.embed([wanted]))[0]
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.documents.find_passages(avee_id, wanted, vector, NEAREST)


async def show_passage(services: Services, person: UUID, avee_id: UUID, passage_id: UUID) -> StoredPassage:
    """A passage that the person's layer admits.

    Raises NotFound `passage_not_found`, also where the layer excludes it.
    """
    async with services.database.transaction(Scope(person, avee_id)) as tx:
        passage = await tx.documents.load_passage(avee_id, passage_id)
    if passage is None:
        raise NotFound("passage_not_found", "This passage does not exist, or you may not read it. Its document may have been replaced.")
    return passage


async def list_passages(services: Services, person: UUID, avee_id: UUID, document_id: UUID, page: Page) -> list[StoredPassage]:
    """The passages of a document of the person's own agent, in the order of the document.

    Raises NotFound (`avee_not_found`, `document_not_found`).
    """
    async with services.database.transaction(Scope(person)) as tx:
        await require_role(tx, avee_id, TeamRole.viewer)
        if await tx.documents.load_document(avee_id, document_id) is None:
            raise no_such_document()
        return await tx.documents.list_passages(avee_id, document_id, page)
