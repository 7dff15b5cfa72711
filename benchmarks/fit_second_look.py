"""Fits the second look at a match, and reports it on sets that it was not fitted on.

    python benchmarks/fit_second_look.py FOLDER [--out FILE] [--cache FOLDER]

FOLDER holds one folder a set with bank.jsonl and stream.jsonl. Fitted on all rows of the sets in FITTED_ON, of equal weight each, as they
are and with smaller banks: fewer answers, fewer phrasings of each. What is reported for one of them is by a fit on the others. qqp
is never fitted on, under its terms. The weights of `twisted` and `turned` are chosen, not fitted: the sets hold few texts that differ
in one word only. No text is kept: only the fitted numbers are.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from fitting import Array, fit_logistic
from sets import local_vectors

import orchestrator.adapters.models.calibrations as shipped
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.cli.evaluation.measuring import area_under_risk_coverage, calibration_error, coverage_at
from orchestrator.cli.evaluation.sets import QuestionSet, Searched, Vectors, read_set, search_all, thinned
from orchestrator.domain.matching.second_look import FEATURES, MatchFeatures, SecondLook, read_features
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.trust.proofs import Expected

FITTED_ON = ("stackfaq", "hint3_curekart", "rasa_sara", "clinc150", "banking77")
MEASURED_ONLY = ("qqp",)
DAY = "2026-11-26"
SMALLER = ((1.0, 1), (1.0, 2), (1.0, 4), (0.6, 8))
"""Banks that are fitted on beside the whole one: share of the answers, and phrasings of each at most."""
MESSAGES = 1500
"""Of the stream, put to each of those."""
WHOLE = 0.6
"""Weight of the whole bank; the smaller ones share the rest."""
RIDGE = 0.002
TWISTED = -1.0
TURNED = -5.0
GRID = tuple(round(1 / (1 + float(np.exp(-odds))), 4) for odds in np.arange(5.0, -0.01, -0.25))
"""Thresholds, strictest first: even steps in log-odds from 0.993 to 0.5."""
WEAKEST, STRONGEST = 4.0, 60.0
"""Own labels that outweigh what others' say, at least and at most."""
BOUNDS = (0.01, 0.02, 0.05)


@dataclass(frozen=True)
class DecisionPage:
    """One set: the looks at its candidates, a row each."""

    looks: Array
    """(rows, features)"""
    right: Array
    message: Array
    """Which message the row is of."""
    cosine: Array
    """Of each message, to its nearest phrasing."""
    cosine_right: Array
    test: Array
    """True for each message of the split `test`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    name = LocalEmbedder.identity.name
    default = Path(shipped.__file__).parent / (shipped.SECOND_LOOK + shipped.file_name(name))
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    vectors = local_vectors(options.cache)
    read = {each: read_set(options.folder / each) for each in FITTED_ON + MEASURED_ONLY}
    sets = {each: look_at(search_all(questions, vectors)) for each, questions in read.items()}
    fitted_on = {each: [sets[each], *look_at_smaller(read[each], vectors)] for each in FITTED_ON}
    left_out = {each: fit([looked for other, looked in fitted_on.items() if other != each]) for each in sets}
    report(sets, left_out)
    intercept, weights = fit(list(fitted_on.values()))
    pooled = pool([best_of(sets[each], *left_out[each])[:2] for each in FITTED_ON])
    rows = ", ".join(f"{each} {len(sets[each].test)}" for each in FITTED_ON)
    provenance = (
        f"Fitted {DAY} by `python benchmarks/fit_second_look.py FOLDER` on {rows} messages, equal weight a set; logistic regression over "
        f"the first candidates; the weights of 'twisted' and 'turned' chosen. pooled: risk by threshold on sets left out of the fit, its mean and how "
        f"far they differ. qqp was used for measuring only, under its terms. No text was kept."
    )
    found = SecondLook(
        f"{name}-{DAY}", round(intercept, 4), MatchFeatures(*(round(float(weight), 4) for weight in weights)), pooled, provenance
    )
    options.out.write_text(json.dumps(found.to_mapping(), indent=2) + "\n", encoding="utf-8")
    print(f"\n{json.dumps(found.to_mapping()['weights'])}\nWritten: {options.out.name}")


def look_at_smaller(questions: QuestionSet, vectors: Vectors) -> list[DecisionPage]:
    chance = np.random.default_rng(1)
    return [look_at(search_all(thinned(questions, *smaller, MESSAGES, chance), vectors)) for smaller in SMALLER]


def look_at(searched: Sequence[Searched]) -> DecisionPage:
    looks, right, message = [], [], []
    for number, one in enumerate(searched):
        for hit, look in read_features(read_text(one.message.text), one.hits, one.bank):
            looks.append(astuple(look))
            right.append(hit.id in one.right)
            message.append(number)
    return DecisionPage(
        np.array(looks),
        np.array(right, float),
        np.array(message),
        np.array([one.hits[0].cosine for one in searched]),
        np.array([one.hits[0].id in one.right for one in searched], float),
        np.array([one.message.is_test for one in searched]),
    )


def fit(sets: Sequence[Sequence[DecisionPage]]) -> tuple[float, Array]:
    """Intercept and a weight a feature; of each set the whole bank comes first."""
    free = [place for place, name in enumerate(FEATURES) if name not in ("twisted", "turned")]
    each = [looked for banks in sets for looked in banks]
    worth = [WHOLE if place == 0 else (1 - WHOLE) / (len(banks) - 1) for banks in sets for place in range(len(banks))]
    looks = np.concatenate([looked.looks for looked in each])
    right = np.concatenate([looked.right for looked in each])
    weights = np.concatenate([np.full(len(looked.right), share / len(looked.right)) for looked, share in zip(each, worth, strict=True)])
    # Texts that are twisted would be held against what else they have in common.
    plain = (looks[:, FEATURES.index("twisted")] == 0) & (looks[:, FEATURES.index("turned")] == 0)
    found = fit_logistic(looks[plain][:, free], right[plain], weights[plain], [-np.inf] * len(free), RIDGE)
    all_weights = np.zeros(len(FEATURES))
    all_weights[free] = found[1:]
    all_weights[FEATURES.index("twisted")] = TWISTED
    all_weights[FEATURES.index("turned")] = TURNED
    return float(found[0]), all_weights


def best_of(looked: DecisionPage, intercept: float, weights: Array) -> tuple[Array, Array, Array]:
    """(probability of its likeliest answer, whether that is right, whether of the split test), an entry a message."""
    probability = 1 / (1 + np.exp(-(intercept + looked.looks @ weights)))
    best = np.full(len(looked.test), -1.0)
    right = np.zeros(len(looked.test))
    for number, chance, is_right in zip(looked.message, probability, looked.right, strict=True):
        if chance > best[number]:
            best[number], right[number] = chance, is_right
    return best, right, looked.test


def pool(sets: Sequence[tuple[Array, Array]]) -> tuple[Expected, ...]:
    """Mean risk by threshold and the strength of the Beta distribution with the variance between sets (method of moments)."""
    found = []
    for threshold in GRID:
        risks = []
        for score, right in sets:
            served = right[score >= threshold]
            # A set that serves next to nothing there says next to nothing.
            risks.append((float((1 - served).sum()) + 0.5) / (len(served) + 10.0))
        mean, spread = float(np.mean(risks)), float(np.var(risks))
        strength = min(STRONGEST, max(WEAKEST, mean * (1 - mean) / max(spread, 1e-9) - 1))
        found.append(Expected(threshold, round(mean, 4), round(strength, 1)))
    return tuple(found)


def report(sets: dict[str, DecisionPage], left_out: dict[str, tuple[float, Array]]) -> None:
    print("Split test, sets left out of the fit: coverage in % at most 1, 2, 5 % wrong by hindsight; area; calibration error")
    print(f"{'set':16}{'cosine':>24}{'area':>8}{'second look':>24}{'area':>8}{'error':>8}")
    rows = []
    for name, looked in sets.items():
        score, right, test = best_of(looked, *left_out[name])
        cosine, cosine_right = looked.cosine[test], looked.cosine_right[test]
        row = [
            *(100 * coverage_at(cosine, cosine_right, most) for most in BOUNDS), area_under_risk_coverage(cosine, cosine_right),
            *(100 * coverage_at(score[test], right[test], most) for most in BOUNDS), area_under_risk_coverage(score[test], right[test]),
            calibration_error(score[test], right[test]),
        ]  # fmt: skip
        rows.append(row)
        print(_line(name, row))
    print(_line("macro", list(np.mean(rows, axis=0))))


def _line(name: str, row: Sequence[float]) -> str:
    first, second = ("".join(f"{each:8.1f}" for each in row[at : at + 3]) for at in (0, 4))
    return f"{name:16}{first}{row[3]:8.3f}{second}{row[7]:8.3f}{row[8]:8.3f}"


if __name__ == "__main__":
    main()
