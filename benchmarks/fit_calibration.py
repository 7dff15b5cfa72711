"""Fits the calibration of all-MiniLM-L6-v2 on labelled questions, and reports it on unseen questions.

    python benchmarks/fit_calibration.py FOLDER [--out FILE] [--cache FOLDER]

FOLDER holds a folder for each set: bank.jsonl and stream.jsonl for answered questions, docs.jsonl and stream.jsonl for
squad2. Everything is fitted on the split `calib` and reported on `test`. Only the fitted numbers are kept, no text of
the sets.
"""

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from fitting import Array, Knots, calibration_error, fit_curve, fit_logistic
from searching import ANSWERABLE, Searched, search_all
from sets import local_vectors, read_rows

import orchestrator.adapters.models.calibrations as shipped
from orchestrator.adapters.models.calibrations import load_scorer
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.evaluation.sets import Vectors
from orchestrator.domain.answering.finding.answerability import Scorer, read_evidence
from orchestrator.domain.answering.finding.confidence import Confidence
from orchestrator.domain.answering.finding.retrieval import ranked
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.looks.curves import Curve
from orchestrator.domain.message.clarity import complexity
from orchestrator.domain.message.reading import coverage, read_text
from orchestrator.domain.routing.signals import SUPPORTING_PASSAGES, searched_text

QUESTION_SETS = ("stackfaq", "qqp", "hint3_curekart", "rasa_sara", "clinc150", "banking77")
MEASURED_ONLY = ("qqp",)
"""Not fitted on, under its terms."""
FITTED_ON = "2026-11-28"
LOOK_ALIKES = 0.08
"""Assumed share of questions that were made to look answered. In squad2 it is half of them; people who really ask have
few, and questions that merely are not answered are far easier to tell."""
MIX = {"answerable": 0.20, "natural": 0.28, "dev": 0.12, "look-alike": LOOK_ALIKES, "natural, not answered": 0.18, "dev, not answered": 0.08,
       "unrelated": 0.06}  # fmt: skip
"""Shares in which the questions are fitted: 60 % are answered by the documents."""
ANSWERED = 0.80
"""Assumed share of the questions a creator gets that the documents answer. Probabilities are given for this share; in
the mix there are more unanswered ones, as they are what is to be told apart."""
OTHER_MIXES = (MIX | {"dev": 0.0, "dev, not answered": 0.0, "natural": 0.40, "natural, not answered": 0.26},
               MIX | {"look-alike": 0.16, "natural, not answered": 0.10}, MIX | {"dev": 0.10, "dev, not answered": 0.16})  # fmt: skip
FITTED = ("coverage", "answerability", "sentence", "second_sentence", "whole")
"""The weights that are fitted, none below 0. The others are 0. The probability of the passage says the same as the cosines
and no more from 0.7 on; only one passage counts as right however many agree; and how long a question is differs from
set to set more than with its answer."""
SERVE_CANONICAL, SERVE_DRAFT = 0.85, 0.75
"""The product's default thresholds, for the report only."""


@dataclass(frozen=True)
class Matches:
    """The questions of one set, each with its best match."""

    cosine: Array
    right: Array
    """1 if the best match is right, else 0."""
    test: Array
    """True if the row is in the split `test`."""


@dataclass(frozen=True)
class Asked:
    """A question asked of one creator's passages."""

    kind: str
    test: bool
    right: bool
    """Whether the passage that ranks first answers the question."""
    best: float
    """Closeness of that passage."""
    closest: tuple[float, ...]
    """Closeness of the nearest passages, largest first."""
    coverage: float
    complexity: float
    answerability: float
    cosines: tuple[float, float, float]
    """Of that passage: best sentence, second best sentence, and the whole of it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    name = LocalEmbedder.identity.name
    default = Path(shipped.__file__).parent / shipped.file_name(name)
    parser.add_argument("--out", type=Path, default=default, help="where the calibration is written (default: %(default)s)")
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()

    vectors = local_vectors(options.cache)
    sets = {name: match_questions(options.folder / name, vectors) for name in QUESTION_SETS}
    asked = ask_passages(options.folder, options.cache, load_scorer())
    canonical = fit_canonical({name: found for name, found in sets.items() if name not in MEASURED_ONLY})
    passage, confidence = fit_passages(asked, MIX)
    calibration = Calibration(name, canonical, passage, confidence, provenance(sets, asked))

    report_canonical(sets, canonical)
    report_passages(asked, calibration)
    report_mixes(asked)
    options.out.write_text(json.dumps(calibration.to_mapping(), indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten: {options.out.name}")


def match_questions(folder: Path, vectors: Vectors) -> Matches:
    bank, stream = read_rows(folder / "bank.jsonl"), read_rows(folder / "stream.jsonl")
    cosines = vectors.of([row["text"] for row in stream]) @ vectors.of([row["question"] for row in bank]).T
    nearest = cosines.argmax(axis=1)
    right = [bank[i]["group"] in row["gold_groups"] for i, row in zip(nearest, stream, strict=True)]
    return Matches(cosines.max(axis=1).astype(float), np.array(right, float), np.array([row["split"] == "test" for row in stream]))


def ask_passages(folder: Path, cache: Path, scorer: Scorer) -> list[Asked]:
    """Asks every squad2 question of its own creator's passages, and unrelated questions of the same split of each
    creator's."""
    return [read_asked(searched, scorer) for searched in search_all(folder, cache) if searched.found]


def read_asked(searched: Searched, scorer: Scorer) -> Asked:
    hits = ranked(searched.found, read_text(searched.text))
    return Asked(
        kind=searched.kind,
        test=searched.test,
        right=searched.is_answerable and searched.name_of(hits[0]) in searched.gold,
        best=hits[0].closeness,
        closest=tuple(sorted((hit.closeness for hit in hits), reverse=True))[:SUPPORTING_PASSAGES],
        coverage=coverage(read_text(searched.text), searched_text(hits[0])),
        complexity=complexity(read_text(searched.text)),
        answerability=scorer.probability(read_evidence(read_text(searched.text), hits)),
        cosines=hits[0].cosines,
    )


def fit_canonical(sets: dict[str, Matches]) -> Curve:
    fitted = [(m.cosine[~m.test], m.right[~m.test]) for m in sets.values()]
    weights = np.concatenate([np.full(len(right), 1 / len(right)) for _, right in fitted])
    return as_curve(fit_curve(np.concatenate([c for c, _ in fitted]), np.concatenate([r for _, r in fitted]), weights))


def fit_passages(asked: Sequence[Asked], mix: dict[str, float]) -> tuple[Curve, Confidence]:
    calib = [a for a in asked if not a.test]
    weights = mix_weights(calib, mix)
    right = np.array([a.right for a in calib], float)
    answerable = np.array([a.kind in ANSWERABLE for a in calib])
    in_mix = float(weights[answerable].sum() / weights.sum())
    as_asked = weights * np.where(answerable, ANSWERED / in_mix, (1 - ANSWERED) / (1 - in_mix))
    curve = as_curve(fit_curve(np.array([a.best for a in calib]), right, as_asked))
    intercept, *fitted = (round(float(number), 4) for number in fit_logistic(inputs(calib), right, weights, [0.0] * len(FITTED)))
    # From the share of the mix to the assumed one: the odds of every question change by the same factor.
    intercept += round(math.log(ANSWERED / (1 - ANSWERED)) - math.log(in_mix / (1 - in_mix)), 4)
    return curve, Confidence(round(intercept, 4), passage=0.0, support=0.0, simplicity=0.0, **dict(zip(FITTED, fitted, strict=True)))


def as_curve(knots: Knots) -> Curve:
    return Curve(tuple(knots))


def inputs(asked: Sequence[Asked]) -> Array:
    """The columns of FITTED."""
    return np.column_stack([[a.coverage for a in asked], [a.answerability for a in asked], np.clip([a.cosines for a in asked], 0, 1)])


def support_of(asked: Asked, curve: Curve) -> int:
    best = curve.probability(asked.closest[0])
    return sum(0.0 < curve.probability(closeness) >= best / 2 for closeness in asked.closest)


def mix_weights(asked: Sequence[Asked], mix: dict[str, float]) -> Array:
    number = {kind: sum(a.kind == kind for a in asked) for kind in mix}
    return np.array([mix[a.kind] / number[a.kind] for a in asked])


def confidences(asked: Sequence[Asked], curve: Curve, confidence: Confidence) -> Array:
    return np.array(
        [
            confidence.probability(curve.probability(a.best), a.coverage, support_of(a, curve), a.complexity, a.answerability, a.cosines)
            for a in asked
        ]
    )


def report_canonical(sets: dict[str, Matches], curve: Curve) -> None:
    edges = (0.0, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01)
    print("Share right by cosine to the nearest answered question, split calib (number of rows below)")
    print(f"{'cosine from':16}" + "".join(f"{low:7.2f}" for low in edges[:-1]))
    for name, m in sets.items():
        bins = [m.right[~m.test & (m.cosine >= low) & (m.cosine < high)] for low, high in pairwise(edges)]
        print(f"{name:16}" + "".join(f"{b.mean():7.2f}" if len(b) else "      -" for b in bins))
        print(f"{'':16}" + "".join(f"{len(b):7}" for b in bins))
    print("\nCurve (cosine, probability): " + ", ".join(f"({raw}, {p})" for raw, p in curve.knots))
    print(f"\nSplit test: calibration error of the cosine itself and of the curve; served at >= {SERVE_CANONICAL}")
    print(f"{'set':16}{'rows':>6}{'before':>8}{'after':>8}{'served':>8}{'share':>8}{'wrong':>7}{'of served':>11}")
    errors = []
    for name, m in sets.items():
        cosine, right = np.clip(m.cosine[m.test], 0, 1), m.right[m.test]
        probability = np.array([curve.probability(raw) for raw in cosine])
        errors.append((calibration_error(cosine, right), calibration_error(probability, right)))
        served = probability >= SERVE_CANONICAL
        wrong = int((1 - right[served]).sum())
        print(
            f"{name:16}{len(right):6}{errors[-1][0]:8.3f}{errors[-1][1]:8.3f}{served.sum():8}{served.mean():8.1%}"
            f"{wrong:7}{wrong / max(1, served.sum()):11.1%}"
        )
    before, after = np.mean(errors, axis=0)
    print(f"{'macro':16}{'':6}{before:8.3f}{after:8.3f}")


def report_passages(asked: Sequence[Asked], calibration: Calibration) -> None:
    curve, confidence = calibration.passage, calibration.confidence
    print("\nPassages. Curve (cosine, probability): " + ", ".join(f"({raw}, {p})" for raw, p in curve.knots))
    print(f"Confidence: {confidence}")
    unseen = [a for a in asked if a.test]
    right, weights = np.array([a.right for a in unseen], float), mix_weights(unseen, MIX)
    cosine = np.clip([a.best for a in unseen], 0, 1)
    found = confidences(unseen, curve, confidence)
    probability = np.array([curve.probability(raw) for raw in cosine])
    # Rows are drawn in the proportions of the mix, so that the unweighted error is that of the assumed traffic.
    drawn = np.random.default_rng(1).choice(len(unseen), 50_000, p=weights / weights.sum())
    for name, score in (("cosine", cosine), ("passage curve", probability), ("confidence", found)):
        print(f"Calibration error on test, {name}: {calibration_error(score[drawn], right[drawn]):.3f}")
    print(f"\nSplit test, served at confidence >= {SERVE_DRAFT}")
    print(f"{'kind':16}{'rows':>6}{'served':>8}{'share':>8}{'wrong':>7}{'of served':>11}")
    for kind in dict.fromkeys(a.kind for a in unseen):
        of_kind = np.array([a.kind == kind for a in unseen])
        served = of_kind & (found >= SERVE_DRAFT)
        wrong = int((1 - right[served]).sum())
        print(f"{kind:16}{of_kind.sum():6}{served.sum():8}{served.sum() / of_kind.sum():8.1%}{wrong:7}{wrong / max(1, served.sum()):11.1%}")
    for kind in dict.fromkeys(a.kind for a in asked if a.kind in ANSWERABLE):
        top = np.mean([a.right for a in asked if a.kind == kind and (a.test or kind == "dev")])
        print(f"{kind}: the top passage is the right one for {top:.1%} of the answerable questions.")


def report_mixes(asked: Sequence[Asked]) -> None:
    """Prints the results of fits under other mixes, each measured on traffic with its own mix."""
    unseen = [a for a in asked if a.test]
    right = np.array([a.right for a in unseen], float)
    answerable = np.array([a.kind in ANSWERABLE for a in unseen])
    print("\nOther mixes: passage probability at a cosine; answerable test questions served; wrong of all served in that mix")
    print(
        f"{'/'.join(mix_name[:10] for mix_name in MIX):34}"
        + "".join(f"{raw:7.2f}" for raw in (0.3, 0.4, 0.5, 0.6, 0.7))
        + f"{'served':>9}{'wrong':>8}"
    )
    for mix in (MIX, *OTHER_MIXES):
        curve, confidence = fit_passages(asked, mix)
        served = confidences(unseen, curve, confidence) >= SERVE_DRAFT
        weights = mix_weights(unseen, mix) * served
        wrong = float((weights * (1 - right)).sum() / max(weights.sum(), 1e-9))
        chances = "".join(f"{curve.probability(raw):7.2f}" for raw in (0.3, 0.4, 0.5, 0.6, 0.7))
        print(f"{'/'.join(f'{share:.0%}' for share in mix.values()):34}{chances}{served[answerable].mean():9.1%}{wrong:8.1%}")


def provenance(sets: dict[str, Matches], asked: Sequence[Asked]) -> str:
    questions = ", ".join(f"{name} {int((~m.test).sum())}" for name, m in sets.items() if name not in MEASURED_ONLY)
    kinds = ", ".join(f"{share:.0%} {kind} ({sum(a.kind == kind and not a.test for a in asked)} rows)" for kind, share in MIX.items())
    return (
        f"Fitted {FITTED_ON} by `python benchmarks/fit_calibration.py FOLDER` on the calib splits; only these numbers were kept, "
        f"no text. canonical: {questions} rows, equal weight a set, isotonic, each bin at its 84 % one-sided Wilson lower bound. "
        f"passage and confidence: squad2 by creator, natural, and the repository's own judgement/dev, in the mix {kinds}, for {ANSWERED:.0%} answered questions; unrelated are other creators' questions and "
        "clinc150 far_oos; the weights of passage, support and simplicity are 0 by choice. qqp was used for measuring only, under its terms."
    )


if __name__ == "__main__":
    main()
