"""No log at any level holds a secret: not of a service, a person, the database or a webhook."""

import io
import logging
import time
from collections.abc import Iterator

import pytest

from orchestrator.cli import logs
from orchestrator.domain.errors import Invalid
from support.api import Api
from support.servers.receivers import http_receiver

SECRETS = {
    "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js": "JHMHI8",
    "Loaded tgram://123456789:abcdefg_hijklmnop/12315544/ now": "abcdefg",
    "https://api.telegram.org/bot123456789:abcdefg_hijklmnop/sendMessage": "abcdefg",
    "POST https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ": "TIiajk",
    "https://discord.com/api/webhooks/417421629800000000/JHMHI8qBe7bk2ZwO5U711o3dV_js": "JHMHI8",
    "postgresql+psycopg://app:open-sesame@db.example.org:5432/x": "open-sesame",
    "smtps://mara:open-sesame@mail.example.org": "open-sesame",
    "mailtos://mara:open-sesame@example.org?to=a@example.org": "open-sesame",
    "redis://:open-sesame@cache:6379": "open-sesame",
    "GET /events?token=orc_ses_abcdefghijklmnop&x=1": "abcdefgh",
    "connection failed: password=open-sesame host=db": "open-sesame",
    "{'api_key': 'open-sesame'}": "open-sesame",
    '{"secret": "open-sesame"}': "open-sesame",
    "Authorization: Bearer open-sesame": "open-sesame",
    "cookie=open-sesame; path=/": "open-sesame",
    "the secret whsec_MDEyMzQ1Njc4OWFiY2RlZg== of a webhook": "MDEy",
    "orc_tok_abcdefghijklmnop was refused": "abcdefgh",
    "Invalid API Key provided: rk_live_abcdefghijklmnop": "abcdefgh",
    "Incorrect API key provided: sk-abcdefghijklmnop": "abcdefgh",
}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    root, written = logging.getLogger(), io.StringIO()
    level, handlers = root.level, root.handlers[:]
    levels = {name: logging.getLogger(name).level for name in logs.CARRYING}
    root.handlers[:] = []
    logs.install(written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize(("text", "secret"), SECRETS.items())
def test_a_secret_is_hidden_in_messages_arguments_and_tracebacks(log: io.StringIO, text: str, secret: str) -> None:
    logger = logging.getLogger("orchestrator.test")
    logger.debug(text)
    logger.info("failed: %s", text)
    try:
        raise OSError(text)
    except OSError:
        logger.exception("it failed")
    assert log.getvalue().count("****") >= 3
    assert secret not in log.getvalue()


@pytest.mark.parametrize(
    "text", ["message 01a21f5a-3391-704f-bff7-bc8aeaf4ba3d still waits", "GET https://example.org/a?page=2", "the embedded PostgreSQL died"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert logs.hide_secrets(text) == text


@pytest.mark.parametrize(
    "text", ["a " * 10_000, "=" * 20_000, "token=" * 3_000, "://" * 6_000, "a://" * 5_000, "@" * 20_000, "bot/" * 5_000]
)
def test_hiding_takes_no_long_time(text: str) -> None:
    begun = time.thread_time()
    logs.hide_secrets(text)
    assert time.thread_time() - begun < 2


def test_an_unknown_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(Invalid):
        logs.install()


def test_the_program_logs_no_secret_at_its_lowest_level(monkeypatch: pytest.MonkeyPatch, log: io.StringIO, api: Api) -> None:
    """What passes through the database, the queue and the senders at DEBUG: the libraries would write all of it."""
    person = api.sign_up()
    avee = person.create_avee()
    hook = person.call("POST", f"/avees/{avee}/webhooks", 422, json={"url": "https://localhost/hook-open-sesame"})
    with http_receiver() as receiver:
        port = receiver.url.rpartition(":")[2]
        person.call("PUT", "/me/notifications", 422, json={"targets": [{"url": f"ntfy://user:open-sesame@127.0.0.1:{port}/topic"}]})
    person.call("POST", "/sessions", 401, json={"email": person.user["email"], "password": "open-sesame-wrong"})
    person.call("POST", "/conversations", 201, json={"avee_id": avee})
    text = log.getvalue()
    assert hook["code"] == "target_not_allowed"
    assert "open-sesame" not in text
    assert person.token is not None
    assert person.token not in text
