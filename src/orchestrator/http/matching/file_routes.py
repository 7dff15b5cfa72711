"""Importing and exporting canonical answers as files."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.datastructures import UploadFile
from fastapi.param_functions import File, Form
from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.accounts.agents.avees import show_owned
from orchestrator.engine.matching.files.columns import ColumnChoice
from orchestrator.engine.matching.files.exporting import FileKind, load_all, render
from orchestrator.engine.matching.files.importing import ImportPlan, plan_import, run_import
from orchestrator.http.auth import TheCaller
from orchestrator.http.wire import Out

router = APIRouter(prefix="/avees/{avee_id}/canonical-answers", tags=["knowledge"])

MAX_ROWS = 5_000
"""Rows in one request, which waits until all of them are embedded. The command line imports any number."""
MAX_WRONG_ROWS = 100
MAX_PREVIEW_ROWS = 5
KINDS = {FileKind.csv: "text/csv", FileKind.jsonl: "application/x-ndjson", FileKind.md: "text/markdown"}


class WrongRowOut(Out):
    """A row that was not imported."""

    line: int = Field(description="Line of the file at which the row ends, from 1.")
    problem: str


class ChoiceOut(Out):
    """One of several answers to the same question."""

    line: int | None = Field(description="null for the answer that is stored already.")
    answer: str


class ContradictionOut(Out):
    """A question with several answers. None of them is imported before one of the lines is chosen."""

    question: str
    answers: list[ChoiceOut]


class PreviewRowOut(Out):
    """A row as it would be stored."""

    line: int
    question: str
    answer: str


class ImportOut(Out):
    """The result of an import, or of a preview of one."""

    is_preview: bool = Field(description="Whether nothing was stored.")
    added: int = Field(description="New answers, and stored ones whose text was replaced by a chosen line.")
    known: int = Field(description="Rows whose question and answer are stored already, also where they were corrected or retired since.")
    wrong: int = Field(description="Rows that were not imported, because something in them is wrong.")
    wrong_rows: list[WrongRowOut] = Field(description=f"The first {MAX_WRONG_ROWS} wrong rows.")
    contradicting: int = Field(description="Questions with several answers, of which none was imported.")
    contradictions: list[ContradictionOut] = Field(description=f"The first {MAX_WRONG_ROWS} of them.")
    columns: list[str]
    encoding: str = Field(description="How the text was read; '' for a spreadsheet.")
    rows: list[PreviewRowOut] = Field(description=f"The first {MAX_PREVIEW_ROWS} rows that can be imported.")


@router.post("/import", response_model=ImportOut)
async def import_file(
    caller: TheCaller,
    avee_id: UUID,
    file: Annotated[UploadFile, File(description="A .csv, .xlsx, .json or .jsonl file; columns: question, answer, and optionally layer and expires_at.")],
    layer: Annotated[Layer, Form(description="The layer of rows that state none.")] = Layer.public,
    preview: Annotated[bool, Form(description="Only says what the import would do.")] = False,
    encoding: Annotated[str, Form(max_length=40, description="The encoding of the text, where `unclear_encoding` asked for it.")] = "",
    question: Annotated[str, Form(max_length=200, description="The column with the questions, where `unknown_columns` asked for it.")] = "",
    answer: Annotated[str, Form(max_length=200, description="The column with the answers.")] = "",
    has_header: Annotated[bool, Form(description="Whether a row names the columns; if not, they are 'column 1', 'column 2' …")] = True,
    chosen: Annotated[list[int] | None, Form(description="Lines that are chosen where a question has several answers.")] = None,
) -> dict[str, Any]:  # fmt: skip
    """Imports answers from a file, or previews that.

    Wrong rows are reported and not imported; neither are different answers to one question, until a line is chosen.
    Importing the file again changes nothing. `unclear_encoding` carries `encodings` with a preview of each, and
    `unknown_columns` the `columns` and the first `rows`.
    """
    person = caller.person.user_id
    await show_owned(caller.services, person, avee_id)
    table = await caller.services.tables.read(file.filename or "", await file.read(), encoding or None, MAX_ROWS)
    choice = ColumnChoice(question or None, answer or None, has_header)
    plan = await plan_import(caller.services, person, avee_id, table, choice, layer, frozenset(chosen or ()))
    if preview:
        return _show(plan, len(plan.texts) - plan.known, plan.known) | {"is_preview": True}
    done = await run_import(caller.services, person, avee_id, plan)
    return _show(plan, done.added, done.known) | {"is_preview": False}


def _show(plan: ImportPlan, added: int, known: int) -> dict[str, Any]:
    return {
        "added": added,
        "known": known,
        "wrong": len(plan.wrong),
        "wrong_rows": plan.wrong[:MAX_WRONG_ROWS],
        "contradicting": len(plan.contradictions),
        "contradictions": plan.contradictions[:MAX_WRONG_ROWS],
        "columns": plan.columns.names,
        "encoding": plan.encoding,
        "rows": [
            {"line": each.line, "question": each.text.question_pattern, "answer": each.text.answer_content}
            for each in plan.texts[:MAX_PREVIEW_ROWS]
        ],
    }


@router.get("/export", response_class=Response, responses={200: {"content": {kind: {} for kind in KINDS.values()}}})
async def export_file(caller: TheCaller, avee_id: UUID, kind: Annotated[FileKind, Query(alias="format")] = FileKind.csv) -> Response:
    """The active answers as a file. CSV and JSONL can be imported again, Markdown cannot."""
    avee = await show_owned(caller.services, caller.person.user_id, avee_id)
    answers = await load_all(caller.services, caller.person.user_id, avee_id)
    name = f'attachment; filename="{avee.handle}-answers.{kind.value}"'
    return Response(render(answers, kind), media_type=f"{KINDS[kind]}; charset=utf-8", headers={"Content-Disposition": name})
