"""The commands `answers import` and `answers export`: canonical answers as CSV, JSON, Markdown or from a spreadsheet."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress

from orchestrator.cli.console import err, fail, out
from orchestrator.cli.programs import find_avee, on_database
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid
from orchestrator.engine.matching.files.columns import ColumnChoice
from orchestrator.engine.matching.files.exporting import export_kind, load_all, render
from orchestrator.engine.matching.files.importing import ImportPlan, plan_import, run_import
from orchestrator.engine.services import Services
from orchestrator.ports.stores.matching.answers import CanonicalAnswer

MAX_BYTES = 200_000_000
MAX_ROWS = 1_000_000

app = typer.Typer(no_args_is_help=True, help="Import and export canonical answers.")


@app.command("import")
def import_(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[
        Path,
        typer.Argument(
            help="A .csv, .xlsx, .json or .jsonl file with the columns question and answer, and optionally layer and expires_at."
        ),
    ],
    layer: Annotated[Layer, typer.Option(help="Layer of rows that name none.")] = Layer.public,
    encoding: Annotated[str, typer.Option(help="Encoding of the text, such as gb18030; needed only where it is unclear.")] = "",
    question: Annotated[str, typer.Option(help="Name of the column with the questions.")] = "",
    answer: Annotated[str, typer.Option(help="Name of the column with the answers.")] = "",
    header: Annotated[bool, typer.Option(help="Whether a row names the columns; if not, they are 'column 1', 'column 2' …")] = True,
    choose: Annotated[list[int] | None, typer.Option(help="A line that is right where a question has several answers.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would be imported, and import nothing.")] = False,
) -> None:
    """Import answers. Importing a file again changes nothing. Wrong rows are listed and skipped, and so are different
    answers to one question until a line is chosen (exit code 1)."""
    choice, chosen = ColumnChoice(question or None, answer or None, header), frozenset(choose or ())
    failures = on_database(lambda services: _import(services, handle, file, _Wish(layer, encoding or None, choice, chosen, dry_run)))
    if failures:
        raise typer.Exit(1)


@app.command("export")
def export(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[Path, typer.Argument(help="The file to write: .csv, .jsonl or .md.")],
) -> None:
    """Export the active answers. CSV and JSONL files can be imported again."""
    try:
        kind = export_kind(file.name)
    except Invalid as error:
        fail(error)
    answers = on_database(lambda services: _load(services, handle))
    try:
        file.write_text(render(answers, kind), encoding="utf-8", newline="")
    except OSError as error:
        fail(Invalid("unwritable_file", f"{file} cannot be written: {error.strerror}."))
    out.print(f"{len(answers)} answers written to {file}.", highlight=False)


@dataclass(frozen=True, slots=True)
class _Wish:
    """The options of an import."""

    layer: Layer
    encoding: str | None
    columns: ColumnChoice
    chosen: frozenset[int]
    is_dry: bool


async def _import(services: Services, handle: str, file: Path, wish: _Wish) -> int:
    started, avee = time.perf_counter(), await find_avee(services, handle)
    table = await services.tables.read(file.name, _read(file), wish.encoding, MAX_ROWS)
    plan = await plan_import(services, avee.owner_id, avee.id, table, wish.columns, wish.layer, wish.chosen)
    _report(file, plan)
    failures = len(plan.wrong) + len(plan.contradictions)
    if wish.is_dry:
        out.print(f"{len(plan.texts) - plan.known} answers would be added, {plan.known} are known already.", highlight=False)
        return failures
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("Importing", total=len(plan.texts))
        done = await run_import(services, avee.owner_id, avee.id, plan, lambda count: progress.update(task, completed=count))
    seconds = time.perf_counter() - started
    known = f"{done.known} known already" + (
        f" ({done.left} of them corrected or retired since then and left unchanged)" if done.left else ""
    )
    out.print(
        f"{done.added} answers added, {known}, {len(plan.wrong)} rows wrong in {seconds:.1f} s, {len(plan.texts) / seconds:.0f} rows/s.",
        highlight=False,
    )
    return failures


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Invalid("unreadable_file", f"{file} is larger than {MAX_BYTES // 1_000_000} MB; split it.")
        return file.read_bytes()
    except OSError as error:
        raise Invalid("unreadable_file", f"{file} cannot be opened: {error.strerror}.") from error


def _report(file: Path, plan: ImportPlan) -> None:
    for row in plan.wrong:
        err.print(f"[red]{file.name}:{row.line}[/red]: {row.problem}", highlight=False, soft_wrap=True)
    for each in plan.contradictions:
        err.print(f"[red]{file.name}[/red]: several answers to: {escape(each.question)}", highlight=False, soft_wrap=True)
        for choice in each.answers:
            where = "stored already" if choice.line is None else f"--choose {choice.line}"
            err.print(f"  {where}: {escape(choice.answer[:200])}", highlight=False, soft_wrap=True)


async def _load(services: Services, handle: str) -> list[CanonicalAnswer]:
    avee = await find_avee(services, handle)
    return await load_all(services, avee.owner_id, avee.id)
