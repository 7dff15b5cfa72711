"""What a question about another thing of the same kind costs: how many matches it stops, how many of them were right, and the
coverage before and after.

    python benchmarks/siblings.py FOLDER [--cache FOLDER]

FOLDER holds the sets that the second look was fitted on. A stopped match is never served; it is asked about instead.
"""

import argparse
from pathlib import Path

import numpy as np
from fit_second_look import BOUNDS, FITTED_ON
from sets import local_vectors

from orchestrator.adapters.models.calibrations import load_calibration
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.evaluation.measuring import coverage_at
from orchestrator.cli.evaluation.sets import Vectors, read_set, search_all
from orchestrator.domain.matching.telling_apart.siblings import find_siblings
from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.reading import read_text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    vectors = local_vectors(options.cache)
    print(
        f"Coverage in % at most {', '.join(f'{100 * most:.0f}' for most in BOUNDS)} % wrong before, and after; stopped, right among these"
    )
    for name in FITTED_ON:
        measure(name, options.folder / name, vectors)


def measure(name: str, folder: Path, vectors: Vectors) -> None:
    look = load_calibration(LocalEmbedder.identity.name).second_look
    assert look is not None  # shipped
    rows = []
    for searched in search_all(read_set(folder), vectors):
        question = read_text(read_core(searched.message.text))
        best = look.best_match(question, searched.hits, searched.bank)
        assert best is not None  # a bank has hits
        is_stopped = not best.hit.is_unmistakable and best.hit.id in find_siblings(question, searched.hits, "en")
        rows.append((best.probability, best.hit.id in searched.right, is_stopped))
    score, right, stopped = (np.array(column) for column in zip(*rows, strict=True))
    covered = [[100 * coverage_at(each, right.astype(float), most) for most in BOUNDS] for each in (score, np.where(stopped, 0.0, score))]
    before, after = (" / ".join(f"{share:.1f}" for share in shares) for shares in covered)
    print(f"{name:16}{before:>24}{after:>24}{stopped.sum():8}{right[stopped].sum():6}")


if __name__ == "__main__":
    main()
