"""A copy of one's data, erasing it, and the logs of changes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import IO, Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from orchestrator.engine.rights import audit, conversations, erase, export
from orchestrator.http.auth import CSRF_COOKIE, SESSION_COOKIE, TheCaller
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.rights.schemas import AuditEntryOut, ErasureIn
from orchestrator.http.wire import PageOut, Storable
from orchestrator.ports.stores.rights import AuditEntry, AuditFilter

router = APIRouter(tags=["rights"])

STEP_BYTES = 1 << 16
TheKind = Annotated[Storable | None, Query(max_length=60, description="Only entries of this kind, such as `rules.changed`.")]


class ZipResponse(StreamingResponse):
    """A zip that is sent in steps."""

    media_type = "application/zip"


@router.get(
    "/me/export",
    response_class=ZipResponse,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def export_me(caller: TheCaller) -> ZipResponse:
    """A zip of all that is yours, three times an hour at most.

    A page for people (`read-me-first.html`) and the same as JSON: your account, conversations, questions, notifications and
    activity; of each agent of yours the persona, rules, documents, answers and log. An API token cannot do this.
    """
    file, size = await export.make_copy(caller.services, caller.person)
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"', "Content-Length": str(size), "Cache-Control": "no-store"}
    return ZipResponse(_send(file), headers=headers)


@router.delete("/me", status_code=204)
async def erase_me(caller: TheCaller, body: ErasureIn, response: Response) -> None:
    """Erases your account and everything that is yours, at once and for good. Wrong passwords are counted as in signing in.

    Answers to your questions stay with their creators, without your wording and without a trace of you. An API token cannot do this.
    """
    await erase.erase_me(caller.services, caller.person, body.password.get_secret_value(), body.delete_agents)
    response.delete_cookie(SESSION_COOKIE)
    response.delete_cookie(CSRF_COOKIE)


@router.delete("/conversations/{conversation_id}", status_code=204)
async def erase_conversation(caller: TheCaller, conversation_id: UUID) -> None:
    """Erases a conversation that you started, for you and for the creator. A question in it that waits is withdrawn."""
    await conversations.erase_conversation(caller.services, caller.person.user_id, conversation_id)


@router.get("/me/audit", response_model=PageOut[AuditEntryOut])
async def list_my_audit(caller: TheCaller, page: ThePage, kind: TheKind = None) -> dict[str, Any]:
    """What happened to your account and what you did with agents, newest first; kept for 400 days."""
    found = await audit.list_my_audit(caller.services, caller.person.user_id, page, AuditFilter(kind))
    return paged([_shown(each) for each in found], page)


@router.get("/avees/{avee_id}/audit", response_model=PageOut[AuditEntryOut])
async def list_agent_audit(
    caller: TheCaller, avee_id: UUID, page: ThePage, kind: TheKind = None,
    person: Annotated[UUID | None, Field(description="Only what this person did.")] = None,
) -> dict[str, Any]:  # fmt: skip
    """Who changed what of your agent, newest first; kept for 400 days. Nobody can change or delete an entry."""
    found = await audit.list_agent_audit(caller.services, caller.person.user_id, avee_id, page, AuditFilter(kind, person))
    return paged([_shown(each) for each in found], page)


def _shown(entry: AuditEntry) -> AuditEntryOut:
    return AuditEntryOut.model_validate(
        asdict(entry)
        | {
            "person": _name(entry.person_id, entry.person_handle, entry.person_name),
            "subject": _name(entry.subject_person, entry.subject_handle, entry.subject_name),
        }
    )


def _name(person: UUID | None, handle: str | None, name: str | None) -> dict[str, object] | None:
    return {"id": person, "handle": handle, "display_name": name} if handle is not None else None


async def _send(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while step := await asyncio.to_thread(file.read, STEP_BYTES):
            yield step
