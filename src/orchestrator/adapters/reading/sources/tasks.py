"""What the process that reads can read beside documents, by the name of the task."""

from collections.abc import Callable, Mapping

from orchestrator.adapters.reading.confined.requests import Request
from orchestrator.adapters.reading.exports.chats import read_telegram
from orchestrator.adapters.reading.exports.forums import read_discourse
from orchestrator.adapters.reading.exports.help_desks import read_zendesk
from orchestrator.adapters.reading.exports.mails import read_mbox
from orchestrator.adapters.reading.exports.notebooks import read_notion
from orchestrator.adapters.reading.exports.subtitles import read_subtitles
from orchestrator.adapters.reading.letters.letter import read_letter
from orchestrator.adapters.reading.refusing import unreadable
from orchestrator.adapters.reading.sources.feeds import read_feed
from orchestrator.adapters.reading.sources.robots import read_robots
from orchestrator.adapters.reading.sources.sitemaps import read_sitemap
from orchestrator.adapters.reading.sources.web_pages import read_web_page
from orchestrator.domain.channels.mail.letters import ReadLetter
from orchestrator.domain.errors import OrchestratorError
from orchestrator.ports.sources import ReadExport, ReadPage, ReadRobots, ReadSitemap

Found = ReadRobots | ReadSitemap | ReadPage | ReadExport | ReadLetter

EXPORTS: Mapping[str, Callable[[str, bytes, list[str]], ReadExport]] = {
    "feed": lambda name, data, _: read_feed(name, data),
    "subtitles": lambda name, data, _: read_subtitles(name, data),
    "notion": lambda name, data, _: read_notion(name, data),
    "mbox": read_mbox,
    "discourse": read_discourse,
    "zendesk": lambda name, data, _: read_zendesk(name, data),
    "telegram": read_telegram,
}


def read(request: Request, data: bytes) -> Found:
    """Raises Invalid `unreadable_document` and TooLarge `too_large_document`."""
    try:
        return _read(request, data)
    except (OrchestratorError, MemoryError):
        raise
    except Exception as error:  # on a broken file the parsers raise anything from KeyError to RecursionError
        raise unreadable(request.name[:200], "it is damaged or incomplete") from error


def _read(request: Request, data: bytes) -> Found:
    robots = str(request.options.get("robots", ""))
    if request.task == "robots":
        return read_robots(request.name, data)
    if request.task == "sitemap":
        return read_sitemap(request.name, data, robots)
    if request.task == "page":
        return read_web_page(request.name, data, robots)
    if request.task == "letter":
        return read_letter(data, bool(request.options.get("is_cut")))
    answered_by = request.options.get("answered_by", [])
    return EXPORTS[request.task](request.name, data, list(answered_by) if isinstance(answered_by, list) else [])
