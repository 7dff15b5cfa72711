"""Small edits that change the answer: how often is the old answer still served? And how many true paraphrases are
served?

    python benchmarks/minimal_pairs.py [FOLDER] [--pairs 1500] [--cache FOLDER]

The questions are those of `own_questions.py` and, if given, of the banks of the sets in FOLDER. An edit negates the
question, changes a number, swaps a name, replaces a word by its opposite, or adds a condition. The product's own second
look compares each edit with the whole bank at the default threshold. An edit counts as served if it gets the answer of
the question it was made from. Paraphrases are those of `own_questions.py`.
"""

import argparse
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
from own_questions import QUESTIONS
from sets import local_vectors

from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.evaluation.sets import Answered, Message, QuestionSet, Vectors, find_sets, read_set, search_all
from orchestrator.domain.message.opposites import OPPOSITES
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.deciding.thresholds import needed_match
from orchestrator.domain.trust.snapshot import TrustSnapshot

NUMBER = re.compile(r"\d+")
AUXILIARY = re.compile(r"\b(do|does|did|can|is|are|was|should|would|will|could|have|has)\b(?! not\b)", re.IGNORECASE)
NAMES = ("Norway", "Portugal", "Windows", "Android", "Excel", "Slack", "PayPal", "Berlin", "Mary", "Visa")
CONDITIONS = ("after a refund", "without an account", "if it is broken", "on weekends only", "for someone else")


def edits(question: str) -> list[tuple[str, str]]:
    """(kind, edited question) for each edit that is possible; each changes what is asked."""
    found = []
    words = question.split()
    if (auxiliary := AUXILIARY.search(question)) and not re.search(r"\b(not|n't|no|never)\b", question.lower()):
        rest = question[auxiliary.end() :].split()
        if len(rest) >= 2:
            found.append(("negated", " ".join([question[: auxiliary.end()].strip(), rest[0], "not", *rest[1:]])))
    if NUMBER.search(question):
        found.append(("number", NUMBER.sub(lambda number: str(int(number[0]) + 3), question, count=1)))
    for index, word in enumerate(words[1:], 1):
        bare = word.strip("?.,!")
        if bare[:1].isupper() and bare.lower() not in ("i", "i'm", "i've") and len(bare) > 2:
            other = next(name for name in NAMES if name != bare)
            found.append(("name", " ".join([*words[:index], word.replace(bare, other), *words[index + 1 :]])))
            break
    for index, word in enumerate(words):
        bare = word.strip("?.,!").lower()
        if bare in OPPOSITES:
            other = sorted(OPPOSITES[bare])[0]
            found.append(("opposite", " ".join([*words[:index], word.lower().replace(bare, other), *words[index + 1 :]])))
            break
    ending = CONDITIONS[len(question) % len(CONDITIONS)]
    found.append(("condition", f"{question.rstrip('?. ')} {ending}?"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--pairs", type=int, default=1500)
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    vectors = local_vectors(options.cache)
    own = tuple(Answered(str(number), question, "") for number, (question, _) in enumerate(QUESTIONS))
    paraphrases = [(str(number), "paraphrase", text) for number, (_, texts) in enumerate(QUESTIONS) for text in texts]
    measure("own questions", own, paraphrases + edited(own, options.pairs), vectors)
    if options.folder:
        for folder in find_sets(options.folder):
            bank = read_set(folder).bank
            measure(folder.name, bank, edited(bank, options.pairs // 6), vectors)


def edited(bank: tuple[Answered, ...], most: int) -> list[tuple[str, str, str]]:
    """(group, kind, edited question), at most `most`, drawn evenly from the whole bank."""
    found = [(row.group, kind, text) for row in bank for kind, text in edits(row.question)]
    chosen = np.random.default_rng(7).permutation(len(found))[:most]
    return [found[place] for place in sorted(chosen)]


def measure(name: str, bank: tuple[Answered, ...], asked: list[tuple[str, str, str]], vectors: Vectors) -> None:
    look = load_calibration(LocalEmbedder.identity.name).second_look
    assert look is not None  # shipped
    stream = tuple(Message(text, frozenset(), frozenset({group}), True) for group, _, text in asked)
    totals, served, by_cosine = Counter[str](), Counter[str](), Counter[str]()
    took_ms = []
    for (_, kind, _), searched in zip(asked, search_all(QuestionSet(name, bank, stream), vectors), strict=True):
        began = time.process_time()
        match = look.best_match(read_text(searched.message.text), searched.hits, searched.bank)
        took_ms.append((time.process_time() - began) * 1000)
        assert match is not None  # a bank has hits
        totals[kind] += 1
        served[kind] += match.hit.id in searched.right and match.probability >= needed_match(Policy(), TrustSnapshot(), match.hit)
        by_cosine[kind] += searched.hits[0].id in searched.right and searched.hits[0].cosine >= Policy().canonical_match_threshold
    print(f"\n{name}: edits, served with the old answer at {Policy().canonical_match_threshold:.2f}, share, share by the cosine alone")
    for kind, many in sorted(totals.items()):
        print(f"  {kind:12}{many:6}{served[kind]:6}{served[kind] / many:8.1%}{by_cosine[kind] / many:10.1%}")
    wrong = {kind for kind in totals if kind != "paraphrase"}
    total = sum(totals[kind] for kind in wrong)
    print(f"  {'all edits':12}{total:6}{sum(served[kind] for kind in wrong):6}{sum(served[kind] for kind in wrong) / total:8.1%}")
    print(f"  one judgement: {np.percentile(took_ms, 50):.2f} ms of CPU at p50, {np.percentile(took_ms, 95):.2f} at p95")


if __name__ == "__main__":
    main()
