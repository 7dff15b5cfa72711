"""Values never change: what one step read, the next one reads too. On every floor, with the few that keep count named here."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import orchestrator
import orchestrator.domain
import orchestrator.ports

CHANGING = {
    # What is gathered while something goes on; nothing of it leaves its module.
    "orchestrator.adapters.channels.plain._Writer",
    "orchestrator.adapters.models.chat.openai_chat._Writing",
    "orchestrator.adapters.notifying.guard._Guarded",
    "orchestrator.adapters.reading.confined.pool._Ticket",
    "orchestrator.cli.evaluation.vcache.Entry",
    "orchestrator.engine.turns._Line",
    "orchestrator.engine.turns.Turns",
}
NOT_IMPORTED = ("orchestrator.__main__", "orchestrator.adapters.postgres.migrations.")


def dataclasses_of(package: object) -> Iterator[type]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]  # a module has both
        if module.name.startswith(NOT_IMPORTED):
            continue
        for member in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(member) and dataclasses.is_dataclass(member) and member.__module__ == module.name:
                yield member


def test_every_value_is_frozen_and_has_no_other_fields() -> None:
    found = {f"{each.__module__}.{each.__qualname__}": each for each in dataclasses_of(orchestrator)}
    assert len(found) > 250
    changing = {name for name, each in found.items() if not each.__dataclass_params__.frozen}  # type: ignore[attr-defined]  # of every dataclass
    assert changing == CHANGING
    assert [name for name, each in found.items() if "__dict__" in dir(each)] == []


def test_the_domain_and_the_ports_have_nothing_that_changes() -> None:
    inner = tuple(package.__name__ for package in (orchestrator.domain, orchestrator.ports))
    assert not [name for name in CHANGING if name.startswith(inner)]
