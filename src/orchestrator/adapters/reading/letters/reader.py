"""The LetterReader of the program: mails are read in the processes that read documents."""

from pydantic import TypeAdapter

from orchestrator.adapters.reading.confined.pool import ReadingProcesses
from orchestrator.adapters.reading.confined.requests import Request
from orchestrator.domain.channels.mail.letters import ReadLetter

_LETTER = TypeAdapter(ReadLetter)


class ConfinedLetters:
    """A LetterReader."""

    def __init__(self, processes: ReadingProcesses) -> None:
        self._processes = processes

    async def read_letter(self, data: bytes, is_cut: bool) -> ReadLetter:
        request = Request("a mail", "letter", {"is_cut": "yes" if is_cut else ""})
        return _LETTER.validate_python(await self._processes.read_source(request, data))
