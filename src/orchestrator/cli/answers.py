"""The commands `answers import` and `answers export`: canonical answers as CSV, JSONL or Markdown."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from orchestrator.cli.programs import err, fail, find_avee, on_database, out
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid
from orchestrator.engine.matching.answer_files import file_encoding, file_kind, import_rows, load_all, read_rows, render
from orchestrator.engine.services import Services
from orchestrator.ports.stores.matching import CanonicalAnswer

app = typer.Typer(no_args_is_help=True, help="Import and export canonical answers.")


@app.command("import")
def import_(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[
        Path, typer.Argument(help="A .csv or .jsonl file with the columns question and answer, and optionally layer and expires_at.")
    ],
    layer: Annotated[Layer, typer.Option(help="Layer of rows that name none.")] = Layer.public,
) -> None:
    """Import answers. Importing a file again changes nothing. Wrong rows are listed and skipped (exit code 1)."""
    failures = on_database(lambda services: _import(services, handle, file, layer))
    if failures:
        raise typer.Exit(1)


@app.command("export")
def export(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[Path, typer.Argument(help="The file to write: .csv, .jsonl or .md.")],
) -> None:
    """Export the active answers. CSV and JSONL files can be imported again."""
    try:
        kind = file_kind(file.name, for_export=True)
    except Invalid as error:
        fail(error)
    answers = on_database(lambda services: _load(services, handle))
    try:
        file.write_text(render(answers, kind), encoding="utf-8", newline="")
    except OSError as error:
        fail(Invalid("unwritable_file", f"{file} cannot be written: {error.strerror}."))
    out.print(f"{len(answers)} answers written to {file}.", highlight=False)


async def _import(services: Services, handle: str, file: Path, layer: Layer) -> int:
    kind, avee = file_kind(file.name), await find_avee(services, handle)
    started, total, new, left, failures = time.perf_counter(), 0, 0, 0, 0
    try:
        with file.open("rb") as data:
            encoding = file_encoding(data)
        with file.open(encoding=encoding, errors="replace", newline="") as lines, Progress(console=err, transient=True) as progress:
            task = progress.add_task("Importing", total=None)
            async for batch in import_rows(services, avee.owner_id, avee.id, read_rows(lines, kind), layer):
                for row in batch.wrong:
                    err.print(f"[red]{file.name}:{row.line}[/red]: {row.problem}", highlight=False, soft_wrap=True)
                total, new, failures = total + batch.added + batch.known, new + batch.added, failures + len(batch.wrong)
                left += batch.left
                progress.update(task, completed=total, description=f"{total} rows")
    except OSError as error:
        raise Invalid("unreadable_file", f"{file} cannot be opened: {error.strerror}.") from error
    seconds = time.perf_counter() - started
    known = f"{total - new} known already" + (f" ({left} of them corrected or retired since then and left unchanged)" if left else "")
    out.print(
        f"{new} answers added, {known}, {failures} rows wrong in {seconds:.1f} s, {total / seconds:.0f} rows/s.",
        highlight=False,
    )
    return failures


async def _load(services: Services, handle: str) -> list[CanonicalAnswer]:
    avee = await find_avee(services, handle)
    return await load_all(services, avee.owner_id, avee.id)
