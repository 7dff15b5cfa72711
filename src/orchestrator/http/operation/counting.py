"""Counts for Prometheus: kept in the memory of one process, or in files that all processes of one home share."""

import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from orchestrator.domain.paths import Path as RoutingPath

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""The library reads its folder from this variable."""
KEPT_S = 86_400.0
"""Counts of an ended process are kept for a day while others run; without them the sums would fall at each restart."""
OF_PROCESS = re.compile(r"_(\d+)\.db$")

registry = CollectorRegistry()
MESSAGES = Counter("orchestrator_messages", "Messages routed, by path.", ["path"], registry=registry)
REQUESTS = Histogram("orchestrator_request_seconds", "Time to answer a request.", ["method", "route", "status"], registry=registry)
JOB_TIMES = Histogram("orchestrator_job_seconds", "Time of a run of a job, by outcome.", ["task", "outcome"], registry=registry)


class _Jobs(Collector):
    """Jobs in the queue. They are counted in the database, so that every process reports the same."""

    def __init__(self, jobs: Mapping[str, int]) -> None:
        self._jobs = jobs

    def collect(self) -> Iterator[GaugeMetricFamily]:
        explained = "Jobs in the queue by state; a failed job runs again after `orchestrator jobs retry`."
        family = GaugeMetricFamily("orchestrator_jobs", explained, labels=["state"])
        for state, number in self._jobs.items():
            family.add_metric([state], number)
        yield family


def share_counts(folder: Path) -> None:
    """From now on this process counts in files of `folder`. To be called before anything is counted."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_ended(folder, time.time())
    os.environ[FOLDER_VARIABLE] = str(folder.resolve())
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]  # the library has no types there


def remove_ended(folder: Path, now: float) -> None:
    """Removes the counts of earlier runs; while other processes of the home run, only those of processes that ended a day ago.

    `now` is in seconds since 1970.
    """
    files = [(file, int(found[1])) for file in folder.glob("*.db") if (found := OF_PROCESS.search(file.name))]
    running = {pid for _, pid in files if pid != os.getpid() and psutil.pid_exists(pid)}
    oldest = now - KEPT_S if running else now
    for file, pid in files:
        if pid not in running and file.stat().st_mtime <= oldest:
            file.unlink(missing_ok=True)


def render(jobs: Mapping[str, int] | None) -> bytes:
    """All counts in the format of Prometheus: those of every process where they are shared. None leaves out the jobs."""
    shown = CollectorRegistry()
    if folder := os.environ.get(FOLDER_VARIABLE):
        MultiProcessCollector(shown, path=folder)  # type: ignore[no-untyped-call]  # nor here
    else:
        for metric in (MESSAGES, REQUESTS, JOB_TIMES):
            shown.register(metric)
    if jobs is not None:
        shown.register(_Jobs(jobs))
    return generate_latest(shown)


def count_message(path: RoutingPath) -> None:
    """Counts a routed message."""
    MESSAGES.labels(path.value).inc()


def count_job(task: str, outcome: str, seconds: float) -> None:
    """Counts a run of a job. `outcome` is "done" or "failed"."""
    JOB_TIMES.labels(task, outcome).observe(seconds)
