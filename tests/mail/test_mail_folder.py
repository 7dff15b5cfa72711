"""Mail without a server: files that a mail program opens, for the program's own user alone."""

import asyncio
import logging
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from orchestrator.adapters.mail.composing import read_sender
from orchestrator.adapters.mail.folder import BATCH_FILES, MOST_FILES, MailFolder
from orchestrator.adapters.system import SystemClock
from orchestrator.domain.errors import Unavailable
from orchestrator.domain.notifying.mail.letters import write_test
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.mail import Mail


def folder(path: Path) -> MailFolder:
    return MailFolder(path, read_sender("hello@example.org"), SystemClock())


def test_a_mail_is_a_file_and_a_line_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    mail = Mail(new_id(), "ada@example.org", write_test("de"))
    with caplog.at_level(logging.WARNING):
        asyncio.run(folder(tmp_path / "mail").send(mail))
    [file] = (tmp_path / "mail").iterdir()
    read = message_from_bytes(file.read_bytes(), policy=default)
    assert (read["to"], read["content-language"]) == ("ada@example.org", "de")
    assert str(file) in caplog.text
    assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_repeated_mail_is_one_file(tmp_path: Path) -> None:
    mail = Mail(new_id(), "ada@example.org", write_test("en"))
    for _ in range(2):
        asyncio.run(folder(tmp_path).send(mail))
    assert len(list(tmp_path.iterdir())) == 1


def test_only_the_newest_files_are_kept(tmp_path: Path) -> None:
    for number in range(MOST_FILES + BATCH_FILES):
        (tmp_path / f"20200101T000000-{number:05}.eml").touch()
    asyncio.run(folder(tmp_path).send(Mail(new_id(), "ada@example.org", write_test("en"))))
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == MOST_FILES
    assert not kept[-1].startswith("2020")


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(Unavailable):
        asyncio.run(folder(tmp_path / "mail").send(Mail(new_id(), "ada@example.org", write_test("en"))))
