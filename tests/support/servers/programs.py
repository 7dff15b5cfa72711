"""What every program of a test run shares or has cheaper than in production: the embedding model's files, the hashing,
the server's settings.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI

from orchestrator.adapters.reading.confined.pool import ReadingProcesses
from orchestrator.bootstrap import program, web
from orchestrator.bootstrap.program import Running
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.settings import Settings

HOME = Path(__file__).parents[3] / ".orchestrator"
"""The model's graph is built there once for all runs; its database is of no test."""

PEER = ("127.0.0.1", 50_000)
"""Where the clients of tests come from: this machine, which may read the metrics."""

READERS = ReadingProcesses()
"""Shared by all programs of a run, because each process takes a second to start; it ends with the run."""

# Killed processes lose nothing by these, only a machine that goes down would; and copies of a database are made without
# the log.
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


# The periodic jobs come when they are due; all twenty of them at each start would take two fifths of what a test pays for
# its program.
CATCH_UP_S = 0.0


def cheap_passwords() -> PasswordHashing:
    """A thousandth of the work: nothing here is worth an attack."""
    return PasswordHashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def make_app() -> FastAPI:
    """The web application as the environment sets it up."""
    return web.make_app(cheap_passwords(), READERS, CATCH_UP_S)


@asynccontextmanager
async def running(settings: Settings, url: str) -> AsyncIterator[Running]:
    async with program.running(settings, url, cheap_passwords(), READERS, CATCH_UP_S) as started:
        yield started
