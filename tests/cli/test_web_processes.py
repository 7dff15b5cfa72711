"""`serve --workers`: slow starts are waited for, dead processes replaced, hopeless ones given up, orphans end."""

from pathlib import Path

import httpx
import psutil
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.servers.web_processes import WebProcesses

pytestmark = pytest.mark.timeout(900)


def test_slow_processes_are_waited_for_and_ready_means_ready(tmp_path: Path, database: EmbeddedServer) -> None:
    # Longer than any health check of a web server, as imports are on a busy machine.
    served = WebProcesses(tmp_path, database, "time.sleep(12)", "--workers", "2")
    address = served.read_address()
    # Each connection may reach either process, and both answer.
    assert {httpx.get(f"{address}/ready", timeout=60).status_code for _ in range(10)} == {200}
    assert served.starts == 2
    for _ in range(20):
        httpx.get(f"{address}/health")
    counted = [httpx.get(f"{address}/metrics").text for _ in range(4)]
    wanted = 'orchestrator_request_seconds_count{method="GET",route="/health",status="200"} 20.0'
    assert all(wanted in text for text in counted), "each process tells the counts of both"
    assert httpx.get(f"{address}/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert served.stop() == 0


def test_a_killed_process_is_replaced(tmp_path: Path, database: EmbeddedServer) -> None:
    served = WebProcesses(tmp_path, database, "pass", "--workers", "2")
    address = served.read_address()
    killed = served.web[0]
    killed.kill()
    psutil.wait_procs([killed], timeout=60)
    while served.starts < 3:
        assert served.process.poll() is None
    assert httpx.get(f"{address}/health", timeout=60).status_code == 200
    assert served.stop() == 0


def test_processes_that_never_start_are_given_up_with_a_sentence(tmp_path: Path, database: EmbeddedServer) -> None:
    served = WebProcesses(tmp_path, database, "print('this machine is out of order', file=sys.stderr); os._exit(1)", "--workers", "2")
    printed, said = served.process.communicate(timeout=300)
    assert served.process.returncode == 6
    assert "web_processes_fail: The web processes ended 6 times before one was ready, the last time with exit code 1" in said
    assert "out of order" in said
    assert "Traceback" not in said
    assert "ready" not in printed
    assert served.starts in (6, 7), "the second process of the last round may have been started"


def test_web_processes_end_with_a_killed_supervisor(tmp_path: Path, database: EmbeddedServer) -> None:
    served = WebProcesses(tmp_path, database, "pass", "--workers", "2")
    served.read_address()
    web = served.web
    assert len(web) == 2
    served.process.kill()
    served.process.communicate()
    _, alive = psutil.wait_procs(web, timeout=60)
    assert not alive
