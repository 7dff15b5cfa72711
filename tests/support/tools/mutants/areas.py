"""Where faults are put, and which tests are to find them. What a test of another room finds besides is not counted."""

import re
from pathlib import Path, PurePosixPath

AREAS: dict[str, tuple[str, ...]] = {
    "domain": ("src/orchestrator/domain",),
    "engine": ("src/orchestrator/engine",),
    "adapters": ("src/orchestrator/adapters",),
    "sql": ("src/orchestrator/adapters/postgres/sql",),
    "http": ("src/orchestrator/http",),
}
SUFFIXES = {"sql": ".sql"}
LEFT_OUT = (
    # Data, not decisions.
    "domain/replies/phrases/",
    "adapters/postgres/migrations/",
    # The scripts that only a person starts.
    "adapters/models/calibrations/",
)
ADAPTERS = {
    "reading": ["tests/reading"],
    "models": ["tests/models"],
    "notifying": ["tests/notify"],
    "jobs": ["tests/jobs"],
    "tables": ["tests/tables"],
    "channels": ["tests/channels"],
}
LONG = ("tests/browser", "tests/cli")
MOST_NEAR = 12
OF_EVERY_FLOOR = ["tests/domain/test_frozen.py"]
"""Looks at every module of the program, wherever it lies."""
NOT_COUNTED = (
    # Compares the schema with its own text: it finds any change whatever, and would say nothing about the other tests.
    "tests/postgres/schema",
    # Counts CPU: while so much else runs it may fail without a fault.
    "tests/domain/test_no_text_holds_the_loop.py",
)


def files_of(root: Path, area: str) -> list[str]:
    """Paths relative to `root`, in order."""
    suffix = SUFFIXES.get(area, ".py")
    found = [path for folder in AREAS[area] for path in (root / folder).rglob(f"*{suffix}")]
    named = sorted(path.relative_to(root).as_posix() for path in found)
    return [path for path in named if not any(part in path for part in LEFT_OUT) and not path.endswith("__init__.py")]


def tests_for(root: Path, path: str) -> list[list[str]]:
    """Folders of tests, in the order in which they are tried: the quickest first."""
    parts = PurePosixPath(path).relative_to("src/orchestrator").parts
    rooms = [part for part in parts[1:-1] if (root / "tests/http" / part).is_dir() or (root / "tests/engine" / part).is_dir()]
    stories = [f"tests/{floor}/{room}" for room in rooms for floor in ("engine", "http")]
    match parts[0]:
        case "domain":
            steps = [[f"tests/domain/{parts[1]}"], ["tests/domain"], stories]
        case "engine":
            steps = [stories, ["tests/jobs"]]
        case "http":
            steps = [stories, ["tests/http/edge"]]
        case _ if parts[1] in ADAPTERS:
            steps = [ADAPTERS[parts[1]], stories]
        case _:
            steps = [["tests/postgres"], stories or ["tests/engine", "tests/http/routing"]]
    there = [[folder for folder in step if (root / folder).is_dir()] for step in steps]
    last = OF_EVERY_FLOOR if path.endswith(".py") and parts[0] != "domain" else []
    return [step for step in [near_tests(root, path), *there, last] if step]


def near_tests(root: Path, path: str) -> list[str]:
    """The files of tests that name the file with the fault: they most likely find it, and are tried before the rooms."""
    parts = PurePosixPath(path).relative_to("src").with_suffix("").parts
    name = parts[-1] if path.endswith(".sql") else ".".join(parts)
    of_package = f"from {'.'.join(parts[:-1])} import"
    found = []
    for test in sorted((root / "tests").rglob("test_*.py")):
        where, text = test.relative_to(root).as_posix(), test.read_text()
        names_it = re.search(rf"\b{re.escape(name)}\b", text) or (of_package in text and re.search(rf"\b{parts[-1]}\b", text))
        if names_it and not where.startswith((*NOT_COUNTED, *LONG)):
            found.append(where)
    return found[:MOST_NEAR]
