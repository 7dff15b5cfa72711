"""Importing and exporting canonical answers as files."""

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
"""Rows in one request, which waits until all of them are embedded. The command line imports any number."""
MAX_WRONG_ROWS = 100
KINDS = {FileKind.csv: "text/csv", FileKind.jsonl: "application/x-ndjson", FileKind.md: "text/markdown"}


class WrongRowOut(Out):
    """A row that was not imported."""

    line: int = Field(description="Line of the file at which the row ends, from 1.")
    problem: str


class ImportOut(Out):
    """The result of an import."""

    added: int
    known: int = Field(description="Rows whose question and answer are stored already, also where they were corrected or retired since.")
    wrong: int = Field(description="Rows that were not imported, because something in them is wrong.")
    wrong_rows: list[WrongRowOut] = Field(description=f"The first {MAX_WRONG_ROWS} wrong rows.")


@router.post("/import", response_model=ImportOut)
async def import_file(
    caller: TheCaller,
    avee_id: UUID,
    file: Annotated[UploadFile, File(description="A .csv or .jsonl file; columns: question, answer, and optionally layer and expires_at.")],
    layer: Annotated[Layer, Form(description="The layer of rows that state none.")] = Layer.public,
) -> dict[str, Any]:  # fmt: skip
    """Imports answers from a file.

    Wrong rows are reported and not imported. Importing the file again changes nothing.
    """
    kind = file_kind(file.filename or "")
    data = await file.read()
    text = data.decode(file_encoding([data]), errors="replace")
    await show_owned(caller.services, caller.person.user_id, avee_id)
    rows = list(read_rows(io.StringIO(text, newline=""), kind))
    if len(rows) > MAX_ROWS:
        raise Invalid("too_many_rows", f"At most {MAX_ROWS} rows can be imported at once; split the file.", field="file")
    added, known, wrong = 0, 0, list[Wrong]()
    async for imported in import_rows(caller.services, caller.person.user_id, avee_id, iter(rows), layer):
        added, known = added + imported.added, known + imported.known
        wrong += imported.wrong
    return {"added": added, "known": known, "wrong": len(wrong), "wrong_rows": wrong[:MAX_WRONG_ROWS]}


@router.get("/export", response_class=Response, responses={200: {"content": {kind: {} for kind in KINDS.values()}}})
async def export_file(caller: TheCaller, avee_id: UUID, kind: Annotated[FileKind, Query(alias="format")] = FileKind.csv) -> Response:
    """The active answers as a file. CSV and JSONL can be imported again, Markdown cannot."""
    avee = await show_owned(caller.services, caller.person.user_id, avee_id)
    answers = await load_all(caller.services, caller.person.user_id, avee_id)
    name = f'attachment; filename="{avee.handle}-answers.{kind.value}"'
    return Response(render(answers, kind), media_type=f"{KINDS[kind]}; charset=utf-8", headers={"Content-Disposition": name})
