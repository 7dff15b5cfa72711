"""Canonical answers as the text of a file."""

import json
from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.matching.spreadsheets import write_table
from orchestrator.engine.matching.answers import list_answers
from orchestrator.engine.services import Services
from orchestrator.ports.stores.matching.answers import CanonicalAnswer
from orchestrator.ports.stores.paging import Page

COLUMNS = ("question_pattern", "answer_content", "layer", "expires_at")


class FileKind(StrEnum):
    """The format of an exported file."""

    csv = "csv"
    jsonl = "jsonl"
    md = "md"
    """Markdown, which cannot be imported."""


def export_kind(name: str) -> FileKind:
    """The kind of file by its extension. Raises Invalid `unknown_format`."""
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if ending not in list(FileKind):
        raise Invalid("unknown_format", f"{name}: use a .csv, .jsonl or .md file.", field="file")
    return FileKind(ending)


async def load_all(services: Services, person: UUID, avee_id: UUID) -> list[CanonicalAnswer]:
    """Every active answer of the person's own agent, newest first. Raises NotFound `avee_not_found`."""
    found: list[CanonicalAnswer] = []
    page = Page(limit=500)
    while rows := await list_answers(services, person, avee_id, page, "active"):
        found += rows
        page = Page(limit=500, before=rows[-1].id)
    return found


def render(answers: Sequence[CanonicalAnswer], kind: FileKind) -> str:
    """The answers as text in the given format. CSV and JSONL can be imported again; Markdown cannot."""
    match kind:
        case FileKind.csv:
            return write_table(COLUMNS, map(_plain, answers))
        case FileKind.jsonl:
            return "".join(json.dumps(_plain(answer), ensure_ascii=False) + "\n" for answer in answers)
        case FileKind.md:
            return "\n".join(f"## {answer.question_pattern}\n\n{answer.answer_content}\n" for answer in answers)


def _plain(answer: CanonicalAnswer) -> dict[str, str]:
    return {
        "question_pattern": answer.question_pattern,
        "answer_content": answer.answer_content,
        "layer": answer.layer.value,
        "expires_at": answer.expires_at.isoformat() if answer.expires_at else "",
    }
