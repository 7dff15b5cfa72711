"""The command `ingest`: adds files and folders to an agent's documents and shows progress."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from orchestrator.cli.console import err, fail, out
from orchestrator.cli.programs import find_avee, on_database
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.documents.file_names import NoDocument, why_no_document
from orchestrator.domain.answering.documents.versions import IfExists
from orchestrator.domain.errors import Invalid, OrchestratorError, TooLarge
from orchestrator.engine.answering.add_document import add_document
from orchestrator.engine.answering.documents import MAX_UPLOAD_BYTES, Upload
from orchestrator.engine.answering.read_document import read_document
from orchestrator.engine.services import Services

EARLIER, KNOWN = "an earlier version is there", "known already"
HELD = "a document from another file has its title. Say --replace or --keep-both, or choose on the page Knowledge."


def ingest(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    layer: Annotated[Layer, typer.Option(help="How private the documents are.")] = Layer.public,
    keep_both: Annotated[bool, typer.Option(help="Keep documents beside others of their name or title.")] = False,
    replace: Annotated[bool, typer.Option(help="Replace documents of their title that came from other files, too.")] = False,
) -> None:
    """Read files, cut them into passages and embed them. The same content is stored once, and a file replaces the
    document that an earlier version of it became. Exit code 1 if a file could not be read, or waits for your choice. What
    is no document in a folder, as program code and settings, is skipped; name such a file to add it."""
    if keep_both and replace:
        fail(Invalid("invalid_options", "Say --keep-both or --replace, not both."))
    if_exists = IfExists.keep_both if keep_both else IfExists.replace_it if replace else None
    skipped: Counter[NoDocument] = Counter()
    files = [file for path in paths for file in _files(path, skipped)]
    failures = on_database(lambda services: _ingest(services, handle, _named(files), layer, if_exists))
    if skipped:
        reasons = "; ".join(f"{reason.value} ({number})" for reason, number in skipped.most_common())
        out.print(f"{skipped.total()} files skipped: {reasons}. Name a file to add it all the same.", highlight=False)
    if failures:
        raise typer.Exit(1)


def _files(path: Path, skipped: Counter[NoDocument]) -> Iterator[tuple[str, Path]]:
    """Files with their names as documents: within a folder, the path from there, which tells 'a/index.md' from
    'b/index.md'."""
    if not path.is_dir():
        yield path.name, path
        return
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        name = file.relative_to(path).as_posix()
        reason = why_no_document(name)
        if reason:
            skipped[reason] += 1
        else:
            yield name, file


def _named(files: list[tuple[str, Path]]) -> list[tuple[str, Path]]:
    """Files of the same name from several arguments get their whole paths as names: none is a version of another."""
    times = Counter(name for name, _ in files)
    return [(name if times[name] == 1 else file.as_posix(), file) for name, file in files]


async def _ingest(services: Services, handle: str, files: list[tuple[str, Path]], layer: Layer, if_exists: IfExists | None) -> int:
    avee = await find_avee(services, handle)
    started, passages, added, known, failures = time.perf_counter(), 0, 0, 0, 0
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("Reading", total=len(files))
        for name, file in files:
            progress.update(task, description=file.name)
            try:
                document, is_new = await add_document(
                    services, avee.owner_id, avee.id, _upload(name, file, layer, if_exists), enqueue=False
                )
                finished = await read_document(services, avee.owner_id, avee.id, document.id)
            except OrchestratorError as error:
                failures += 1
                err.print(f"[red]{file}[/red]: {error.detail}", highlight=False, soft_wrap=True)
            else:
                added, known = added + is_new, known + (not is_new)
                passages += finished.passage_count if is_new else 0
                if finished.layer != layer:
                    err.print(
                        f"[yellow]{file}[/yellow]: {EARLIER if is_new else KNOWN}, its layer stays {finished.layer.value}.",
                        highlight=False, soft_wrap=True,
                    )  # fmt: skip
                if finished.warning:
                    err.print(f"[yellow]{file}[/yellow]: {finished.warning}", highlight=False, soft_wrap=True)
                if finished.status != "ready":
                    failures, added = failures + 1, added - is_new
                    reason = HELD if finished.status == "held" else finished.failure
                    err.print(f"[red]{file}[/red]: {reason}", highlight=False, soft_wrap=True)
            progress.advance(task)
    seconds = time.perf_counter() - started
    rate = f", {passages / seconds:.0f} passages/s" if passages else ""
    out.print(
        f"{added} documents added ({passages} passages), {known} known already, {failures} failed in {seconds:.1f} s{rate}.",
        highlight=False,
    )
    return failures


def _upload(name: str, file: Path, layer: Layer, if_exists: IfExists | None) -> Upload:
    try:
        if file.stat().st_size > MAX_UPLOAD_BYTES:
            raise TooLarge("document_too_large", f"larger than {MAX_UPLOAD_BYTES // 2**20} MB.")
        return Upload(name, file.read_bytes(), layer, is_named=True, if_exists=if_exists)
    except OSError as error:
        raise Invalid("unreadable_document", f"cannot be opened: {error.strerror}.") from error
