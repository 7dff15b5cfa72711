"""The SourceReader of the program: what strangers wrote is read in the processes that read documents."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from orchestrator.adapters.reading.confined.pool import ReadingProcesses
from orchestrator.adapters.reading.confined.requests import Request
from orchestrator.domain.sources.kinds import DocumentSourceKind
from orchestrator.ports.sources import ReadExport, ReadPage, ReadRobots, ReadSitemap

_ROBOTS, _SITEMAP = TypeAdapter(ReadRobots), TypeAdapter(ReadSitemap)
_PAGE, _EXPORT = TypeAdapter(ReadPage), TypeAdapter(ReadExport)


class ConfinedSources:
    """A SourceReader."""

    def __init__(self, processes: ReadingProcesses) -> None:
        self._processes = processes

    async def read_robots(self, address: str, robots: bytes) -> ReadRobots:
        return _ROBOTS.validate_python(await self._processes.read_source(Request(address, "robots"), robots))

    async def read_sitemap(self, address: str, data: bytes, robots: bytes) -> ReadSitemap:
        return _SITEMAP.validate_python(await self._processes.read_source(Request(address, "sitemap", _with(robots)), data))

    async def read_page(self, address: str, data: bytes, robots: bytes) -> ReadPage:
        return _PAGE.validate_python(await self._processes.read_source(Request(address, "page", _with(robots)), data))

    async def read_export(self, kind: DocumentSourceKind, name: str, data: bytes, answered_by: Sequence[str]) -> ReadExport:
        request = Request(name, kind.value, {"answered_by": list(answered_by)})
        return _EXPORT.validate_python(await self._processes.read_source(request, data))


def _with(robots: bytes) -> dict[str, str | list[str]]:
    return {"robots": robots.decode("utf-8", errors="replace")}
