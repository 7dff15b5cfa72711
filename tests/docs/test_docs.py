"""Every link, file, folder, make target and setting that the documentation names exists, all inside the repository."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
# Prefixes that a page may leave out of a path.
SHORT = ("", "src/orchestrator/")

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
REPOSITORY_PATH = re.compile(r"(?<![\w./-])((?:src|tests|benchmarks|docs|ui/src|ui/tests)/[\w./@-]*)")
SHORT_PATH = re.compile(r"(?:domain|ports|engine|adapters|http|bootstrap|cli)/[\w./-]*")
MAKE = re.compile(r"(?:^|[`;&]\s*)make ([a-z][a-z-]*)", re.MULTILINE)
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_only_existing_paths_and_links(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert {*_broken_links(page, text), *_missing_paths(text)} == set()


def test_every_named_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in MAKE.findall(page.read_text(encoding="utf-8"))}
    assert named - targets == set()
    assert "run" in named


def test_the_operators_guide_lists_exactly_the_settings() -> None:
    read = set(re.findall(r'validation_alias="(\w+)"', (ROOT / "src/orchestrator/settings.py").read_text(encoding="utf-8")))
    guide = (ROOT / "docs/operator.md").read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    documented = {
        name for row in guide.splitlines() if row.startswith("| `") for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row.split("|")[1])
    }
    assert documented == read | {"LOG_LEVEL", "PORT"}


def test_no_file_cites_a_page_outside_the_repository() -> None:
    sources = [path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py") if path != Path(__file__)]
    found = [path for path in (*PAGES, *sources) if re.search(r"\bDESIGN\b|/(?:work|Users)/", path.read_text(encoding="utf-8"))]
    assert found == []


def _broken_links(page: Path, text: str) -> set[str]:
    broken = set()
    for link in LINK.findall(_without_code(text)):
        place, _, fragment = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (fragment and fragment not in _anchors(target)):
            broken.add(link)
    return broken


def _missing_paths(text: str) -> set[str]:
    named = set(REPOSITORY_PATH.findall(text))
    named |= {span for span in CODE.findall(text) if SHORT_PATH.fullmatch(span)}
    return {path for path in named if not any((ROOT / short / path.rstrip(".")).exists() for short in SHORT)}


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(page.read_text(encoding="utf-8"))}


def _without_code(text: str) -> str:
    return CODE.sub("", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
