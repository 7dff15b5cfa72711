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


SECRETS = [
    "SMTP_URL",
    "IMAP_URL",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "METRICS_TOKEN",
    "CHAT_API_KEY",
    "EMBEDDINGS_API_KEY",
    "MODERATION_API_KEY",
]


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_be_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.delenv(name, raising=False)
    (tmp_path / "secret").write_text("redis://:secret@redis.example.org\n")
    monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secret"))
    assert getattr(Settings(), name.lower()).get_secret_value() == "redis://:secret@redis.example.org"
    monkeypatch.setenv(name, "redis://other.example.org")
    assert getattr(Settings(), name.lower()).get_secret_value() == "redis://other.example.org"


def test_only_secrets_are_in_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("https://ask.example.org")
    monkeypatch.setenv("PUBLIC_URL_FILE", str(tmp_path / "url"))
    assert Settings().public_url is None


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SMTP_URL", raising=False)
    monkeypatch.setenv("SMTP_URL_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ValidationError, match="SMTP_URL_FILE names a file that cannot be read: No such file"):
        Settings()


def provide(monkeypatch: pytest.MonkeyPatch, name: str, **values: str) -> None:
    for part, value in ({"ISSUER": "https://id.example.org", "CLIENT_ID": "us", "CLIENT_SECRET": "secret"} | values).items():
        monkeypatch.setenv(f"OIDC_{name}_{part}", value)


def test_providers_are_read_by_their_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Settings().oidc_providers == ()
    provide(monkeypatch, "MY_COMPANY")
    provide(monkeypatch, "GOOGLE", ISSUER="https://accounts.google.com")
    monkeypatch.delenv("OIDC_GOOGLE_CLIENT_SECRET")
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("OIDC_GOOGLE_CLIENT_SECRET_FILE", str(tmp_path / "secret"))
    found = [(each.name, each.label, each.issuer, each.client_secret.get_secret_value()) for each in Settings().oidc_providers]
    assert found == [
        ("google", "Google", "https://accounts.google.com", "from the file"),
        ("my-company", "My Company", "https://id.example.org", "secret"),
    ]
    assert "from the file" not in repr(Settings().oidc_providers)


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("CLIENT_ID", "", "OIDC_X_CLIENT_ID is missing"),
        ("CLIENT_SECRET", "", "OIDC_X_CLIENT_SECRET is missing"),
        ("ISSUER", "", "OIDC_X_ISSUER is missing"),
        ("ISSUER", "http://id.example.org", "OIDC_X_ISSUER must begin with https://"),
        ("ISSUER", "http://localhost.example.org", "OIDC_X_ISSUER must begin with https://"),
        ("ISSUER", "id.example.org", "OIDC_X_ISSUER must begin with https://"),
    ],
)
def test_a_provider_that_cannot_work_is_refused(monkeypatch: pytest.MonkeyPatch, part: str, value: str, says: str) -> None:
    provide(monkeypatch, "X", **{part: value})
    with pytest.raises(ValidationError, match=says):
        Settings()


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
