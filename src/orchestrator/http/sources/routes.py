"""Sources of an agent's documents."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.datastructures import UploadFile
from fastapi.param_functions import File, Form

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.engine.sources import sources
from orchestrator.http.auth import TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.preconditions import TheIfMatch, expected_version, show_etag
from orchestrator.http.sources.schemas import NAMES, DocumentSourceIn, DocumentSourceOut, DocumentSourcesOut, SourceChangeIn, SourceItemOut
from orchestrator.http.wire import PageOut
from orchestrator.ports.stores.sources import Source

router = APIRouter(prefix="/avees/{avee_id}/sources", tags=["knowledge"])

KNOWN: dict[int | str, dict[str, Any]] = {200: {"model": DocumentSourceOut, "description": "It is there already, and is looked at again."}}


@router.get("", response_model=DocumentSourcesOut)
async def list_sources(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """Where documents come from by themselves, newest first, with what the newest look found."""
    return {"items": await sources.list_sources(caller.services, caller.person.user_id, avee_id)}


@router.post("", status_code=201, response_model=DocumentSourceOut, responses=KNOWN)
async def add_source(caller: TheCaller, avee_id: UUID, body: DocumentSourceIn, response: Response) -> Source:
    """Adds a website or a feed, which a job looks at now and then again every `every_hours`.

    What changed is replaced, what is gone twice in a row is deleted, and what cannot be reached stays. A website's robots.txt is obeyed.
    """
    kind = DocumentSourceKind(body.kind) if body.kind else None
    wish = sources.SourceWish(
        body.address, kind=kind, layer=body.layer, every_hours=body.every_hours, max_pages=body.max_pages, max_depth=body.max_depth
    )
    return await _add(caller, avee_id, wish, response)


@router.post("/file", status_code=201, response_model=DocumentSourceOut, responses=KNOWN)
async def add_source_file(
    caller: TheCaller,
    avee_id: UUID,
    response: Response,
    file: Annotated[UploadFile, File(description="Subtitles (.srt, .vtt), or an export of Notion, Discourse, Zendesk, Telegram or a mailbox (mbox).")],
    kind: Annotated[DocumentSourceKind | None, Form(description="Told from the file where it is not said.")] = None,
    layer: Annotated[Layer, Form()] = Layer.public,
    answered_by: Annotated[list[str] | None, Form(max_length=sources.MAX_NAMES, description=NAMES)] = None,
) -> Source:  # fmt: skip
    """Adds an export. Its texts become documents, and its old questions with your answers are proposed as canonical answers.

    The same export again changes nothing; a newer one of the same name replaces what changed.
    """
    wish = sources.SourceWish(
        file_name=file.filename or "", data=await file.read(), kind=kind, layer=layer, answered_by=tuple(answered_by or ())
    )
    return await _add(caller, avee_id, wish, response)


@router.get("/{source_id}", response_model=DocumentSourceOut)
async def show_source(caller: TheCaller, avee_id: UUID, source_id: UUID, response: Response) -> Source:
    """A source, with how far the newest look has come."""
    return _show(await sources.show_source(caller.services, caller.person.user_id, avee_id, source_id), response)


@router.patch("/{source_id}", response_model=DocumentSourceOut)
async def change_source(
    caller: TheCaller, avee_id: UUID, source_id: UUID, body: SourceChangeIn, response: Response, if_match: TheIfMatch
) -> Source:  # fmt: skip
    """Changes a source. 412 where a newer version exists."""
    is_never = "every_hours" in body.model_fields_set and body.every_hours is None
    change = sources.SourceChange(
        body.layer, body.every_hours, is_never, body.max_pages, body.max_depth, body.answered_by, expected_version(if_match, body.version)
    )
    return _show(await sources.change_source(caller.services, caller.person.user_id, avee_id, source_id, change), response)


@router.delete("/{source_id}", status_code=204)
async def remove_source(
    caller: TheCaller,
    avee_id: UUID,
    source_id: UUID,
    if_match: TheIfMatch,
    keep_documents: Annotated[bool, Query(description="Whether its documents stay.")] = False,
) -> None:
    """Removes a source with its documents and what it proposes; answers that were accepted stay. 412 where a newer version exists."""
    await sources.remove_source(caller.services, caller.person.user_id, avee_id, source_id, keep_documents, expected_version(if_match))


@router.post("/{source_id}/look", status_code=202, response_model=DocumentSourceOut)
async def look_now(caller: TheCaller, avee_id: UUID, source_id: UUID, response: Response) -> Source:
    """Has a source looked at now. 409 `file_needed` for a file that was read already: add it again."""
    return _show(await sources.look_now(caller.services, caller.person.user_id, avee_id, source_id), response)


@router.get("/{source_id}/items", response_model=PageOut[SourceItemOut])
async def list_items(caller: TheCaller, avee_id: UUID, source_id: UUID, page: ThePage) -> dict[str, Any]:
    """The pages, posts or files of a source, with what was seen of each."""
    return paged(await sources.list_items(caller.services, caller.person.user_id, avee_id, source_id, page), page)


async def _add(caller: TheCaller, avee_id: UUID, wish: sources.SourceWish, response: Response) -> Source:
    source, is_new = await sources.add_source(caller.services, caller.person.user_id, avee_id, wish)
    response.status_code = 201 if is_new else 200
    return _show(source, response)


def _show(source: Source, response: Response) -> Source:
    show_etag(response, source.version)
    return source
