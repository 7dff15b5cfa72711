"""Mails that are written to files, where no mail server is set."""

import re
import time
from email import message_from_bytes
from email.policy import default

from support.servers.mail_server import words_of
from support.servers.programs import HOME

LINK = re.compile(r"https?://\S+/(?:confirm-email|reset-password|join)/\S+")


def link_to(address: str, subject: str, timeout_s: float = 60) -> str:
    """The path of the link in the newest mail with this subject."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        for path in sorted((HOME / "mail").glob("*.eml"), reverse=True):
            mail = message_from_bytes(path.read_bytes(), policy=default)
            if mail["to"] == address and mail["subject"] == subject:
                found = LINK.search(words_of(mail))
                assert found is not None
                return re.sub(r"^https?://[^/]+", "", found.group())
        time.sleep(0.2)
    raise AssertionError(f"no mail to {address}: {subject}")
