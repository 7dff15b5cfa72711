"""answers import and export: canonical answers as CSV, JSONL or Markdown."""

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

app = typer.Typer(no_args_is_help=True, help="Canonical answers in and out.")


@app.command("import")
def import_(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[
        Path, typer.Argument(help="A .csv or .jsonl file with the columns question and answer; layer and expires_at may be there.")
    ],
    layer: Annotated[Layer, typer.Option(help="For rows that name none.")] = Layer.public,
) -> None:
    """Imports answers; doing it again changes nothing. Rows that are wrong are named, the rest goes on (exit code
    1)."""
    failures = on_database(lambda services: _import(services, handle, file, layer))
    if failures:
        raise typer.Exit(1)


@app.command("export")
def export(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[Path, typer.Argument(help="Where to: .csv, .jsonl or .md.")],
) -> None:
    """Exports the active answers; CSV and JSONL can be imported again."""
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
        with file.open("rb") as pieces:
            encoding = file_encoding(pieces)
        with file.open(encoding=encoding, errors="replace", newline="") as lines, Progress(console=err, transient=True) as progress:
            task = progress.add_task("Importing", total=None)
            async for piece in import_rows(services, avee.owner_id, avee.id, read_rows(lines, kind), layer):
                for each in piece.wrong:
                    err.print(f"[red]{file.name}:{each.line}[/red]: {each.problem}", highlight=False, soft_wrap=True)
                total, new, failures = total + piece.added + piece.known, new + piece.added, failures + len(piece.wrong)
                left += piece.left
                progress.update(task, completed=total, description=f"{total} rows")
    except OSError as error:
        raise Invalid("unreadable_file", f"{file} cannot be opened: {error.strerror}.") from error
    seconds = time.perf_counter() - started
    known = f"{total - new} known already" + (f" ({left} of them corrected or retired since, and left so)" if left else "")
    out.print(
        f"{new} answers added, {known}, {failures} rows wrong in {seconds:.1f} s, {total / seconds:.0f} rows/s.",
        highlight=False,
    )
    return failures


async def _load(services: Services, handle: str) -> list[CanonicalAnswer]:
    avee = await find_avee(services, handle)
    return await load_all(services, avee.owner_id, avee.id)
