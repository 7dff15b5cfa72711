"""Settings are read from the documented environment variables and from no others."""

from pathlib import Path

import pytest

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
