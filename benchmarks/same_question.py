"""Is it the same question? Minimal pairs and paraphrases in ten languages, put to small banks before any proof.

    python benchmarks/same_question.py [dev|kept|kept2] [--mode asking] [--one-model] [--errors] [--cache FOLDER]

`judgement/same/` holds banks of eight answers each, questions that look like one of them and ask something else ("pair"), and
others that ask the same ("same"), light and heavy rewordings, some in another language than the bank's. Whoever wrote them had
seen neither the program nor its results. The decision table decides as the router does, with the default rules and without a
document. Somebody who is asked says yes where the right answer is named, and no elsewhere.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sets import local_vectors, multilingual_vectors

from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.adapters.words.dictionaries import LANGUAGES, read_dictionary
from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.cli.evaluation.routing import EMPTY, POLICY
from orchestrator.cli.evaluation.sets import Answered, Message, QuestionSet, Searched, Vectors, search_all
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.message.language import language_of
from orchestrator.domain.paths import Path as RoutePath
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, RuleName
from orchestrator.domain.routing.signals import read_signals

WORD_FORMS = LibraryWordForms()
SETS = Path(__file__).parent / "judgement" / "same"


@dataclass(frozen=True)
class Asked:
    """One message to a bank."""

    text: str
    near: str
    """The answer that it looks like, or asks for."""
    is_same: bool
    kind: str
    """The difference, or how heavily it is reworded."""
    language: str


@dataclass(frozen=True)
class Judged:
    asked: Asked
    end: str
    """served, asked, or left."""
    is_right: bool
    """Whether what was served is right; whether the right answer is among those that are asked about."""
    shown: Sequence[str]
    score: float


def read(part: str) -> Mapping[str, tuple[tuple[Answered, ...], list[Asked]]]:
    banks: dict[str, tuple[Answered, ...]] = {}
    asked = defaultdict(list)
    languages = {}
    for line in (SETS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "bank":
            banks[row["bank"]] = tuple(Answered(each["id"], each["question"], each["answer"]) for each in row["answers"])
            languages[row["bank"]] = row["language"]
            continue
        is_same = row["kind"] == "same"
        language = row["language"] if row["language"] == languages[row["bank"]] else f"{row['language']}>{languages[row['bank']]}"
        kind = row["weight"] if is_same else row["difference"]
        asked[row["bank"]].append(Asked(row["text"], row["right"] if is_same else row["near"], is_same, kind, language))
    return {name: (bank, asked[name]) for name, bank in banks.items()}


def judge(
    name: str, bank: tuple[Answered, ...], asked: Sequence[Asked], vectors: Vectors, others: Vectors | None, mode: Mode
) -> list[Judged]:
    stream = tuple(Message(each.text, frozenset(), frozenset({each.near}), True) for each in asked)
    questions = QuestionSet(name, bank, stream)
    searched = search_all(questions, vectors)
    also = [_in_any_language(found, bank) for found in search_all(questions, others)] if others else [()] * len(searched)
    return [_judge(each, found, hits, mode) for each, found, hits in zip(asked, searched, also, strict=True)]


def _in_any_language(found: Searched, bank: Sequence[Answered]) -> tuple[CanonicalHit, ...]:
    """The hits of the second model, with the languages of their questions as the job reads them."""
    return tuple(
        replace(hit, meaning=hit.cosine, language=language_of((hit.answer_content, hit.question_pattern), WORD_FORMS)) for hit in found.hits
    )


def _judge(asked: Asked, found: Searched, also: tuple[CanonicalHit, ...], mode: Mode) -> Judged:
    calibration = load_calibration(LocalEmbedder.identity.name)
    hits = _shown(found.hits)
    facts = replace(
        EMPTY, text=asked.text, question=asked.text, canonical=hits, multilingual=_shown(also), bank=found.bank, word_forms=WORD_FORMS
    )
    facts = replace(facts, question=facts.core.text)
    signals = read_signals(facts, calibration)
    decided = decide(signals, replace(POLICY, trust_mode=mode), facts)
    assert isinstance(decided, Decision)  # there are no documents
    questions = {hit.id: hit.question_pattern for hit in hits}
    if decided.path is RoutePath.serve_canonical:
        assert signals.best_answer is not None
        is_right = asked.is_same and signals.best_answer.id in found.right
        return Judged(asked, "served", is_right, (questions[signals.best_answer.id],), signals.canonical_similarity)
    if decided.rule in (RuleName.close_question, RuleName.vague) and signals.close:
        is_right = asked.is_same and any(hit.id in found.right for hit in signals.close)
        return Judged(asked, "asked", is_right, tuple(questions[hit.id] for hit in signals.close), signals.canonical_similarity)
    return Judged(asked, "left", False, (), signals.canonical_similarity)


def _shown(hits: Sequence[CanonicalHit]) -> tuple[CanonicalHit, ...]:
    return tuple(replace(hit, shown_question=hit.question_pattern) for hit in hits)


def show(rows: Sequence[Judged]) -> None:
    groups = (
        ("language", _language),
        ("kind", lambda each: each.asked.kind),
        ("all", lambda each: "all"),
    )
    for title, key in groups:
        for is_same in (False, True):
            _table(title, "same question" if is_same else "another question", [row for row in rows if row.asked.is_same is is_same], key)


def show_kinds_by_language(rows: Sequence[Judged]) -> None:
    """A Markdown table: for each kind and language the look-alikes served the old answer / asked about / left; rewordings served
    right / asked about rightly / all else."""
    languages = sorted({_language(row) for row in rows}, key=lambda each: (each == "across", each != "en", each))
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        end = row.end if not row.asked.is_same or row.is_right else "left"
        counts[row.asked.kind, _language(row)][end] += 1
    print("| kind | " + " | ".join(languages) + " |\n|---|" + "---|" * len(languages))
    for kind in sorted({kind for kind, _ in counts}, key=lambda each: (each in ("light", "heavy"), each)):
        cells = [counts.get((kind, language), Counter()) for language in languages]
        print(
            f"| {kind} | "
            + " | ".join("/".join(str(cell[end]) for end in ("served", "asked", "left")) if cell else "" for cell in cells)
            + " |"
        )


def _language(row: Judged) -> str:
    return row.asked.language if ">" not in row.asked.language else "across"


def _table(title: str, name: str, rows: Sequence[Judged], key) -> None:  # type: ignore[no-untyped-def]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[key(row)][row.end if not row.asked.is_same or row.is_right or row.end == "left" else f"{row.end} wrong"] += 1
        counts[key(row)]["n"] += 1
    print(f"\n{name}, by {title}: number; served, asked, left in %" + ("; served wrong, asked in vain" if name.startswith("same") else ""))
    for value, count in sorted(counts.items()):
        shares = [f"{count[end] / count['n']:8.1%}" for end in ("served", "asked", "left", "served wrong", "asked wrong")]
        print(f"  {value:16}{count['n']:5}{''.join(shares)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("dev", "kept", "kept2"), default="dev", nargs="?")
    parser.add_argument("--mode", type=Mode, choices=list(Mode), default=Mode.asking)
    parser.add_argument("--one-model", action="store_true", help="without the second embedding model")
    parser.add_argument("--errors", action="store_true", help="list what was served wrongly and what was left")
    parser.add_argument("--by-language", action="store_true", help="print the kinds by language as one Markdown table instead")
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    for language in LANGUAGES:
        read_dictionary(language)
    vectors = local_vectors(options.cache)
    others = None if options.one_model else multilingual_vectors(options.cache)
    rows = [row for name, (bank, asked) in read(options.part).items() for row in judge(name, bank, asked, vectors, others, options.mode)]
    if options.by_language:
        return show_kinds_by_language(rows)
    show(rows)
    if options.errors:
        for row in rows:
            if (row.end == "served" and not row.is_right) or (row.asked.is_same and not row.is_right):
                print(f"{row.end:7}{row.score:5.2f} {row.asked.language:6}{row.asked.kind:16}{row.asked.text} | {' | '.join(row.shown)}")


if __name__ == "__main__":
    main()
