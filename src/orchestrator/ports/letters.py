"""Reading a mail that came in."""

from typing import Protocol

from orchestrator.domain.channels.mail.letters import ReadLetter


class LetterReader(Protocol):
    """Reads the bytes of mails, apart from the program: whatever they do to a parser stays there."""

    async def read_letter(self, data: bytes, is_cut: bool) -> ReadLetter:
        """`is_cut`: whether the mail was longer than these bytes.

        Raises Invalid or TooLarge for a mail that no parser can read within its limits, Unavailable where another try may help.
        """
        ...
