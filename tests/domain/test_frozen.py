"""Values of the domain and of the ports never change: what one step read, the next one reads too."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import orchestrator.domain
import orchestrator.ports


def dataclasses_of(package: object) -> Iterator[type]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]  # a module has both
        for member in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(member) and dataclasses.is_dataclass(member) and member.__module__ == module.name:
                yield member


def test_every_value_is_frozen_and_has_no_other_fields() -> None:
    found = [*dataclasses_of(orchestrator.domain), *dataclasses_of(orchestrator.ports)]
    assert len(found) > 50
    changeable = [each.__qualname__ for each in found if not each.__dataclass_params__.frozen or "__dict__" in dir(each)]  # type: ignore[attr-defined]  # of every dataclass
    assert changeable == []
