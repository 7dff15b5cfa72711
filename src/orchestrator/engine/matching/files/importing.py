"""What importing a file of answers would do, and doing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.errors import OrchestratorError
from orchestrator.engine.matching.add_answers import import_answers
from orchestrator.engine.matching.answers import AnswerText
from orchestrator.engine.matching.change_answer import AnswerChange, change_answer
from orchestrator.engine.matching.files.columns import ColumnChoice, Columns, find_columns
from orchestrator.engine.matching.files.exporting import load_all
from orchestrator.engine.matching.files.rows import read_row
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.matching.answers import CanonicalAnswer, KnownAnswer
from orchestrator.ports.tables import Table

BATCH_KEYS = 1_000
END_SIGNS = " ?？¿!！.。…"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that was not imported, because something in it is wrong."""

    line: int
    """As `TableRow.line`."""
    problem: str
    """The end of a sentence whose subject is the row, such as 'is not a JSON object.'"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers to the same question."""

    line: int | None
    """None for the answer that is stored already."""
    answer: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A question with several answers. None of them is imported before the creator has chosen one of the lines."""

    question: str
    answers: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class LineText:
    """The answer of a line that can be imported."""

    line: int
    text: AnswerText
    replaces: UUID | None = None
    """The stored answer whose text the creator replaced by this one."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do."""

    columns: Columns
    encoding: str
    """As `Table.encoding`."""
    texts: Sequence[LineText]
    """What would be stored or is stored already."""
    known: int
    """How many of these are stored already, also where they were corrected or retired since; those stay as they are."""
    left: int
    """How many of the known ones were corrected or retired since."""
    wrong: Sequence[Wrong]
    contradictions: Sequence[Contradiction]


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    added: int
    """New answers, and stored ones whose text was replaced."""
    known: int
    left: int


async def plan_import(
    services: Services, person: UUID, avee_id: UUID, table: Table, choice: ColumnChoice, layer: Layer, chosen: frozenset[int] = frozenset()
) -> ImportPlan:  # fmt: skip
    """Reads the rows of a table; stores nothing. `chosen` are the lines that settle contradictions.

    Raises NotFound `avee_not_found`, Invalid `unknown_columns`.
    """
    columns = find_columns(table, choice)
    texts, wrong = _read_rows(columns, layer)
    stored = await load_all(services, person, avee_id)
    known = await _find_known(services, person, avee_id, [each.text for each in texts])
    settled, contradictions = _settle(texts, stored, known, chosen)
    found = [known[_key(each.text)] for each in settled if each.replaces is None and _key(each.text) in known]
    return ImportPlan(
        columns, table.encoding, settled, len(found), sum(not each.is_current for each in found), wrong, contradictions
    )  # fmt: skip


async def run_import(
    services: Services, person: UUID, avee_id: UUID, plan: ImportPlan, progress: Callable[[int], None] | None = None
) -> Imported:  # fmt: skip
    """Stores what the plan says; importing it again changes nothing. Raises the errors of `import_answers`."""
    stored = await import_answers(services, person, avee_id, [each.text for each in plan.texts if each.replaces is None], progress)
    for each in plan.texts:
        if each.replaces is not None:
            change = AnswerChange(answer_content=each.text.answer_content)
            await change_answer(services, person, avee_id, each.replaces, change)
    replaced = sum(each.replaces is not None for each in plan.texts)
    added, left = sum(answer.is_new for answer in stored), sum(not answer.is_current for answer in stored)
    return Imported(added + replaced, len(stored) - added, left)


def _read_rows(columns: Columns, layer: Layer) -> tuple[list[LineText], list[Wrong]]:
    texts, wrong = list[LineText](), list[Wrong]()
    for row in columns.rows:
        try:
            texts.append(LineText(row.line, read_row(row, columns, layer)))
        except OrchestratorError as error:
            wrong.append(Wrong(row.line, error.detail))
    return texts, wrong


async def _find_known(services: Services, person: UUID, avee_id: UUID, texts: Sequence[AnswerText]) -> dict[tuple[str, str], KnownAnswer]:
    known: dict[tuple[str, str], KnownAnswer] = {}
    async with services.database.transaction(Scope(person)) as tx:
        for first in range(0, len(texts), BATCH_KEYS):
            known |= await tx.answers.find_known(avee_id, [_key(text) for text in texts[first : first + BATCH_KEYS]])
    return known


def _settle(
    texts: Sequence[LineText], stored: Sequence[CanonicalAnswer], known: dict[tuple[str, str], KnownAnswer], chosen: frozenset[int]
) -> tuple[list[LineText], list[Contradiction]]:  # fmt: skip
    """(what can be imported, the contradictions that are left)."""
    active = {_fold(answer.question_pattern): answer for answer in stored}
    groups: dict[str, list[LineText]] = {}
    for each in texts:
        groups.setdefault(_fold(each.text.question_pattern), []).append(each)
    settled, left = list[LineText](), list[Contradiction]()
    for question, group in groups.items():
        rival = active.get(question)
        # A row that was stored once says nothing new; it contradicts nothing.
        new = {each.text.answer_content: each for each in group if _key(each.text) not in known}
        if len(new) > 1 or (new and rival is not None):
            picked = [each for each in new.values() if each.line in chosen]
            settled += [each for each in group if _key(each.text) in known]
            if len(picked) == 1:
                settled.append(LineText(picked[0].line, picked[0].text, rival.id if rival else None))
            else:
                left.append(_contradiction(list(new.values()), rival))
        else:
            settled += group
    return sorted(settled, key=lambda each: each.line), left


def _contradiction(group: Sequence[LineText], rival: CanonicalAnswer | None) -> Contradiction:
    stored = [Choice(None, rival.answer_content)] if rival else []
    return Contradiction(group[0].text.question_pattern, [*stored, *(Choice(each.line, each.text.answer_content) for each in group)])


def _fold(question: str) -> str:
    return " ".join(question.casefold().split()).strip(END_SIGNS)


def _key(text: AnswerText) -> tuple[str, str]:
    return text.question_pattern, text.answer_content
