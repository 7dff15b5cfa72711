"""Reading in processes with limits: files made to hold or to fill the reader are refused, and disturb nobody else."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from typing import Any

import psutil
import pytest

import support.attacking_files as files
from orchestrator.adapters.reading.confined.limits import ReadingLimits
from orchestrator.adapters.reading.confined.pool import ReadingProcesses
from orchestrator.adapters.reading.page_sizes import check_pdf, count_pages
from orchestrator.domain.errors import OrchestratorError, Unavailable
from orchestrator.ports.reading import DocumentReader
from support.office import lines, pdf

SMALL = ReadingLimits(cpu_s=2, memory_mb=400)
NOTE = b"# Bees\n\nBees fly at ten degrees.\n\n## Winter\n\nWrap nothing."

Do = Callable[..., Any]


@pytest.fixture
def do() -> Iterator[Do]:
    """Runs a story with processes that have small limits; all of them are gone afterwards."""

    def run(story: Callable[[ReadingProcesses], Coroutine[Any, Any, Any]], limits: ReadingLimits = SMALL, at_once: int = 2) -> Any:
        async def whole() -> Any:
            readers = ReadingProcesses(limits, at_once)
            try:
                return await story(readers)
            finally:
                await readers.close()

        return asyncio.run(whole())

    before = set(reading_processes())
    yield run
    assert set(reading_processes()) <= before


def reading_processes() -> list[psutil.Process]:
    """The processes of this run that read documents."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if any("confined.child" in word for word in process.cmdline()):
                found.append(process)
    return found


def test_words_broken_at_line_ends_are_joined_in_such_a_process(do: Do) -> None:
    """It may write no file, not even to unpack a dictionary."""
    data = pdf(lines("The bees need infor-", "mation and care in a well-", "known hive, and that is all."))

    async def story(readers: ReadingProcesses) -> str:
        return (await readers.read("a.pdf", data)).text

    assert "information and care in a well-known hive" in do(story)


async def code_of(reader: DocumentReader, name: str, data: bytes) -> str:
    with pytest.raises(OrchestratorError) as refused:
        await reader.read(name, data)
    assert name in refused.value.detail
    return refused.value.code


def test_a_document_is_read_and_cut(do: Do) -> None:
    read = do(lambda reader: reader.read("bees.md", NOTE))
    assert (read.title, read.text) == ("Bees", NOTE.decode())
    assert [(each.heading, each.content) for each in read.passages] == [
        ("Bees", "Bees fly at ten degrees."),
        ("Bees > Winter", "Wrap nothing."),
    ]


def test_one_process_reads_one_document_after_the_other(do: Do) -> None:
    async def story(reader: ReadingProcesses) -> None:
        for number in range(3):
            await reader.read(f"{number}.md", NOTE)
        assert len(reading_processes()) == started + 1

    started = len(reading_processes())
    do(story)


# Made when they are needed: they take seconds.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a huge member beside the text": (lambda: files.with_huge_member("mimetype", 400_000_000), "too_large_document"),
    "a huge text": (lambda: files.with_huge_member("word/footnotes.xml", 50_000_000), "too_large_document"),
    "a member that packs far too well": (lambda: files.with_huge_member("word/media/a.bin", 20_000_000), "too_large_document"),
    "a directory that lies": (lambda: files.with_lying_directory(300_000_000), "unreadable_document"),
    "very many members": (lambda: files.with_many_members(100_000), "too_large_document"),
    "a way of packing without bounds": (lambda: files.zipped(files.DOCX | {"mimetype": b"a"}, method=12), "unreadable_document"),
    "entities of entities": (lambda: files.with_entities(), "unreadable_document"),
    "more pages than anybody reads": (lambda: files.pdf([files.line_of_text()] * 3_001), "too_large_document"),
    "a page tree that lies": (lambda: files.pdf([files.line_of_text()] * 3_001, count=1), "too_large_document"),
}


def test_as_many_pages_as_may_be_are_counted_and_pass() -> None:
    data = files.pdf([files.line_of_text()] * 3_000)
    check_pdf("long.pdf", data)
    assert count_pages(data) == 3_000


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_too_large_inside_is_refused_with_little_memory(do: Do, kind: str) -> None:
    """The memory is what tells: none of these is unpacked into what it holds."""
    make, code = REFUSED[kind]
    data = make()

    async def story(reader: ReadingProcesses) -> float:
        assert await code_of(reader, "attack", data) == code
        return float(max(process.memory_info().rss for process in reading_processes())) / 2**20

    assert do(story, replace(SMALL, cpu_s=60)) < 300


def test_what_takes_too_much_computing_is_ended_and_the_next_document_is_read(do: Do) -> None:
    async def story(reader: ReadingProcesses) -> None:
        assert await code_of(reader, "slow.pdf", files.overlapping_text(3_000)) == "slow_document"
        assert (await reader.read("bees.md", NOTE)).title == "Bees"

    do(story)


def test_what_takes_too_much_memory_is_ended_and_the_next_document_is_read(do: Do) -> None:
    async def story(reader: ReadingProcesses) -> None:
        assert await code_of(reader, "large.docx", files.word_xml(files.paragraphs(400_000))) == "too_large_document"
        assert (await reader.read("bees.md", NOTE)).title == "Bees"

    do(story, ReadingLimits(cpu_s=120, memory_mb=300))


def test_a_slow_document_delays_no_other(do: Do) -> None:
    async def story(reader: ReadingProcesses) -> None:
        slow = asyncio.create_task(code_of(reader, "slow.pdf", files.overlapping_text(3_000)))
        await until_busy()
        assert (await reader.read("bees.md", NOTE)).title == "Bees"
        assert not slow.done()
        assert await slow == "slow_document"

    do(story, ReadingLimits(cpu_s=10))


def test_the_event_loop_goes_on_while_a_document_is_read(do: Do) -> None:
    async def story(reader: ReadingProcesses) -> float:
        slow = asyncio.create_task(code_of(reader, "slow.pdf", files.overlapping_text(3_000)))
        await until_busy()
        began = time.thread_time()
        await slow
        return time.thread_time() - began

    assert do(story) < 0.5, "seconds of computing in this thread, while the other process takes two"


def test_cancelling_kills_the_process_that_reads(do: Do) -> None:
    async def story(reader: ReadingProcesses) -> None:
        slow = asyncio.create_task(reader.read("slow.pdf", files.overlapping_text(3_000)))
        (busy,) = await until_busy()
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        busy.wait(10)
        assert (await reader.read("bees.md", NOTE)).title == "Bees"

    do(story, ReadingLimits(cpu_s=60))


def test_a_killed_process_can_be_tried_again(do: Do) -> None:
    async def story(reader: ReadingProcesses) -> None:
        slow = asyncio.create_task(reader.read("slow.pdf", files.overlapping_text(3_000)))
        for busy in await until_busy():
            busy.kill()
        with pytest.raises(Unavailable) as interrupted:
            await slow
        assert interrupted.value.code == "reading_interrupted"

    do(story, ReadingLimits(cpu_s=60))


def test_a_process_gets_no_secrets(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_API_KEY", "the-key-of-the-model")

    async def story(reader: ReadingProcesses) -> None:
        await reader.read("bees.md", NOTE)
        assert not any("the-key-of-the-model" in str(process.environ()) for process in reading_processes())

    do(story)


async def until_busy() -> list[psutil.Process]:
    """The processes that compute, as soon as there is one that has loaded its libraries."""
    async with asyncio.timeout(100):
        while True:
            busy = [process for process in reading_processes() if process.status() == psutil.STATUS_RUNNING and process.num_threads() > 3]
            if busy:
                return busy
            await asyncio.sleep(0.05)
