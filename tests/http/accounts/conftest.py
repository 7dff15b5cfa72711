"""The whole application with a real mail server on the loopback."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from orchestrator.settings import Settings
from support.api import Api
from support.links import SITE
from support.servers import programs
from support.servers.mail_server import MailServer, mail_server


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as started:
        yield started


@pytest.fixture
def mailing(settings: Settings, post: MailServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The whole application, with a mail server: accounts wait until their address is confirmed."""
    monkeypatch.setenv("SMTP_URL", post.url)
    monkeypatch.setenv("MAIL_FROM", "Orchestrator <hello@example.org>")
    monkeypatch.setenv("PUBLIC_URL", SITE)
    with TestClient(programs.make_app(), base_url=SITE, raise_server_exceptions=False, client=programs.PEER) as client:
        yield Api(client)
