"""The command `import`: adds websites, feeds and exports to an agent's sources, and looks at them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress

from orchestrator.cli.console import err, fail, out
from orchestrator.cli.programs import find_avee, on_database
from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import Invalid, NotFound, OrchestratorError, TooLarge
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.engine.answering.documents import MAX_UPLOAD_BYTES
from orchestrator.engine.answering.read_document import read_document
from orchestrator.engine.services import Services
from orchestrator.engine.sources.look import look_at_source
from orchestrator.engine.sources.sources import EVERY_HOURS, MAX_DEPTH, MAX_PAGES, SourceWish, add_source, show_source
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.sources import Source

FILE_ENDINGS = (".srt", ".vtt", ".zip", ".mbox", ".json", ".jsonl", ".ndjson")
"""A name with one of these is never taken for an address."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """The options of an import."""

    kind: DocumentSourceKind | None
    layer: Layer
    every_hours: int | None
    max_pages: int
    max_depth: int
    answered_by: Sequence[str]


def import_(
    handle: Annotated[str, typer.Argument(help="The agent's handle.")],
    sources: Annotated[list[str], typer.Argument(help="Addresses of websites or feeds, and files that other programs exported.")],
    kind: Annotated[
        DocumentSourceKind | None, typer.Option(help="What the sources are; told from the address or the file otherwise.")
    ] = None,
    layer: Annotated[Layer, typer.Option(help="How private the documents and answers are.")] = Layer.public,
    every: Annotated[int, typer.Option(min=0, max=168, help="Hours between two looks at a website or feed; 0 for never.")] = EVERY_HOURS,
    max_pages: Annotated[int, typer.Option(min=1, max=5_000, help="Pages of a website.")] = MAX_PAGES,
    max_depth: Annotated[int, typer.Option(min=0, max=5, help="Links followed from the first page without a sitemap.")] = MAX_DEPTH,
    answered_by: Annotated[list[str] | None, typer.Option(help="A name or address by which you write in an export.")] = None,
) -> None:
    """Import websites, feeds and exports, and keep websites and feeds fresh. Old questions with your answers are proposed on the
    page Knowledge and answer nobody before you accept them. Importing a source again changes what changed. Exit code 1 if a source
    or one of its pages could not be read, and that of the error if none was."""
    wish = _Wish(kind, layer, every or None, max_pages, max_depth, tuple(answered_by or ()))
    failures, errors = on_database(lambda services: _import(services, handle, sources, wish))
    if errors and len(errors) == len(sources):
        fail(errors[0])
    if failures or errors:
        raise typer.Exit(1)


async def _import(services: Services, handle: str, sources: list[str], wish: _Wish) -> tuple[int, list[OrchestratorError]]:
    avee, failures, errors = await find_avee(services, handle), 0, list[OrchestratorError]()
    for each in sources:
        try:
            failures += await _import_one(services, avee, each, wish)
        except OrchestratorError as error:
            errors.append(error)
            err.print(f"[red]{escape(each)}[/red]: {escape(error.detail)}", highlight=False, soft_wrap=True)
    return failures, errors


async def _import_one(services: Services, avee: PublicAvee, text: str, wish: _Wish) -> int:
    source, _ = await add_source(services, avee.owner_id, avee.id, _read(text, wish), enqueue=False)
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task(f"Looking at {escape(source.address)}", total=None)
        while not await look_at_source(services, avee.owner_id, avee.id, source.id, enqueue=False):
            source = await show_source(services, avee.owner_id, avee.id, source.id)
            progress.update(task, total=source.items, completed=source.items - source.waiting)
        failed = await _read_documents(services, avee, source, progress)
    source = await show_source(services, avee.owner_id, avee.id, source.id)
    if source.state == "failed":
        raise Invalid(source.failure_code or "source_failed", source.failure or "It could not be read.")
    out.print(
        f"{source.address} ({source.kind.value}): {source.added} documents added, {source.changed} changed, {source.retired} deleted, "
        f"{source.failed + failed} failed; {source.proposed} answers proposed.",
        highlight=False, soft_wrap=True,
    )  # fmt: skip
    return source.failed + failed


async def _read_documents(services: Services, avee: PublicAvee, source: Source, progress: Progress) -> int:
    """How many documents could not be read."""
    async with services.database.transaction(Scope(avee.owner_id)) as tx:
        made, failed = await tx.sources.list_documents(avee.id, source.id), 0
    for document_id in progress.track(made, description="Reading"):
        try:
            failed += (await read_document(services, avee.owner_id, avee.id, document_id)).status == "failed"
        except NotFound:
            continue
    return failed


def _read(text: str, wish: _Wish) -> SourceWish:
    """A file where there is one of this name, else an address."""
    file = Path(text)
    if "://" in text or not (file.exists() or file.suffix.lower() in FILE_ENDINGS):
        return SourceWish(
            text, kind=wish.kind, layer=wish.layer, every_hours=wish.every_hours, max_pages=wish.max_pages, max_depth=wish.max_depth
        )
    try:
        if file.stat().st_size > MAX_UPLOAD_BYTES:
            raise TooLarge("document_too_large", f"{file} is larger than {MAX_UPLOAD_BYTES // 2**20} MB.")
        return SourceWish(file_name=file.name, data=file.read_bytes(), kind=wish.kind, layer=wish.layer, answered_by=wish.answered_by)
    except OSError as error:
        raise Invalid("unreadable_file", f"{file} cannot be opened: {error.strerror}.") from error
