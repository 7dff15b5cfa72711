"""The embedded PostgreSQL: a real server under ORCHESTRATOR_HOME, started when DATABASE_URL is not set.

Programs with the same home share one server, and the last program to leave stops it. A killed program leaves the server
running, or a data directory that the next start recovers.
"""

import atexit
import contextlib
import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

from orchestrator.adapters.postgres.server.cluster import BIN, LOGS, Cluster
from orchestrator.domain.errors import Invalid, OrchestratorError

OWNER, RUNTIME, DATABASE = "orchestrator_owner", "orchestrator_app", "orchestrator"
WATCH_S = 1.0
"""Between two checks whether the server runs."""
PRUNE_S = 60.0
"""Between two looks at its log files."""
LOG_FILE_MB, LOG_FILES = 10, 5

log = logging.getLogger(__name__)


class EmbeddedServer:
    """A running embedded server and the URLs of one database on it."""

    def __init__(self, cluster: Cluster, users: int | None, database: str = DATABASE) -> None:
        """`users` is the open file that marks this program as a user; None for another database of the same server."""
        self._cluster = cluster
        self._users = users
        self.runtime_url = self._url(RUNTIME, database)
        self.owner_url = self._url(OWNER, database)

    @property
    def programs(self) -> Path:
        """The folder of PostgreSQL's own programs, such as pg_dump."""
        return BIN

    def stop(self) -> None:
        """Leaves the server. The last program to leave stops it, after a checkpoint."""
        if self._users is None:
            return
        users, self._users = self._users, None
        atexit.unregister(self.stop)
        if not self._cluster.data.exists():
            os.close(users)  # the home was deleted meanwhile
            return
        with _alone(self._cluster.data):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # others use it
            finally:
                os.close(users)
            self._cluster.stop()

    @contextlib.contextmanager
    def kept_running(self) -> Iterator[None]:
        """While the block runs, a server that died (for example, killed for its memory) is started again at the same
        address."""
        leaving = threading.Event()
        watching = threading.Thread(target=self._watch, args=(leaving,), name="embedded-postgres", daemon=True)
        watching.start()
        try:
            yield
        finally:
            leaving.set()
            watching.join()

    def _watch(self, leaving: threading.Event) -> None:
        pruned_at = 0.0
        while not leaving.wait(WATCH_S):
            if time.monotonic() - pruned_at > PRUNE_S:
                self._cluster.prune_logs(LOG_FILES)
                pruned_at = time.monotonic()
            if self._cluster.is_running():
                continue
            log.warning("the embedded PostgreSQL died; it is started again")
            try:
                with _alone(self._cluster.data):
                    self._cluster.start()
            except (OrchestratorError, OSError) as error:
                # Child processes of the dead server may still hold its shared memory; the next round tries again.
                log.warning("the embedded PostgreSQL did not start: %s", error)

    def clone(self, name: str, template: str = DATABASE, strategy: str = "wal_log") -> "EmbeddedServer":
        """Copies the template to a new database on the same server; for tests and trial runs.

        The `strategy` is PostgreSQL's: `file_copy` is quicker where fsync is off, and far slower where it is not.
        """
        with _admin(self._url("postgres", "postgres")) as admin:
            admin.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER {OWNER} STRATEGY {strategy}')
        return EmbeddedServer(self._cluster, None, name)

    def drop(self, name: str) -> None:
        with _admin(self._url("postgres", "postgres")) as admin:
            admin.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _url(self, user: str, database: str) -> str:
        place = {"host": str(self._cluster.socket_folder())}
        return URL.create("postgresql+psycopg", username=user, database=database, query=place).render_as_string(hide_password=False)


def start(home: Path, more: Mapping[str, str] | None = None) -> EmbeddedServer:
    """Starts or joins the server of this home, and creates its roles and its database if they are missing. Blocks.

    `more` are PostgreSQL settings beside those written here, or instead of them: for tests and trial runs. Raises
    Invalid, Forbidden, Unavailable or OSError where the home cannot be used.
    """
    data = (home / "postgres").resolve()
    if any(ord(sign) < 32 for sign in str(data)):
        raise Invalid("invalid_home", "ORCHESTRATOR_HOME has a line break or another control character in its path.")
    data.parent.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(data)
    with _alone(data):
        cluster.prepare()
        if not cluster.is_running():
            # Earlier versions wrote one file, which nothing ever shortened.
            (data / "log").unlink(missing_ok=True)
            cluster.prune_logs(LOG_FILES - 1)
            cluster.configure(_tuning() | dict(more or {}))
            cluster.start()
        users = os.open(data.with_name("postgres.users"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(users, fcntl.LOCK_SH)
    server = EmbeddedServer(cluster, users)
    atexit.register(server.stop)
    _ensure_roles_and_database(server.owner_url)
    return server


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One program at a time starts or stops the server of a home. The lock is in the home, which belongs to one user."""
    lock = os.open(data.with_name("postgres.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _tuning() -> dict[str, str]:
    memory_mb = psutil.virtual_memory().total // 2**20
    return {
        # The system gives shared memory only when it is used.
        "shared_buffers": f"{min(8192, max(128, memory_mb // 4))}MB",
        "effective_cache_size": f"{memory_mb // 2}MB",
        # A process opens up to 28; PostgreSQL's default of 100 is spent by the fourth.
        "max_connections": "200",
        "max_wal_size": "4GB",
        "random_page_cost": "1.1",
        # Statements here take milliseconds; compiling one takes longer.
        "jit": "off",
        # Each file has a name of its own, and the program keeps the newest few of them.
        "logging_collector": "on",
        "log_directory": LOGS,
        "log_filename": "postgres-%Y%m%d-%H%M%S.log",
        "log_rotation_size": f"{LOG_FILE_MB}MB",
        "log_rotation_age": "1d",
        "log_truncate_on_rotation": "on",
    }


def _ensure_roles_and_database(owner_url: str) -> None:
    as_superuser = make_url(owner_url).set(username="postgres")
    with _admin(as_superuser.set(database="postgres")) as admin:
        roles = set(admin.execute(text("SELECT rolname FROM pg_roles")).scalars())
        for role in (OWNER, RUNTIME):
            if role not in roles:
                admin.exec_driver_sql(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE")
        databases = set(admin.execute(text("SELECT datname FROM pg_database")).scalars())
        if DATABASE not in databases:
            admin.exec_driver_sql(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    with _admin(as_superuser) as admin:
        admin.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
        admin.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO {OWNER}")


def _admin(url: str | URL) -> Connection:
    """A connection for statements that cannot run in a transaction. The `with` block closes it without returning it
    to a pool."""
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()
