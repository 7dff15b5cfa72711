"""The environment's names: those that are documented, and no others."""

from pathlib import Path

import pytest

from orchestrator.settings import Settings


def test_the_users_own_home_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    # A field's own name was read too, and every shell has HOME: commands opened another database than the server's.
    monkeypatch.delenv("ORCHESTRATOR_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/somebody")
    assert Settings().home == Path(".orchestrator")


@pytest.mark.parametrize("name", [name for name, field in Settings.model_fields.items() if name.upper() != field.validation_alias])
def test_only_documented_names_are_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = Settings()
    monkeypatch.setenv(name.upper(), "something else")
    assert Settings() == before
