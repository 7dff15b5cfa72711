"""Fits the second look, and reports it on sets that were left out of the fit.

    python benchmarks/fit_second_look.py FOLDER [--out FILE] [--cache FOLDER] [--left-out FOLDER]

FOLDER holds a folder for each set, with bank.jsonl and stream.jsonl. The fit uses all rows of the sets in FITTED_ON
with equal weight for each set, once with the whole bank and again with smaller banks: fewer answers, fewer phrasings of
each. The figures of a set come from a fit on the other sets. qqp is not used in fitting, because of its terms. The
weights of `twisted` and `turned` are chosen, not fitted: few texts in the sets differ in one word only. Only the fitted
numbers are kept, no text.

With --left-out nothing is fitted on all sets. Instead a second look is written for each set, fitted on the others, for
`orchestrator evaluate FOLDER --weights THAT_FOLDER`. Its pooled risks are those of the other sets, each scored by
weights that were fitted without it and without the set that is left out.
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
from orchestrator.domain.matching.looks.second_look import FEATURES, MatchFeatures, SecondLook, read_features
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.trust.proofs import PooledRisk

FITTED_ON = ("stackfaq", "hint3_curekart", "rasa_sara", "clinc150", "banking77")
MEASURED_ONLY = ("qqp",)
DAY = "2026-11-26"
SMALLER = ((1.0, 1), (1.0, 2), (1.0, 4), (0.6, 8))
"""The smaller banks of the fit: share of the answers, and the largest number of phrasings of each."""
MESSAGES = 1500
"""Messages of the stream that are asked of each smaller bank."""
WHOLE = 0.6
"""Weight of the whole bank; the smaller ones share the rest."""
RIDGE = 0.002
TWISTED = -1.0
TURNED = -5.0
GRID = tuple(round(1 / (1 + float(np.exp(-odds))), 4) for odds in np.arange(5.0, -0.01, -0.25))
"""Thresholds, strictest first: even steps in log-odds from 0.993 to 0.5."""
WEAKEST, STRONGEST = 4.0, 60.0
"""Smallest and largest number of an agent's own labels that count as much as the pooled experience of other sets."""
BOUNDS = (0.01, 0.02, 0.05)


@dataclass(frozen=True)
class Candidates:
    """The candidates of all messages of one set, one row each."""

    features: Array
    """(rows, features)"""
    right: Array
    """1 if the candidate is right, else 0."""
    message: Array
    """Number of the message of the row."""
    cosine: Array
    """Cosine of each message to its nearest phrasing."""
    cosine_right: Array
    """1 for each message whose nearest phrasing belongs to a right answer, else 0."""
    test: Array
    """True for each message of the split `test`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    name = LocalEmbedder.identity.name
    default = Path(shipped.__file__).parent / (shipped.SECOND_LOOK + shipped.file_name(name))
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    parser.add_argument("--left-out", type=Path, help="Folder for a second look for each set, fitted on the others.")
    parser.add_argument("--likeliest", type=int, help="Print so many of the likeliest wrong matches of each set, and fit nothing else.")
    options = parser.parse_args()
    vectors = local_vectors(options.cache)
    question_sets = {set_name: read_set(options.folder / set_name) for set_name in FITTED_ON + MEASURED_ONLY}
    sets = {set_name: read_candidates(search_all(questions, vectors)) for set_name, questions in question_sets.items()}
    fitted_on = {set_name: [sets[set_name], *read_smaller(question_sets[set_name], vectors)] for set_name in FITTED_ON}
    if options.left_out:
        write_left_out(sets, fitted_on, name, options.left_out)
        return
    left_out = {set_name: fit([banks for other, banks in fitted_on.items() if other != set_name]) for set_name in sets}
    if options.likeliest:
        for set_name in FITTED_ON:
            print_likeliest(search_all(question_sets[set_name], vectors), *left_out[set_name], options.likeliest)
        return
    report(sets, left_out)
    intercept, weights = fit(list(fitted_on.values()))
    pooled = pool([best_of(sets[set_name], *left_out[set_name])[:2] for set_name in FITTED_ON])
    rows = ", ".join(f"{set_name} {len(sets[set_name].test)}" for set_name in FITTED_ON)
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


def print_likeliest(searched: Sequence[Searched], intercept: float, weights: Array, count: int) -> None:
    """The wrong matches of the split `test` with the highest probabilities, to be read one by one."""
    wrong = []
    for item in searched:
        rows = read_features(read_text(item.message.text), item.hits, item.bank)
        chances = [float(1 / (1 + np.exp(-(intercept + np.array(astuple(features)) @ weights)))) for _, features in rows]
        best = int(np.argmax(chances))
        if item.message.is_test and rows[best][0].id not in item.right:
            wrong.append((chances[best], item.message.text, rows[best][0].question_pattern))
    for chance, text, pattern in sorted(wrong, reverse=True)[:count]:
        print(f"{chance:.3f} {text} | {pattern}")


def write_left_out(sets: dict[str, Candidates], fitted_on: dict[str, list[Candidates]], name: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for left in sets:
        others = {other: banks for other, banks in fitted_on.items() if other != left}
        intercept, weights = fit(list(others.values()))
        without_two = {other: fit([banks for third, banks in others.items() if third != other]) for other in others}
        pooled = pool([best_of(sets[other], *without_two[other])[:2] for other in others])
        version = f"{name}-{DAY}-without-{left}"
        found = SecondLook(version, intercept, MatchFeatures(*map(float, weights)), pooled, f"Fitted on {', '.join(others)}.")
        (folder / f"{left}.json").write_text(json.dumps(found.to_mapping(), indent=2) + "\n", encoding="utf-8")
        print(f"Written: {left}.json, fitted on {', '.join(others)}")


def read_smaller(questions: QuestionSet, vectors: Vectors) -> list[Candidates]:
    chance = np.random.default_rng(1)
    return [read_candidates(search_all(thinned(questions, *smaller, MESSAGES, chance), vectors)) for smaller in SMALLER]


def read_candidates(searched: Sequence[Searched]) -> Candidates:
    features, right, message = [], [], []
    for number, item in enumerate(searched):
        for hit, match_features in read_features(read_text(item.message.text), item.hits, item.bank):
            features.append(astuple(match_features))
            right.append(hit.id in item.right)
            message.append(number)
    return Candidates(
        np.array(features),
        np.array(right, float),
        np.array(message),
        np.array([item.hits[0].cosine for item in searched]),
        np.array([item.hits[0].id in item.right for item in searched], float),
        np.array([item.message.is_test for item in searched]),
    )


def fit(sets: Sequence[Sequence[Candidates]]) -> tuple[float, Array]:
    """The intercept and a weight for each column: FEATURES, and further ones. The whole bank comes first in each set."""
    columns = sets[0][0].features.shape[1]
    free = [place for place in range(columns) if place not in (FEATURES.index("twisted"), FEATURES.index("turned"))]
    all_banks = [bank for banks in sets for bank in banks]
    bank_weights = [WHOLE if place == 0 else (1 - WHOLE) / (len(banks) - 1) for banks in sets for place in range(len(banks))]
    features = np.concatenate([bank.features for bank in all_banks])
    right = np.concatenate([bank.right for bank in all_banks])
    weights = np.concatenate(
        [np.full(len(bank.right), share / len(bank.right)) for bank, share in zip(all_banks, bank_weights, strict=True)]
    )
    # Rows with a difference in meaning are left out: they would lower the weights of what the two texts have in common.
    plain = (features[:, FEATURES.index("twisted")] == 0) & (features[:, FEATURES.index("turned")] == 0)
    found = fit_logistic(features[plain][:, free], right[plain], weights[plain], [-np.inf] * len(free), RIDGE)
    all_weights = np.zeros(columns)
    all_weights[free] = found[1:]
    all_weights[FEATURES.index("twisted")] = TWISTED
    all_weights[FEATURES.index("turned")] = TURNED
    return float(found[0]), all_weights


def best_of(candidates: Candidates, intercept: float, weights: Array) -> tuple[Array, Array, Array]:
    """(probability of the likeliest answer, whether it is right, whether the split is `test`); one entry for each
    message."""
    probability = 1 / (1 + np.exp(-(intercept + candidates.features @ weights)))
    best = np.full(len(candidates.test), -1.0)
    right = np.zeros(len(candidates.test))
    for number, chance, is_right in zip(candidates.message, probability, candidates.right, strict=True):
        if chance > best[number]:
            best[number], right[number] = chance, is_right
    return best, right, candidates.test


def pool(sets: Sequence[tuple[Array, Array]]) -> tuple[PooledRisk, ...]:
    """The mean risk for each threshold, and the strength of the Beta distribution with the variance between sets
    (method of moments)."""
    found = []
    for threshold in GRID:
        risks = []
        for score, right in sets:
            served = right[score >= threshold]
            # The added counts keep a set that serves almost nothing at this threshold from having an extreme risk.
            risks.append((float((1 - served).sum()) + 0.5) / (len(served) + 10.0))
        mean, spread = float(np.mean(risks)), float(np.var(risks))
        strength = min(STRONGEST, max(WEAKEST, mean * (1 - mean) / max(spread, 1e-9) - 1))
        found.append(PooledRisk(threshold, round(mean, 4), round(strength, 1)))
    return tuple(found)


def report(sets: dict[str, Candidates], left_out: dict[str, tuple[float, Array]]) -> None:
    print("Split test, sets left out of the fit: coverage in % at most 1, 2, 5 % wrong by hindsight; area; calibration error")
    print(f"{'set':16}{'cosine':>24}{'area':>8}{'second look':>24}{'area':>8}{'error':>8}")
    rows = []
    for name, candidates in sets.items():
        score, right, test = best_of(candidates, *left_out[name])
        cosine, cosine_right = candidates.cosine[test], candidates.cosine_right[test]
        row = [
            *(100 * coverage_at(cosine, cosine_right, most) for most in BOUNDS), area_under_risk_coverage(cosine, cosine_right),
            *(100 * coverage_at(score[test], right[test], most) for most in BOUNDS), area_under_risk_coverage(score[test], right[test]),
            calibration_error(score[test], right[test]),
        ]  # fmt: skip
        rows.append(row)
        print(_line(name, row))
    print(_line("macro", list(np.mean(rows, axis=0))))


def _line(name: str, row: Sequence[float]) -> str:
    first, second = ("".join(f"{value:8.1f}" for value in row[at : at + 3]) for at in (0, 4))
    return f"{name:16}{first}{row[3]:8.3f}{second}{row[7]:8.3f}{row[8]:8.3f}"


if __name__ == "__main__":
    main()
