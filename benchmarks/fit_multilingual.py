"""Fits the look at what the second embedding model finds: from a cosine and its lead to the probability that the answer is meant.

    python benchmarks/fit_multilingual.py XSID_FOLDER [--write] [--cache FOLDER]

Fitted on xsid (the same 500 requests in twelve languages, CC BY-SA 4.0; no text of it is kept) and, with the same weight, on the
pairs of `judgement/same/dev.jsonl` that are not inside English. Each question is put to banks in which its answer is, and to banks
in which it is not, in equal numbers. Look-alikes are left out: a cosine cannot tell them apart. Shows for each language, left out of
the fit, how often an answer was right where the look said so.
"""

import argparse
import json
from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
from fitting import Array, calibration_error, fit_logistic
from sets import multilingual_vectors, read_rows

from orchestrator.adapters.models import calibrations
from orchestrator.adapters.models.embedding.multilingual import MultilingualEmbedder

SAME = Path(__file__).parent / "judgement" / "same" / "dev.jsonl"
LANGUAGES = ("ar", "de", "en", "it", "nl", "tr", "zh")
"""Of xsid, those that the model was trained on. Japanese is left out, as half of its rows are missing."""
SIZES = (8, 30, 100)
BINS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)

Found = tuple[float, float, bool, str]
"""Cosine of the nearest answer, of the nearest other, whether it is right, and the language of the message."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder that holds xsid's labels.jsonl")
    parser.add_argument("--write", action="store_true", help="write the fit into the package")
    parser.add_argument("--cache", type=Path, default=Path(".orchestrator/benchmark-cache"))
    options = parser.parse_args()
    public, own = _search_xsid(options.folder, options.cache), _search_own(options.cache)
    for language in (*LANGUAGES, "own"):
        left_out = own if language == "own" else [each for each in public if each[3] == language]
        fitted = _fit([each for each in public if each[3] != language], [] if language == "own" else own)
        _show(language, left_out, fitted)
    fit = _fit(public, own)
    print(f"\nintercept {fit[0]:.3f}, cosine {fit[1]:.3f}, lead {fit[2]:.3f}; {len(public)} of xsid, {len(own)} own")
    print(f"nearest wrong answer in banks of eight: median {np.median([each[1] for each in own]):.2f}")
    if options.write:
        _write(fit)


def _search_xsid(folder: Path, cache: Path) -> list[Found]:
    """Banks in one language, asked in the others. Rows of the same number say the same."""
    texts: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(folder / "labels.jsonl"):
        texts[row["lang"]].append(row["text"])
    vectors = multilingual_vectors(cache)
    known = {language: vectors.of(texts[language]) for language in LANGUAGES}
    chance = np.random.default_rng(1)
    found: list[Found] = []
    for asked in LANGUAGES:
        for stored in LANGUAGES:
            if asked == stored:
                continue
            for size in SIZES:
                for _ in range(max(1, 240 // size)):
                    order = chance.permutation(len(known["en"]))
                    bank, messages = order[:size], (*order[:8], *order[size : size + 8])
                    found += [_nearest(known[stored][bank], known[asked][at], at in bank, list(bank), at, asked) for at in messages]
    return found


def _nearest(bank: Array, message: Array, has_answer: bool, places: list[int], at: int, language: str) -> Found:
    cosines = bank @ message
    first, second = np.argsort(-cosines)[:2]
    return float(cosines[first]), float(cosines[second]), has_answer and places[first] == at, language


def _search_own(cache: Path) -> list[Found]:
    """Each question that asks the same as an answer: once with that answer in the bank, once without it."""
    vectors = multilingual_vectors(cache)
    rows = [json.loads(line) for line in SAME.read_text(encoding="utf-8").splitlines()]
    banks = {row["bank"]: row for row in rows if row["kind"] == "bank"}
    found: list[Found] = []
    for row in rows:
        bank = banks[row["bank"]]
        if row["kind"] != "same" or row["language"] == bank["language"] == "en":
            continue
        ids = [answer["id"] for answer in bank["answers"]]
        known, right = vectors.of([answer["question"] for answer in bank["answers"]]), ids.index(row["right"])
        (message,) = vectors.of([row["text"]])
        rest = [at for at in range(len(ids)) if at != right]
        found.append(_nearest(known, message, True, list(range(len(ids))), right, row["language"]))
        found.append(_nearest(known[rest], message, False, rest, right, row["language"]))
    return found


def _inputs(found: list[Found]) -> Array:
    return np.array([(cosine, cosine - other) for cosine, other, _, _ in found])


def _fit(public: list[Found], own: list[Found]) -> Array:
    """Both sources weigh the same, whatever their size."""
    found = public + own
    weights = np.array([1.0 / len(public)] * len(public) + [1.0 / max(1, len(own))] * len(own)) * len(found)
    return fit_logistic(_inputs(found), np.array([each[2] for each in found], float), weights, (0.0, 0.0))


def _show(name: str, found: list[Found], fit: Array) -> None:
    said = 1 / (1 + np.exp(-(fit[0] + _inputs(found) @ fit[1:])))
    right = np.array([each[2] for each in found], float)
    cells = []
    for low, high in pairwise(BINS):
        inside = (said >= low) & (said < high)
        cells.append(f"{right[inside].mean():.2f} of {inside.sum():5}" if inside.any() else " " * 13)
    print(f"{name:4} right where the look said {BINS}: {' | '.join(cells)}; error {calibration_error(said, right):.3f}")


def _write(fit: Array) -> None:
    target = Path(calibrations.__file__).parent / calibrations.MULTILINGUAL
    figures = {"intercept": round(float(fit[0]), 4), "cosine": round(float(fit[1]), 4), "lead": round(float(fit[2]), 4)}
    provenance = (
        "xsid (test rows in ar, de, en, it, nl, tr, zh, across languages; CC BY-SA 4.0) and, with the same weight, "
        "benchmarks/judgement/same/dev.jsonl outside English; as many questions with an answer in the bank as without. "
        f"benchmarks/fit_multilingual.py, {datetime.now(UTC):%Y-%m-%d}."
    )
    record = {"embedder": MultilingualEmbedder.identity.name, **figures, "provenance": provenance}
    target.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
