"""The database as the engine uses it: transactions in the name of a person, and the stores inside a transaction.

Row-level security decides which rows a call sees. A row that the person may not see does not exist for the call: the
result is None or has no such row.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.ports.stores.accounts import Accounts, Avees
from orchestrator.ports.stores.analytics import Measures
from orchestrator.ports.stores.answering import Documents
from orchestrator.ports.stores.channels import ChannelPath, Channels
from orchestrator.ports.stores.escalation import Escalations
from orchestrator.ports.stores.guests import Embedding, Guests
from orchestrator.ports.stores.identities import Identities
from orchestrator.ports.stores.matching.answers import Answers
from orchestrator.ports.stores.matching.boundaries import Boundaries
from orchestrator.ports.stores.matching.conflicts import Conflicts
from orchestrator.ports.stores.matching.multilingual import Multilingual
from orchestrator.ports.stores.matching.publications import Publications
from orchestrator.ports.stores.message import Conversations
from orchestrator.ports.stores.notifying.events import Events
from orchestrator.ports.stores.notifying.mail import Mails
from orchestrator.ports.stores.notifying.notifications import Notifications
from orchestrator.ports.stores.notifying.webhooks import Webhooks
from orchestrator.ports.stores.payments import Payments
from orchestrator.ports.stores.policy import Policies
from orchestrator.ports.stores.rights import Rights
from orchestrator.ports.stores.routing.hot_path import HotPath
from orchestrator.ports.stores.routing.log import Log
from orchestrator.ports.stores.routing.routing import Routing
from orchestrator.ports.stores.sources import Sources
from orchestrator.ports.stores.teams import Teams, Teamwork
from orchestrator.ports.stores.trust.cards import Trust
from orchestrator.ports.stores.trust.costs import Costs
from orchestrator.ports.stores.trust.feedback import Feedback
from orchestrator.ports.stores.trust.yeses import Yeses

ORIGIN: ContextVar[str] = ContextVar("origin", default="")
"""How the current request was made, for the logs of changes: the kind of `Person`, a space, and the shortened network address.
'' for jobs and commands. The edge sets it; every transaction of the request passes it on."""


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that needs the operator's attention."""

    id: int
    state: str
    """'failed' where it is not tried again, else 'retrying'."""
    task: str
    arguments: str
    """JSON."""
    attempts: int
    """Runs so far, >= 0."""
    since: str
    """When it failed last, as text."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The person whose row-level permissions apply, and the agent whose knowledge is opened to them."""

    person: UUID | None = None
    """None is nobody: no row that belongs to a person or an agent is visible."""
    avee: UUID | None = None
    """Opens this agent's knowledge as far as the layer that the person was granted."""
    layer: Layer | None = None
    """Opens less than the granted layer; a layer above it has no effect."""


class Jobs(Protocol):
    """The job queue."""

    async def enqueue(self, task: str, **arguments: str) -> None:
        """Adds a job to the queue. The job runs if and only if the transaction commits."""
        ...

    async def enqueue_later(self, task: str, wait_s: float, **arguments: str) -> None:
        """As `enqueue`; the job runs after `wait_s` seconds at the earliest."""
        ...

    async def enqueue_in_turn(self, task: str, owner: UUID, waiting: int, **arguments: str) -> None:
        """As `enqueue`, for long jobs: an owner's jobs run one at a time, and people are served in turn.

        `waiting` is the owner's number of unfinished jobs, >= 0: a job goes before those with more before them.
        """
        ...


class Transaction(Protocol):
    """The stores, within one database transaction."""

    @property
    def accounts(self) -> Accounts: ...

    @property
    def guests(self) -> Guests: ...

    @property
    def embedding(self) -> Embedding: ...

    @property
    def avees(self) -> Avees: ...

    @property
    def identities(self) -> Identities: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def sources(self) -> Sources: ...

    @property
    def answers(self) -> Answers: ...

    @property
    def publications(self) -> Publications: ...

    @property
    def conflicts(self) -> Conflicts: ...

    @property
    def multilingual(self) -> Multilingual: ...

    @property
    def channels(self) -> Channels: ...

    @property
    def conversations(self) -> Conversations: ...

    @property
    def routing(self) -> Routing: ...

    @property
    def trust(self) -> Trust: ...

    @property
    def costs(self) -> Costs: ...

    @property
    def yeses(self) -> Yeses: ...

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
    def mails(self) -> Mails: ...

    @property
    def rights(self) -> Rights: ...

    @property
    def measures(self) -> Measures: ...

    @property
    def teams(self) -> Teams: ...

    @property
    def teamwork(self) -> Teamwork: ...

    @property
    def payments(self) -> Payments: ...

    @property
    def jobs(self) -> Jobs: ...


class Database(Protocol):
    """The database with its job queue."""

    def transaction(self, scope: Scope, limit_s: float | None = None) -> AbstractAsyncContextManager[Transaction]:
        """Commits when the block ends and rolls back when it raises.

        `limit_s` is the longest time of one statement, > 0; None stands for the usual one. Raises Unavailable where the
        database does not answer in time.
        """
        ...

    def hot_path(self, scope: Scope) -> AbstractAsyncContextManager[HotPath]:
        """A transaction for one statement of the hot path, with as few round trips as possible.

        Raises as `transaction`.
        """
        ...

    def channel_path(self) -> AbstractAsyncContextManager[ChannelPath]:
        """A transaction for one statement of a message's way through a channel. Raises as `transaction`."""
        ...

    async def list_failed_jobs(self) -> list[FailedJob]:
        """For operators: jobs that failed finally, and jobs that failed at least three times and are tried again.

        Newest first, each job once, at most 200.
        """
        ...

    async def count_jobs(self) -> Mapping[str, int]:
        """The number of jobs by state: 'todo', 'doing', 'failed', and 'retrying' for those that are to run again."""
        ...

    async def retry_job(self, job_id: int) -> bool:
        """Puts a failed job back into the queue; returns False where there is no such failed job."""
        ...
