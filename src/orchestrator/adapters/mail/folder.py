"""Mail without a mail server: each becomes a file of the kind that every mail program opens."""

import asyncio
import logging
import os
from collections.abc import Collection
from contextlib import suppress
from email.headerregistry import Address
from email.policy import SMTP
from pathlib import Path
from uuid import UUID

from orchestrator.adapters.mail.composing import compose
from orchestrator.domain.errors import Unavailable
from orchestrator.ports.mail import Mail
from orchestrator.ports.system import Clock

MOST_FILES = 1_000
"""Files that are kept, the newest ones."""
BATCH_FILES = 100
"""So many more may gather before old ones are deleted."""

log = logging.getLogger(__name__)


class MailFolder:
    """A `ports.mail.Mailer` that writes `.eml` files, readable by the program's own user alone: they hold links that work."""

    def __init__(self, folder: Path, sender: Address, clock: Clock) -> None:
        self._folder, self._sender, self._clock = folder, sender, clock

    @property
    def says(self) -> str:
        return f"into the folder {self._folder}, as no SMTP_URL is set"

    async def send(self, mail: Mail) -> None:
        data = compose(mail, self._sender, self._clock).as_bytes(policy=SMTP)
        path = self._folder / f"{self._clock.now():%Y%m%dT%H%M%S}-{mail.id.hex}.eml"
        try:
            await asyncio.to_thread(self._write, path, mail, data)
        except OSError as error:
            raise Unavailable("mail_failed", f"The mail could not be written: {error.strerror}.") from None
        # At warning, as an operator who expects mail by a server must see why none arrives.
        log.warning("no SMTP_URL is set: a mail was written to %s", path)

    async def forget(self, mails: Collection[UUID]) -> None:
        try:
            await asyncio.to_thread(self._delete, {each.hex for each in mails})
        except OSError as error:
            raise Unavailable("mail_failed", f"A mail could not be deleted: {error.strerror}.") from None

    def _delete(self, mails: Collection[str]) -> None:
        for path in self._folder.glob("*.eml"):
            if path.stem.partition("-")[2] in mails:
                path.unlink(missing_ok=True)

    def _write(self, path: Path, mail: Mail, data: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = sorted(name for name in os.listdir(self._folder) if name.endswith(".eml"))
        # A mail that was written before its process died has the same name but for the time.
        for before in written:
            if before.endswith(f"-{mail.id.hex}.eml"):
                (self._folder / before).unlink(missing_ok=True)
        draft = path.with_suffix(".draft")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        draft.replace(path)
        if len(written) >= MOST_FILES + BATCH_FILES:
            for old in written[: -MOST_FILES + 1]:
                with suppress(OSError):
                    (self._folder / old).unlink()
