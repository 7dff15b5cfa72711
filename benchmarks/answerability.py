"""Do the passages answer the question? Measures the scorer of answerability and the confidence on questions not used in
fitting.

    python benchmarks/answerability.py FOLDER [--fit] [--cache FOLDER]

FOLDER holds squad2 and clinc150. With --fit the scorer is fitted on the split `calib` and written to the folder of the
calibrations; then run `fit_calibration.py` again. All figures are for the split `test`, which has other articles and
other creators.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np
from fit_calibration import FITTED_ON, MIX, Asked, confidences, mix_weights, read_asked
from fitting import Array, area_under_risk_coverage, auroc, calibration_error, fit_logistic
from searching import Searched, search_all

import orchestrator.adapters.models.calibrations as shipped
from orchestrator.adapters.models.embedding.local import LocalEmbedder
from orchestrator.domain.answering.finding.answerability import EVIDENCE, Scorer, WordEvidence, read_evidence
from orchestrator.domain.answering.finding.retrieval import ranked
from orchestrator.domain.message.reading import read_text

SQUAD2 = ("answerable", "look-alike")
NEGATION = ("not_negated", "plainly_put")
"""Evidence that is so valuable partly because of how squad2 was made: its unanswerable questions are often negated
ones."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    searched = [item for item in search_all(options.folder, options.cache) if item.found]
    evidence = np.array([astuple(read_evidence(read_text(item.text), ranked(item.found, read_text(item.text)))) for item in searched])
    if options.fit:
        write(fit(searched, evidence))
    calibration = shipped.load_calibration(LocalEmbedder.identity.name)
    asked = [read_asked(item, calibration.answerability) for item in searched]
    report_signals(asked, evidence, searched, confidences(asked, calibration.passage, calibration.confidence))
    report_risk(asked, confidences(asked, calibration.passage, calibration.confidence))


def fit(searched: Sequence[Searched], evidence: Array, without: Sequence[str] = ()) -> Scorer:
    """Fits whether the first passage answers, on squad2's own questions of the split `calib`. `without` names
    evidence to ignore."""
    fitted = np.array([not item.test and item.kind in SQUAD2 for item in searched])
    right = np.array([is_right(item) for item in searched], float)
    inputs = evidence * np.array([name not in without for name in EVIDENCE])
    coefficients = fit_logistic(inputs[fitted], right[fitted], np.ones(int(fitted.sum())), [0.0] * len(EVIDENCE))
    weights = WordEvidence(*(round(max(0.0, float(weight)), 3) if abs(weight) > 1e-3 else 0.0 for weight in coefficients[1:]))
    provenance = (
        f"Fitted {FITTED_ON} by `python benchmarks/answerability.py FOLDER --fit` on squad2, split calib, {int(fitted.sum())} questions of "
        f"{len({item.creator for item in searched if not item.test and item.kind in SQUAD2})} articles; logistic regression, no weight negative. English. No text was kept."
    )
    return Scorer(f"en-{FITTED_ON}", round(float(coefficients[0]), 3), weights, provenance)


def is_right(item: Searched) -> bool:
    return item.is_answerable and item.name_of(ranked(item.found, read_text(item.text))[0]) in item.gold


def write(scorer: Scorer) -> None:
    out = Path(shipped.__file__).parent / shipped.SCORER
    out.write_text(json.dumps(scorer.to_mapping(), indent=2) + "\n", encoding="utf-8")
    print(f"Written: {out.name}")


def report_signals(asked: Sequence[Asked], evidence: Array, searched: Sequence[Searched], confidence: Array) -> None:
    test = np.array([a.test for a in asked])
    related = np.array([a.kind in SQUAD2 for a in asked])
    answerable, right = np.array([a.kind == "answerable" for a in asked]), np.array([a.right for a in asked])
    plain = fit(searched, evidence, NEGATION)
    signals = {
        "closeness of the nearest passage": np.array([item.closest[0] for item in asked]),
        "words covered": np.array([a.coverage for a in asked]),
        "scorer of answerability": np.array([a.answerability for a in asked]),
        "scorer of answerability, without negation": np.array([plain.probability(WordEvidence(*row)) for row in evidence]),
        "confidence": confidence,
    }
    print("\nAUROC, split test")
    print(f"{'signal':44}{'answerable/look-alike':>22}{'right/look-alike':>18}{'right/any other':>17}")
    for name, score in signals.items():
        answerable_auroc = auroc(answerable[test & related], score[test & related])
        lookalike = test & (right | (related & ~answerable))
        print(f"{name:44}{answerable_auroc:22.3f}{auroc(right[lookalike], score[lookalike]):18.3f}{auroc(right[test], score[test]):17.3f}")


def report_risk(asked: Sequence[Asked], confidence: Array) -> None:
    test = np.array([a.test for a in asked])
    weights = mix_weights([a for a in asked if a.test], MIX)
    right, score = np.array([a.right for a in asked])[test], confidence[test]
    cosine = np.array([a.closest[0] for a in asked])[test]
    print("\nPath A in the assumed mix (" + ", ".join(f"{share:.0%} {kind}" for kind, share in MIX.items()) + "), split test")
    print(f"{'confidence at least':22}{'served':>8}{'wrong of served':>17}")
    for threshold in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        served = weights * (score >= threshold)
        wrong = float((served * ~right).sum() / max(served.sum(), 1e-9))
        print(f"{threshold:22.2f}{served.sum() / weights.sum():8.1%}{wrong:17.1%}")
    for name, ranking in (("closeness", cosine), ("confidence", score)):
        print(f"Area under risk-coverage, {name}: {area_under_risk_coverage(right, ranking, weights):.3f}")
    drawn = np.random.default_rng(1).choice(len(score), 50_000, p=weights / weights.sum())
    print(f"Calibration error of the confidence: {calibration_error(score[drawn], right[drawn].astype(float)):.3f}")


if __name__ == "__main__":
    main()
