"""The command `ingest`: adds files and folders to an agent's documents and shows progress."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from orchestrator.cli.programs import err, find_avee, on_database, out
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.documents.file_names import NoDocument, why_no_document
from orchestrator.domain.errors import Invalid, OrchestratorError, TooLarge
from orchestrator.engine.answering.documents import MAX_UPLOAD_BYTES, Upload, add_document
from orchestrator.engine.answering.read_document import read_document
from orchestrator.engine.services import Services


def ingest(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    layer: Annotated[Layer, typer.Option(help="How private the documents are.")] = Layer.public,
) -> None:
    """Read files, cut them into passages and embed them. The same content is stored once. Exit code 1 if a file
    could not be read. What is no document in a folder, as program code and settings, is skipped; name such a file to add
    it."""
    skipped: Counter[NoDocument] = Counter()
    files = [file for path in paths for file in _files(path, skipped)]
    failures = on_database(lambda services: _ingest(services, handle, files, layer))
    if skipped:
        reasons = "; ".join(f"{reason.value} ({number})" for reason, number in skipped.most_common())
        out.print(f"{skipped.total()} files skipped: {reasons}. Name a file to add it all the same.", highlight=False)
    if failures:
        raise typer.Exit(1)


def _files(path: Path, skipped: Counter[NoDocument]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        reason = why_no_document(file.relative_to(path).as_posix())
        if reason:
            skipped[reason] += 1
        else:
            yield file


async def _ingest(services: Services, handle: str, files: list[Path], layer: Layer) -> int:
    avee = await find_avee(services, handle)
    started, passages, added, known, failures = time.perf_counter(), 0, 0, 0, 0
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("Reading", total=len(files))
        for file in files:
            progress.update(task, description=file.name)
            try:
                document, is_new = await add_document(services, avee.owner_id, avee.id, _upload(file, layer), enqueue=False)
                finished = await read_document(services, avee.owner_id, avee.id, document.id)
            except OrchestratorError as error:
                failures += 1
                err.print(f"[red]{file}[/red]: {error.detail}", highlight=False, soft_wrap=True)
            else:
                added, known = added + is_new, known + (not is_new)
                passages += finished.passage_count if is_new else 0
                if finished.layer != layer:
                    err.print(
                        f"[yellow]{file}[/yellow]: known already, its layer stays {finished.layer.value}.", highlight=False, soft_wrap=True
                    )
                if finished.warning:
                    err.print(f"[yellow]{file}[/yellow]: {finished.warning}", highlight=False, soft_wrap=True)
                if finished.status == "failed":
                    failures, added = failures + 1, added - is_new
                    err.print(f"[red]{file}[/red]: {finished.failure}", highlight=False, soft_wrap=True)
            progress.advance(task)
    seconds = time.perf_counter() - started
    rate = f", {passages / seconds:.0f} passages/s" if passages else ""
    out.print(
        f"{added} documents added ({passages} passages), {known} known already, {failures} failed in {seconds:.1f} s{rate}.",
        highlight=False,
    )
    return failures


def _upload(file: Path, layer: Layer) -> Upload:
    try:
        if file.stat().st_size > MAX_UPLOAD_BYTES:
            raise TooLarge("document_too_large", f"larger than {MAX_UPLOAD_BYTES // 2**20} MB.")
        return Upload(file.name, file.read_bytes(), layer, is_named=True)
    except OSError as error:
        raise Invalid("unreadable_document", f"cannot be opened: {error.strerror}.") from error
