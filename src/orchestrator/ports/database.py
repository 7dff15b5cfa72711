"""The database, as the engine sees it: transactions that name a person, and the stores inside one.

Row security decides what each call sees; a row that the person may not see is not there (None, or 0 rows).
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.stores.accounts import Accounts, Avees
from orchestrator.ports.stores.analytics import Measures
from orchestrator.ports.stores.answering import Documents
from orchestrator.ports.stores.escalation import Escalations
from orchestrator.ports.stores.matching import (
    Answers,
    Boundaries,
)
from orchestrator.ports.stores.message import Conversations
from orchestrator.ports.stores.notifying import Events, Notifications, Webhooks
from orchestrator.ports.stores.policy import Policies
from orchestrator.ports.stores.routing import HotPath, Log, Routing
from orchestrator.ports.stores.trust import Feedback, Trust


@dataclass(frozen=True, slots=True)
class FailedJob:
    id: int
    state: str
    """'failed' for good, or 'retrying'."""
    task: str
    arguments: str
    attempts: int
    since: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose eyes a transaction sees with."""

    person: UUID | None = None
    """None is nobody: no tenant row is visible."""
    avee: UUID | None = None
    """The avee that is asked; opens its knowledge up to the person's layer."""
    layer: Layer | None = None
    """Narrows what is opened; never widens it."""


class Jobs(Protocol):
    async def enqueue(self, task: str, **arguments: str) -> None:
        """Stored with the transaction's data: it runs if and only if the transaction commits."""
        ...


class Transaction(Protocol):
    @property
    def accounts(self) -> Accounts: ...

    @property
    def avees(self) -> Avees: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def answers(self) -> Answers: ...

    @property
    def conversations(self) -> Conversations: ...

    @property
    def routing(self) -> Routing: ...

    @property
    def trust(self) -> Trust: ...

    @property
    def boundaries(self) -> Boundaries: ...

    @property
    def policies(self) -> Policies: ...

    @property
    def log(self) -> Log: ...

    @property
    def escalations(self) -> Escalations: ...

    @property
    def feedback(self) -> Feedback: ...

    @property
    def events(self) -> Events: ...

    @property
    def notifications(self) -> Notifications: ...

    @property
    def webhooks(self) -> Webhooks: ...

    @property
    def measures(self) -> Measures: ...

    @property
    def jobs(self) -> Jobs: ...


class Database(Protocol):
    def transaction(self, scope: Scope) -> AbstractAsyncContextManager[Transaction]:
        """Commits when the block ends, rolls back when it raises. Raises Unavailable where no database answers."""
        ...

    def hot_path(self, scope: Scope) -> AbstractAsyncContextManager[HotPath]:
        """The same for a single statement of a message's trip, at the least cost in round trips."""
        ...

    async def list_failed_jobs(self) -> list[FailedJob]:
        """Jobs that failed for good, and those that failed three times and are tried again; newest first, each once, at most 200.

        For whoever runs the machine.
        """
        ...

    async def count_jobs(self) -> Mapping[str, int]:
        """How many jobs there are in each state: 'todo', 'doing', 'failed' and 'retrying', those of 'todo' that failed before."""
        ...

    async def retry_job(self, job_id: int) -> bool:
        """Puts a failed job back into the queue; False where there is no such one."""
        ...
