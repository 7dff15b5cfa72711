"""Settings are read from the documented environment variables and from no others."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from orchestrator.settings import Settings


def test_the_home_variable_of_the_shell_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # Every shell sets HOME. If the field `home` were read from it, commands would open another database than the
    # server.
    monkeypatch.delenv("ORCHESTRATOR_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/somebody")
    assert Settings().home == Path(".orchestrator")


@pytest.mark.parametrize("name", [name for name, field in Settings.model_fields.items() if name.upper() != field.validation_alias])
def test_only_documented_names_are_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = Settings()
    monkeypatch.setenv(name.upper(), "something else")
    assert Settings() == before


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("CHAT_BASE_URL", "ftp://models.example.org/v1", "must begin with http:// or https://"),
        ("CHAT_BASE_URL", "models.example.org/v1", "must begin with http:// or https://"),
        ("EMBEDDINGS_BASE_URL", "http://models.example.org:70000/v1", "a port is a number from 1 to 65535"),
        ("EMBEDDINGS_BASE_URL", "http://models.example.org:http/v1", "a port is a number from 1 to 65535"),
        ("MODERATION_BASE_URL", "https:///v1", "names no host"),
        ("PUBLIC_URL", "https://ask.example.org/app", "without a path"),
        ("PUBLIC_URL", "ask.example.org", "must begin with http:// or https://"),
        ("PUBLIC_URL", "https://ask.example.org\nX: y", "line break"),
        ("REDIS_URL", "http://:secret@redis.example.org", "must begin with redis:// or rediss:// or unix://"),
        ("REDIS_URL", "redis://:secret@redis.example.org:99999", "a port is a number from 1 to 65535"),
    ],
)
def test_an_address_that_cannot_work_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    (problem,) = refused.value.errors()
    assert problem["loc"] == (name,)
    assert says in problem["msg"]
    assert "secret" not in problem["msg"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHAT_BASE_URL", "http://127.0.0.1:11434/v1"), ("CHAT_BASE_URL", ""), ("PUBLIC_URL", "https://ask.example.org/"),
        ("PUBLIC_URL", "http://[::1]:8000"), ("REDIS_URL", "rediss://:secret@redis.example.org:6380/2"), ("REDIS_URL", "unix:///run/redis.sock"),
    ],
)  # fmt: skip
def test_an_address_that_can_work_passes(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    Settings()
