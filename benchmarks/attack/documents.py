"""Documents made to hold the reader or to fill the memory, four of them against another creator's note, and SIGTERM in
the middle.

    python benchmarks/attack/documents.py [--port 8110] [--source OTHER/src] [--json]

Each attack is on a server of its own and is watched for at most two minutes; the files are those of the tests.
"""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from server import Figures, Person, Server, read_options, report, served, watching

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

import support.attacking_files as files

WATCH_S = 120.0
NOTE = b"# Feeding\n\nTwo parts of sugar to one part of water."
TEXTS = 3_000
MEMBER_BYTES = 790_000_000
PDFS = 4


def main() -> int:
    options = read_options(__doc__, port=8110)
    for attack in (_slow_pdf, _large_docx, _four_pdfs, _stop):
        with served(options.port, options.source) as server:
            report([attack(server)], options.json)
    return 0


def _slow_pdf(server: Server) -> Figures:
    creator, agent = _creator(server, "mara")
    data = files.overlapping_text(TEXTS)
    with watching(server) as watch:
        _upload(creator, agent, "slow.pdf", data)
        ended = _until(lambda: not _pending(creator, agent))
    return watch.figures(f"a PDF of {len(data) // 1000} kB, texts over each other", note=_told(ended, creator, agent))


def _large_docx(server: Server) -> Figures:
    creator, agent = _creator(server, "mara")
    data = files.with_huge_member("mimetype", MEMBER_BYTES)
    with watching(server) as watch:
        _upload(creator, agent, "large.docx", data)
        ended = _until(lambda: not _pending(creator, agent))
    return watch.figures(f"a DOCX of {len(data) // 1000} kB, a member of 790 MB", note=_told(ended, creator, agent))


def _four_pdfs(server: Server) -> Figures:
    (creator, agent), (other, others) = _creator(server, "mara"), _creator(server, "ben")
    with watching(server) as watch:
        for number in range(PDFS):
            _upload(creator, agent, f"slow-{number}.pdf", files.overlapping_text(TEXTS, mark=number))
        time.sleep(1)
        _upload(other, others, "note.md", NOTE)
        waited = _until(lambda: not _pending(other, others))
    note = "" if waited is not None else "the note is still pending"
    return watch.figures(f"{PDFS} such PDFs, then another creator's note", waited if waited is not None else WATCH_S, note)


def _stop(server: Server) -> Figures:
    creator, agent = _creator(server, "mara")
    with watching(server) as watch:
        _upload(creator, agent, "slow.pdf", files.overlapping_text(TEXTS))
        _until(lambda: _computes(server), 60)
    process = psutil.Process(server.process_id)
    family = [process, *process.children(recursive=True)]
    process.send_signal(signal.SIGTERM)
    ended = _until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
    note = f"ended {ended:.1f} s after it" if ended is not None else f"still runs {WATCH_S:.0f} s after it"
    left = [each for each in family[1:] if each.is_running() and not each.name().startswith("postgres")]
    if ended is None:
        process.kill()
    return watch.figures("SIGTERM while such a PDF is read", note=f"{note}; processes left: {len(left)}")


def _creator(server: Server, handle: str) -> tuple[Person, str]:
    person = server.sign_up(handle)
    return person, person.make_agent(f"{handle}-agent")


def _upload(creator: Person, agent: str, name: str, data: bytes) -> None:
    creator.client.post(f"/avees/{agent}/documents", files={"file": (name, data)}).raise_for_status()


def _documents(creator: Person, agent: str) -> Iterator[dict[str, str]]:
    yield from creator.request("GET", f"/avees/{agent}/documents")["items"]


def _pending(creator: Person, agent: str) -> bool:
    return any(each["status"] == "pending" for each in _documents(creator, agent))


def _told(ended: float | None, creator: Person, agent: str) -> str:
    if ended is None:
        return f"still being read after {WATCH_S:.0f} s"
    return f"after {ended:.1f} s: " + "; ".join(each["failure"] or each["status"] for each in _documents(creator, agent))


def _computes(server: Server) -> bool:
    """Whether the document is being read: by a process that was started for it, or in the server itself."""
    process = psutil.Process(server.process_id)
    readers = [each for each in process.children(recursive=True) if any("confined" in word for word in each.cmdline())]
    return any(each.cpu_times().user > 2 for each in readers) if readers else process.cpu_times().user > 20


def _until(holds: Callable[[], bool], most_s: float = WATCH_S) -> float | None:
    """Seconds until it holds, or None."""
    began = time.monotonic()
    while time.monotonic() - began < most_s:
        if holds():
            return time.monotonic() - began
        time.sleep(0.1)
    return None


if __name__ == "__main__":
    sys.exit(main())
