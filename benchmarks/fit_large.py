"""Fits the look of the larger model beside the second look, and reports both on sets that were left out of the fit.

    python benchmarks/fit_large.py FOLDER [--out FILE] [--cache FOLDER]

The sets, the smaller banks, the weights of `twisted` and `turned` and the protocol are those of `fit_second_look.py`. The larger
model looks where the second look is in doubt, as in the product. Needs the packages of the extra `large`; embedding the sets
takes ten minutes on two cores the first time.
"""

import argparse
import json
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from fit_second_look import BOUNDS, FITTED_ON, MESSAGES, SMALLER, Candidates, best_of, fit, pool, read_candidates
from fitting import Array
from sets import local_vectors

import orchestrator.adapters.models.calibrations as shipped
from orchestrator.adapters.models.embedding.local import LargeEmbedder, LocalEmbedder
from orchestrator.cli.evaluation.measuring import area_under_risk_coverage, calibration_error, coverage_at
from orchestrator.cli.evaluation.sets import QuestionSet, Searched, Vectors, read_set, search_all, thinned
from orchestrator.domain.matching.looks.large import GREY_FROM, GREY_TO, LargeFeatures, LargeLook, LargeMatch, read_large_features
from orchestrator.domain.matching.looks.second_look import CANDIDATES, FEATURES, MatchFeatures

OWN = len(FEATURES)
DAY = "2026-11-28"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    name = LocalEmbedder.identity.name
    parser.add_argument("--out", type=Path, default=Path(shipped.__file__).parent / (shipped.LARGE + shipped.file_name(name)))
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    first, large = local_vectors(options.cache), Vectors(LargeEmbedder(options.cache, threads=2), options.cache)
    questions = {each: read_set(options.folder / each) for each in FITTED_ON}
    sets = {each: read_both(found, first, large) for each, found in questions.items()}
    chance = {each: np.random.default_rng(1) for each in FITTED_ON}
    fitted_on = {
        each: [sets[each], *(read_both(thinned(questions[each], *smaller, MESSAGES, chance[each]), first, large) for smaller in SMALLER)]
        for each in FITTED_ON
    }
    both = {each: fit_both([banks for other, banks in fitted_on.items() if other != each]) for each in sets}
    report(sets, both)
    _, (intercept, weights) = fit_both(list(fitted_on.values()))
    pooled = pool([judged(sets[each], *both[each])[:2] for each in FITTED_ON])
    own = dict(zip(FEATURES, map(float, weights[:OWN].round(4)), strict=True))
    added = dict(zip((field.name for field in fields(LargeFeatures)), map(float, weights[OWN:].round(4)), strict=True))
    provenance = (
        f"Fitted {DAY} by `python benchmarks/fit_large.py FOLDER`, on the messages and with the protocol of the second look. "
        "No text was kept."
    )
    found = LargeLook(LargeEmbedder.identity.name, round(intercept, 4), MatchFeatures(**own), LargeFeatures(**added), pooled, provenance)
    options.out.write_text(json.dumps(found.to_mapping(), indent=2) + "\n", encoding="utf-8")
    print(f"\n{own}\n{added}\nWritten: {options.out.name}")


def read_both(questions: QuestionSet, first: Vectors, large: Vectors) -> Candidates:
    """The candidates with the features of the larger model behind those of the first."""
    searched = search_all(questions, first)
    found = read_candidates(searched)
    rows = [row for item, matches in zip(searched, match_all(questions, searched, large), strict=True) for row in _rows(item, matches)]
    return Candidates(np.hstack([found.features, np.array(rows)]), *list(vars(found).values())[1:])


def match_all(questions: QuestionSet, searched: list[Searched], large: Vectors) -> list[list[LargeMatch]]:
    """For each message the answers that the search found, as `hot_large` has them."""
    vectors = large.of([row.question for row in questions.bank])
    asked = large.of([message.text for message in questions.stream])
    groups = {group: number for number, group in enumerate(dict.fromkeys(row.group for row in questions.bank), 1)}
    numbers = np.array([groups[row.group] for row in questions.bank])
    answers = {number: vectors[numbers == number] for number in groups.values()}
    means = {number: own.mean(axis=0) for number, own in answers.items()}
    found = []
    for item, message in zip(searched, asked, strict=True):
        ids = {hit.id for hit in item.hits}
        found.append(
            [
                LargeMatch(
                    one, float((answers[one.int] @ message).max()), float(means[one.int] @ message),
                    float(means[one.int] @ means[one.int]), len(answers[one.int]),
                )
                for one in sorted(ids)
            ]
        )  # fmt: skip
    return found


def _rows(item: Searched, matches: list[LargeMatch]) -> list[tuple[float, ...]]:
    features = read_large_features(matches)
    return [astuple(features[one]) for one in list(dict.fromkeys(hit.id for hit in item.hits))[:CANDIDATES]]


def fit_both(sets: list[list[Candidates]]) -> tuple[tuple[float, Array], tuple[float, Array]]:
    """(the second look, the look of both models): each an intercept and a weight for each column."""
    alone = [[_without_large(bank) for bank in banks] for banks in sets]
    intercept, weights = fit(alone)
    return (intercept, np.concatenate([weights, np.zeros(len(fields(LargeFeatures)))])), fit(sets)


def _without_large(bank: Candidates) -> Candidates:
    return Candidates(bank.features[:, :OWN], *list(vars(bank).values())[1:])


def judged(bank: Candidates, second: tuple[float, Array], both: tuple[float, Array]) -> tuple[Array, Array, Array]:
    """As `best_of`, with the larger model's look where the second one is in doubt."""
    score, right, test = best_of(bank, *second)
    again, right_again, _ = best_of(bank, *both)
    is_grey = (score >= GREY_FROM) & (score < GREY_TO)
    return np.where(is_grey, again, score), np.where(is_grey, right_again, right), test


def report(sets: dict[str, Candidates], both: dict[str, tuple[tuple[float, Array], tuple[float, Array]]]) -> None:
    print("Split test, sets left out of the fit: coverage in % at most 1, 2, 5 % wrong by hindsight; area; calibration error; % asked")
    for looks in ("second look", "with the larger model"):
        rows = []
        for name, bank in sets.items():
            score, right, test = best_of(bank, *both[name][0]) if looks == "second look" else judged(bank, *both[name])
            first, _, _ = best_of(bank, *both[name][0])
            row = [100 * coverage_at(score[test], right[test], most) for most in BOUNDS]
            row += [area_under_risk_coverage(score[test], right[test]), calibration_error(score[test], right[test])]
            rows.append([*row, 100 * float(np.mean((first >= GREY_FROM) & (first < GREY_TO)))])
            print(
                f"{looks:24}{name:16}" + "".join(f"{value:9.3f}" if at in (3, 4) else f"{value:9.1f}" for at, value in enumerate(rows[-1]))
            )
        print(f"{looks:24}{'macro':16}" + "".join(f"{value:9.3f}" for value in np.mean(rows, axis=0)))


if __name__ == "__main__":
    main()
