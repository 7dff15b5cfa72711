"""The process that reads documents: `python -m orchestrator.adapters.reading.confined.child`, started by `process`.

It holds no secret and no connection. It is given the limits, then names and contents of files in turn, and answers
each with two frames of JSON: the time that the document gets, and what was read. Pages, feeds and exports of sources
are read in the same way.
"""

import importlib
import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from orchestrator.adapters.reading.confined import limits as limiting
from orchestrator.adapters.reading.confined.frames import read_frame, write_frame
from orchestrator.adapters.reading.confined.limits import ReadingLimits
from orchestrator.adapters.reading.confined.requests import DOCUMENT, Request, decode_request
from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.adapters.reading.page_sizes import count_pages
from orchestrator.adapters.reading.refusing import needs_memory, too_large
from orchestrator.domain.errors import OrchestratorError
from orchestrator.ports.reading import ReadDocument

MOST_BYTES = 2**30  # of a frame from the parent, which bounds uploads itself
MOST_PASSAGES = 30_000
"""Passages of one document: each is embedded, which takes about 10 ms."""
PDF_S, PAGE_S = 20, 2
"""Seconds of computing that a PDF gets, and that it gets for each page: a page of prose takes about 0.3 s."""
TASKS_MODULE = "orchestrator.adapters.reading.sources.tasks"
"""Its libraries take a second to load, and most processes read no source."""
ZIP = b"PK\x03\x04"
SOURCE_S = 60
"""Seconds of computing that a page, a feed or an export gets."""
_WATCH_S = 0.2
_SPENT = 0.5  # share of the memory after whose use a process is not used again, because it rarely gives memory back


def main() -> None:
    """Reads one document after the other until its standard input ends, which it does when the parent dies."""
    requests: queue.SimpleQueue[tuple[Request, bytes]] = queue.SimpleQueue()
    frames, answers = sys.stdin.buffer, _private_output()
    limits = ReadingLimits(**json.loads(read_frame(frames, MOST_BYTES)))
    limiting.confine(limits)
    threading.Thread(target=_receive, args=(frames, requests), daemon=True).start()
    threading.Thread(target=_watch_memory, args=(limits,), daemon=True).start()
    reader = MarkitdownReader()
    while True:
        request, data = requests.get()
        name = request.name
        _load_libraries(request, data)
        cpu_s = _start_clock(limits, request, data)
        write_frame(answers, _encode({"wall_s": limiting.wall_s(cpu_s)}))
        answer = _encode(_answer(reader, limits, request, data) | _state(limits))
        limiting.stop_clock()
        if len(answer) > limits.result_bytes:
            answer = _encode(_refusal(too_large(name, "it holds more text than can be handed over")) | _state(limits))
        write_frame(answers, answer)


def _private_output() -> BinaryIO:
    """Standard output under another number: what a library prints does not reach the parent."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def _load_libraries(request: Request, data: bytes) -> None:
    """Imports the converters for a document that will need them, which takes seconds, before its time begins."""
    if request.task != DOCUMENT:
        importlib.import_module(TASKS_MODULE)
    elif data.startswith(ZIP) or b"%PDF-" in data[:1024] or PurePosixPath(request.name.lower()).suffix in (".html", ".htm", ".xhtml"):
        importlib.import_module("markitdown.converters")


def _start_clock(limits: ReadingLimits, request: Request, data: bytes) -> int:
    """Starts the time of this document and returns its seconds of computing."""
    if request.task != DOCUMENT:
        cpu_s = min(limits.cpu_s, SOURCE_S)
        limiting.start_clock(cpu_s)
        return cpu_s
    limiting.start_clock(limits.cpu_s)
    if b"%PDF-" not in data[:1024]:
        return limits.cpu_s
    cpu_s = min(limits.cpu_s, PDF_S + PAGE_S * count_pages(data))
    limiting.start_clock(cpu_s)
    return cpu_s


def _answer(reader: MarkitdownReader, limits: ReadingLimits, request: Request, data: bytes) -> dict[str, object]:
    name = request.name
    try:
        if request.task != DOCUMENT:
            return {"found": asdict(importlib.import_module(TASKS_MODULE).read(request, data))}
        return {"read": asdict(_read(reader, name, data))}
    except OrchestratorError as error:
        lack = _lacked_memory(error)
        return _refusal(needs_memory(name, limits.memory_mb) if lack else error)
    except MemoryError:
        return _refusal(needs_memory(name, limits.memory_mb))
    except Exception:
        return {"fault": traceback.format_exc()}


def _lacked_memory(error: BaseException | None) -> bool:
    """Whether memory ran out somewhere below. libxml2 then reports an unknown error on line 0; on a broken file it says
    what is wrong, and where."""
    while error is not None:
        is_silent = type(error).__name__ == "XMLSyntaxError" and str(error).startswith("unknown error")
        if isinstance(error, MemoryError) or is_silent:
            return True
        error = error.__cause__ or error.__context__
    return False


def _read(reader: MarkitdownReader, name: str, data: bytes) -> ReadDocument:
    read = reader.read(name, data)
    passages = reader.split(read.text)
    if len(passages) > MOST_PASSAGES:
        raise too_large(name, f"it is cut into more than {MOST_PASSAGES:,} passages; split it")
    return replace(read, passages=tuple(passages))


def _state(limits: ReadingLimits) -> dict[str, object]:
    return {"is_spent": limiting.peak_mb() > _SPENT * limits.memory_mb}


def _refusal(error: OrchestratorError) -> dict[str, object]:
    return {"refused": {"kind": error.kind.value, "code": error.code, "detail": error.detail, "fields": dict(error.fields)}}


def _receive(frames: BinaryIO, requests: "queue.SimpleQueue[tuple[Request, bytes]]") -> None:
    try:
        while True:
            requests.put((decode_request(read_frame(frames, MOST_BYTES)), read_frame(frames, MOST_BYTES)))
    finally:
        os._exit(0)  # in the middle of a document, too: nobody waits for it any more


def _watch_memory(limits: ReadingLimits) -> None:
    """For systems that do not enforce a limit on memory."""
    while not limiting.is_too_large(limits):
        threading.Event().wait(_WATCH_S)
    os._exit(limiting.OUT_OF_MEMORY)


def _encode(answer: Mapping[str, object]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, default=str).encode()


if __name__ == "__main__":
    main()
