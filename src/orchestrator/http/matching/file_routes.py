"""Canonical answers in and out as files."""

import io
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.datastructures import UploadFile
from fastapi.param_functions import File, Form
from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid
from orchestrator.engine.accounts.avees import show_owned
from orchestrator.engine.matching.answer_files import FileKind, Wrong, file_encoding, file_kind, import_rows, load_all, read_rows, render
from orchestrator.http.auth import TheCaller
from orchestrator.http.wire import Out

router = APIRouter(prefix="/avees/{avee_id}/canonical-answers", tags=["knowledge"])

MAX_ROWS = 5_000
"""In one request, which waits until all are embedded; the command line takes any number."""
MOST_WRONG = 100
KINDS = {FileKind.csv: "text/csv", FileKind.jsonl: "application/x-ndjson", FileKind.md: "text/markdown"}


class WrongRowOut(Out):
    line: int = Field(description="From 1, where the row ends in the file.")
    problem: str


class ImportOut(Out):
    added: int
    known: int = Field(description="Rows whose question and answer were stored already, also where they were corrected or retired since.")
    wrong: int
    wrong_rows: list[WrongRowOut] = Field(description=f"The first {MOST_WRONG}; the others of the file were imported.")


@router.post("/import", response_model=ImportOut)
async def import_file(
    caller: TheCaller,
    avee_id: UUID,
    file: Annotated[UploadFile, File(description="A .csv or .jsonl file with the columns question and answer; layer and expires_at may be there.")],
    layer: Annotated[Layer, Form(description="For rows that name none.")] = Layer.public,
) -> dict[str, Any]:  # fmt: skip
    """Imports answers; doing it again changes nothing. Rows that are wrong are named and left out."""
    kind = file_kind(file.filename or "")
    data = await file.read()
    text = data.decode(file_encoding([data]), errors="replace")
    await show_owned(caller.services, caller.person.user_id, avee_id)
    rows = list(read_rows(io.StringIO(text, newline=""), kind))
    if len(rows) > MAX_ROWS:
        raise Invalid("too_many_rows", f"At most {MAX_ROWS} rows are imported at once; split the file.", field="file")
    added, known, wrong = 0, 0, list[Wrong]()
    async for piece in import_rows(caller.services, caller.person.user_id, avee_id, iter(rows), layer):
        added, known = added + piece.added, known + piece.known
        wrong += piece.wrong
    return {"added": added, "known": known, "wrong": len(wrong), "wrong_rows": wrong[:MOST_WRONG]}


@router.get("/export", response_class=Response, responses={200: {"content": {kind: {} for kind in KINDS.values()}}})
async def export_file(caller: TheCaller, avee_id: UUID, kind: Annotated[FileKind, Query(alias="format")] = FileKind.csv) -> Response:
    """The active answers as a file; CSV and JSONL can be imported again."""
    avee = await show_owned(caller.services, caller.person.user_id, avee_id)
    answers = await load_all(caller.services, caller.person.user_id, avee_id)
    name = f'attachment; filename="{avee.handle}-answers.{kind.value}"'
    return Response(render(answers, kind), media_type=f"{KINDS[kind]}; charset=utf-8", headers={"Content-Disposition": name})
