"""What a quote shows of the answer, and how long it is.

    python benchmarks/quoting.py FOLDER [--cache FOLDER]

FOLDER holds squad2 and clinc150. For squad2's answerable questions that the product answers (confidence >= 0.75): the share of
quotes that hold one of the labelled answers, word for word, and their length. For the questions among them that ask for a number:
in how many the sentence in bold holds the answer, and in how many the nearest sentence does. Chosen on the split calib.
"""

import argparse
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from searching import Searched, search_all
from sets import read_rows

from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.finding.retrieval import for_draft, ranked
from orchestrator.domain.answering.quoting.quote import quote
from orchestrator.domain.answering.quoting.wanted import read_wanted
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import read_signals
from orchestrator.ports.identifiers import new_id

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANSWERED_FROM = 0.75
MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True)
class Quoted:
    """One question that is answered with a quote."""

    searched: Searched
    draft: Draft
    answers: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return holds(self.draft.content, self.answers)

    @property
    def asks_for_number(self) -> bool:
        return read_wanted(read_text(self.searched.text)) is not None

    @property
    def is_in_bold(self) -> bool:
        return any(holds(bold, self.answers) for bold in re.findall(r"\*\*(.+?)\*\*", self.draft.content))

    @property
    def is_nearest(self) -> bool:
        return holds(ranked(self.searched.found, read_text(self.searched.text))[0].sentences[0].text, self.answers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    rows = read_rows(options.folder / "squad2" / "stream.jsonl")
    answers = {(row["creator"], row["text"]): tuple(map(plain, row.get("answers", ()))) for row in rows}
    searched = [each for each in search_all(options.folder, options.cache) if each.kind == "answerable" and each.found]
    for split, is_test in (("calib", False), ("test", True)):
        quoted = [ask(each, answers[each.creator, each.text]) for each in searched if each.test == is_test and is_answered(each)]
        report(split, quoted)


def is_answered(searched: Searched) -> bool:
    agent = Agent(new_id(), new_id(), "bench", "Bench", "Bench")
    facts = Facts(searched.text, searched.text, agent, Asker(new_id()), NOW, passages=ranked(searched.found, read_text(searched.text)))
    return read_signals(facts, load_calibration(MODEL)).confidence >= ANSWERED_FROM


def ask(searched: Searched, answers: tuple[str, ...]) -> Quoted:
    return Quoted(searched, quote(searched.text, for_draft(ranked(searched.found, read_text(searched.text))), "Bench"), answers)


def report(split: str, quoted: Sequence[Quoted]) -> None:
    supported = [each for each in quoted if each.draft.supported]
    shown = sum(each.is_shown for each in supported)
    letters = statistics.median(len(each.draft.content) for each in supported)
    two = sum(len(each.draft.passages) > 1 for each in supported)
    print(f"squad2, split {split}: {len(quoted)} answered, {len(supported)} of them with a quote that may be sent, {two} with two passages")
    print(f"  the answer stands in {shown / len(quoted):.1%}; {letters:.0f} characters at the median")
    numbers = [each for each in quoted if each.asks_for_number]
    bold = sum(each.draft.supported and each.is_in_bold for each in numbers)
    print(f"  {len(numbers)} ask for a number: in bold in {bold}, in the nearest sentence in {sum(each.is_nearest for each in numbers)}")


def holds(text: str, answers: Sequence[str]) -> bool:
    return any(answer in plain(text) for answer in answers)


def plain(text: str) -> str:
    """Without marks and line ends, in lower case."""
    return " ".join(text.replace("**", "").replace("\n>", " ").replace("[…]", " ").split()).casefold()


if __name__ == "__main__":
    main()
