"""Ranking passages by vectors, by words and by both, within the documents of one creator and with the product's own
search.

    python benchmarks/retrieval.py FOLDER [--cache FOLDER]

FOLDER holds squad2 and clinc150. Measured on answerable questions of both splits; the weight of the words was chosen on
`calib`.
"""

import argparse
import math
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from searching import Searched, search_all

from orchestrator.domain.answering.finding.retrieval import SHARED_WORDS_WEIGHT, WORDS_WEIGHT, ranked
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.reading import Reading, read_text

FIRST = 5
"""Number of passages at the top that count."""
Ranking = Callable[[Sequence[PassageHit], Reading], Sequence[PassageHit]]


def by_vector(found: Sequence[PassageHit], question: Reading) -> list[PassageHit]:
    return sorted(found, key=lambda hit: -hit.cosine)


def by_words(found: Sequence[PassageHit], question: Reading) -> list[PassageHit]:
    return sorted((hit for hit in found if hit.text_rank > 0), key=lambda hit: -hit.text_rank)


def by_reciprocal_ranks(found: Sequence[PassageHit], question: Reading, k: int = 20) -> list[PassageHit]:
    places = [{hit.id: place for place, hit in enumerate(order)} for order in (by_vector(found, question), by_words(found, question))]
    return sorted(found, key=lambda hit: -sum(1 / (k + 1 + place[hit.id]) for place in places if hit.id in place))


def _with_shared_words(weight: float) -> Ranking:
    return lambda found, question: ranked(found, question, shared_weight=weight)


RANKINGS: dict[str, Ranking] = {
    "vector only": by_vector,
    "words only (ts_rank_cd)": by_words,
    "reciprocal rank fusion": by_reciprocal_ranks,
    "closeness and text rank": lambda found, question: ranked(found),
    **{f"with the question's words, {weight}": _with_shared_words(weight) for weight in (0.1, 0.2, 0.3, 0.4)},
    f"as shipped ({WORDS_WEIGHT}, {SHARED_WORDS_WEIGHT})": ranked,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    searched = search_all(options.folder, options.cache)
    for split, is_test in (("calib", False), ("test", True)):
        answerable = [item for item in searched if item.kind == "answerable" and item.test == is_test]
        print(
            f"\nsquad2, split {split}: {len(answerable)} answerable questions, {passages_of(answerable)} passages found a question on average"
        )
        print(f"{'ranking':28}{'recall@1':>10}{'recall@5':>10}{'nDCG@5':>9}")
        for name, ranking in RANKINGS.items():
            print(f"{name:28}" + "{:10.1%}{:10.1%}{:9.3f}".format(*measure(answerable, ranking)))
    took = sorted(item.took_ms for item in searched)
    print(f"\nOne search of the database: p50 {statistics.median(took):.1f} ms, p95 {took[int(len(took) * 0.95)]:.1f} ms")


def passages_of(searched: Sequence[Searched]) -> float:
    return round(statistics.mean(len(item.found) for item in searched), 1)


def measure(searched: Sequence[Searched], ranking: Ranking) -> tuple[float, float, float]:
    """recall@1, recall@5 and nDCG@5; each question has one passage that answers it."""
    places = [place_of_gold(item, ranking) for item in searched]
    gains = [1 / math.log2(place + 2) if place < FIRST else 0.0 for place in places]
    return statistics.mean(p == 0 for p in places), statistics.mean(p < FIRST for p in places), statistics.mean(gains)


def place_of_gold(searched: Searched, ranking: Ranking) -> int:
    """The place of the first passage that answers, from 0; FIRST if there is none."""
    return next(
        (place for place, hit in enumerate(ranking(searched.found, read_text(searched.text))) if searched.name_of(hit) in searched.gold),
        FIRST,
    )


if __name__ == "__main__":
    main()
