"""The commands `reembed` and `jobs`."""

import asyncio
from typing import Annotated

import typer
from rich.progress import Progress, TaskID
from rich.table import Table

from orchestrator.adapters.postgres.server import schema
from orchestrator.adapters.postgres.server.reembedding import reembed as reembed_all
from orchestrator.bootstrap.database import database_urls, prepare, require_owner
from orchestrator.bootstrap.models import make_embedder
from orchestrator.cli.console import err, fail, out
from orchestrator.cli.programs import on_database
from orchestrator.domain.errors import NotFound, OrchestratorError
from orchestrator.settings import Settings

jobs = typer.Typer(no_args_is_help=True, help="List failed jobs and retry them.")


def reembed() -> None:
    """Embed all texts again with the embedder of the settings. Stop the servers first. Can be interrupted and
    started again."""
    settings = Settings()
    try:
        with database_urls(settings) as urls:
            owner = require_owner(urls)
            schema.require_current(owner)
            done = asyncio.run(_reembed(settings, owner))
            prepare(settings, urls)
    except OrchestratorError as error:
        fail(error)
    out.print(f"{done} texts embedded again." if done else "The database already uses this model.")


async def _reembed(settings: Settings, owner_url: str) -> int:
    embedder = make_embedder(settings)
    try:
        with Progress(console=err, transient=True) as progress:
            tasks: dict[str, TaskID] = {}

            def show(table: str, done: int, total: int) -> None:
                task = tasks.setdefault(table, progress.add_task(table, total=total))
                progress.update(task, completed=done)

            return await reembed_all(owner_url, embedder.identity, embedder.embed, show)
    finally:
        await embedder.close()


@jobs.command("failed")
def failed() -> None:
    """List the jobs that failed for good, and those that failed three times and are retried; newest first."""
    table = Table("id", "state", "task", "arguments", "attempts", "since")
    for job in on_database(lambda services: services.database.list_failed_jobs()):
        table.add_row(str(job.id), job.state, job.task, job.arguments, str(job.attempts), job.since)
    out.print(table if table.row_count else "No job has failed.")


@jobs.command("retry")
def retry(job_id: Annotated[int, typer.Argument(help="The id in the list of `jobs failed`.")]) -> None:
    """Put a failed job back into the queue."""
    if not on_database(lambda services: services.database.retry_job(job_id)):
        fail(NotFound("job_not_found", f"There is no failed job {job_id}."))
    out.print(f"Job {job_id} is in the queue again.")
