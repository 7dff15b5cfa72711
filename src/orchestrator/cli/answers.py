"""answers import and export: canonical answers as CSV, JSONL or Markdown."""

import csv
import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from orchestrator.cli.programs import err, fail, find_avee, on_database, out
from orchestrator.domain.errors import Invalid, OrchestratorError
from orchestrator.domain.policy import Layer
from orchestrator.engine.curate import AnswerText, check_answer, import_answers, list_answers
from orchestrator.engine.world import World
from orchestrator.ports.records import CanonicalAnswer, Page

app = typer.Typer(no_args_is_help=True, help="Canonical answers in and out.")

# What people call the two columns.
QUESTION_NAMES = ("question_pattern", "question", "q")
ANSWER_NAMES = ("answer_content", "answer", "a")
AT_ONCE = 512


@app.command("import")
def import_(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[
        Path, typer.Argument(help="A .csv or .jsonl file with the columns question and answer; layer and expires_at may be there.")
    ],
    layer: Annotated[Layer, typer.Option(help="For rows that name none.")] = Layer.public,
) -> None:
    """Imports answers; doing it again changes nothing. Rows that are wrong are named, the rest goes on (exit code 1)."""
    failures = on_database(lambda world: _import(world, handle, file, layer))
    if failures:
        raise typer.Exit(1)


@app.command("export")
def export(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    file: Annotated[Path, typer.Argument(help="Where to: .csv, .jsonl or .md.")],
) -> None:
    """Exports the active answers; CSV and JSONL can be imported again."""
    if file.suffix.lower() not in (".csv", ".jsonl", ".md"):
        fail(_unknown_format(file))
    answers = on_database(lambda world: _load_all(world, handle))
    _WRITERS[file.suffix.lower()](file, answers)
    out.print(f"{len(answers)} answers written to {file}.", highlight=False)


async def _import(world: World, handle: str, file: Path, layer: Layer) -> int:
    avee = await find_avee(world, handle)
    started, total, new, failures = time.perf_counter(), 0, 0, 0
    batch: list[AnswerText] = []
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("Importing", total=None)
        for number, row in _rows(file):
            try:
                batch.append(_read_row(row, layer))
            except OrchestratorError as error:
                failures += 1
                err.print(f"[red]{file.name}:{number}[/red]: {error.detail}", highlight=False, soft_wrap=True)
            if len(batch) >= AT_ONCE:
                stored = await import_answers(world, avee.owner_id, avee.id, batch)
                total, new, batch = total + len(stored), new + sum(is_new for _, is_new in stored), []
                progress.update(task, completed=total, description=f"{total} rows")
        if batch:
            stored = await import_answers(world, avee.owner_id, avee.id, batch)
            total, new = total + len(stored), new + sum(is_new for _, is_new in stored)
    seconds = time.perf_counter() - started
    out.print(
        f"{new} answers added, {total - new} known already, {failures} rows wrong in {seconds:.1f} s, {total / seconds:.0f} rows/s.",
        highlight=False,
    )
    return failures


async def _load_all(world: World, handle: str) -> list[CanonicalAnswer]:
    avee = await find_avee(world, handle)
    found: list[CanonicalAnswer] = []
    page = Page(limit=500)
    while rows := await list_answers(world, avee.owner_id, avee.id, page, "active"):
        found += rows
        page = Page(limit=500, before=rows[-1].id)
    return found


def _rows(file: Path) -> Iterator[tuple[int, Any]]:
    """(line number, row) of the file, one at a time, so that its size does not matter."""
    if file.suffix.lower() not in (".csv", ".jsonl"):
        raise _unknown_format(file)
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            if file.suffix.lower() == ".csv":
                reader = csv.DictReader(lines)
                for row in reader:
                    yield reader.line_num, row
            else:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield number, _parse(line)
    except OSError as error:
        raise Invalid("unreadable_file", f"{file} cannot be opened: {error.strerror}.") from error
    except csv.Error as error:
        raise Invalid("unreadable_file", f"{file} is not CSV: {error}.") from error


def _parse(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


def _read_row(row: Any, layer: Layer) -> AnswerText:
    if not isinstance(row, dict):
        raise Invalid("wrong_row", "is not a JSON object.")
    return check_answer(
        AnswerText(_named(row, QUESTION_NAMES), _named(row, ANSWER_NAMES), _layer(row.get("layer"), layer), _expiry(row.get("expires_at")))
    )


def _named(row: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        if isinstance(value := row.get(name), str):
            return value
    raise Invalid("wrong_row", f"has no column {names[1]!r} (or {names[0]!r}) with a text.")


def _layer(raw: Any, default: Layer) -> Layer:
    try:
        return Layer(raw) if raw else default
    except ValueError:
        raise Invalid("wrong_row", f"names the layer {raw!r}; use public, friends or intimate.") from None


def _expiry(raw: Any) -> datetime | None:
    try:
        expiry = datetime.fromisoformat(raw) if raw else None
    except (TypeError, ValueError):
        raise Invalid("wrong_row", f"has the expiry {raw!r}; use a time such as 2027-01-31T12:00:00+00:00.") from None
    if expiry is not None and expiry.tzinfo is None:
        raise Invalid("wrong_row", f"has the expiry {raw!r} without a time zone.")
    return expiry


def _unknown_format(file: Path) -> Invalid:
    return Invalid("unknown_format", f"{file.name}: use a .csv or .jsonl file (.md for export only).")


def _plain(answer: CanonicalAnswer) -> dict[str, str]:
    return {
        "question_pattern": answer.question_pattern,
        "answer_content": answer.answer_content,
        "layer": answer.layer.value,
        "expires_at": answer.expires_at.isoformat() if answer.expires_at else "",
    }


def _write_csv(file: Path, answers: list[CanonicalAnswer]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, ["question_pattern", "answer_content", "layer", "expires_at"])
        writer.writeheader()
        writer.writerows(map(_plain, answers))


def _write_jsonl(file: Path, answers: list[CanonicalAnswer]) -> None:
    file.write_text("".join(json.dumps(_plain(answer), ensure_ascii=False) + "\n" for answer in answers), encoding="utf-8")


def _write_markdown(file: Path, answers: list[CanonicalAnswer]) -> None:
    file.write_text("\n".join(f"## {answer.question_pattern}\n\n{answer.answer_content}\n" for answer in answers), encoding="utf-8")


_WRITERS = {".csv": _write_csv, ".jsonl": _write_jsonl, ".md": _write_markdown}
