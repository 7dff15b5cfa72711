"""Fits the head that reads acts, and reports it on utterances and questions that were left out of the fit.

    python benchmarks/fit_acts.py FOLDER [--out FILE] [--cache FOLDER]

Fitted on: the utterances that ship with the product (`calibrations/utterances/`), three quarters of
`benchmarks/judgement/dev/acts.jsonl`, the small-talk, yes, no and repeat intents of clinc150 (CC BY 3.0), and as questions:
clinc150's other intents, the `calib` splits of squad2, natural and stackfaq, and xsid's requests. FOLDER holds these sets. The
last quarter of acts.jsonl, squad2 test, natural test and `benchmarks/judgement/dev/questions.jsonl` are reported. The shipped
file is then fitted on all of acts.jsonl too. Only the fitted numbers and single words are kept, no text.
"""

import argparse
import json
import random
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fitting import Array
from sets import local_vectors, read_rows

import orchestrator.adapters.models.calibrations as shipped
from orchestrator.adapters.models.calibrations import load_utterances
from orchestrator.adapters.models.embedding.minilm.identity import WIDTH
from orchestrator.cli.evaluation.sets import Vectors
from orchestrator.domain.message.acts.features import BUCKETS, piece_weight, read_pieces, read_words
from orchestrator.domain.message.acts.head import OTHERS, ActHead, read_others
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.acts.phrases import make_phrases
from orchestrator.domain.message.acts.reading import ActReader
from orchestrator.domain.message.acts.situation import Situation

NAME = "all-MiniLM-L6-v2"
DAY = "2026-11-28"
OWN = Path(__file__).parent / "judgement" / "dev"
ACTS = tuple(Act)
SEED = 14
FRAGMENTS = 2500
CHECKED = 0.25
"""Share of acts.jsonl that is left out for the report."""
STEPS, RATE, RIDGE = 300, 0.05, 2e-5
EMBEDDING_WEIGHT = 4.0
"""The embedding is multiplied by it in the fit, so that its 384 numbers weigh as much as the pieces."""
CLINC = {
    "yes": Act.accept,
    "no": Act.decline,
    "thank_you": Act.thanks,
    "greeting": Act.greeting,
    "goodbye": Act.farewell,
    "are_you_a_bot": Act.are_you_a_bot,
    "what_can_i_ask_you": Act.what_can_you_do,
    "what_is_your_name": Act.who_are_you,
    "who_do_you_work_for": Act.who_are_you,
    "who_made_you": Act.who_are_you,
    "repeat": Act.repeat,
}
SKIPPED = {"maybe", "cancel", "where_are_you_from", "how_old_are_you", "what_are_your_hobbies", "user_name", "change_user_name",
           "change_ai_name", "meaning_of_life", "tell_joke", "fun_fact", "do_you_have_pets"}  # fmt: skip
"""Intents that are neither a question for a creator nor one of the acts."""
HERE = {
    Act.accept: Situation(has_offer=True, was_answered=True),
    Act.decline: Situation(has_offer=True, was_answered=True),
    Act.choose: Situation(subjects=("A", "B", "C"), asked_back=True),
    Act.status: Situation(waits=True, was_passed_on=True, was_answered=True),
    Act.withdraw: Situation(waits=True, was_passed_on=True, was_answered=True),
    Act.add: Situation(waits=True, waits_here=True, was_passed_on=True, was_answered=True),
    Act.rephrase: Situation(was_answered=True),
    Act.not_answered: Situation(was_answered=True),
    Act.simpler: Situation(was_answered=True),
    Act.repeat: Situation(has_reply=True, was_answered=True),
}
"""Where people say what is checked: after an offer, a choice, an acceptance, an answer."""
EVERYWHERE = Situation(
    has_offer=True, subjects=("A", "B"), waits=True, waits_here=True, was_passed_on=True, was_answered=True, has_reply=True
)


@dataclass(frozen=True)
class Example:
    text: str
    act: Act
    language: str = "en"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "orchestrator")
    arguments = parser.parse_args()
    vectors = local_vectors(arguments.cache)
    fitted_on, own = read_examples(arguments.folder), read_own()
    random.Random(SEED).shuffle(own)
    checked = own[: round(len(own) * CHECKED)]
    report(fit(fitted_on + own[len(checked) :], vectors), checked, arguments.folder, vectors)
    file = arguments.out or Path(shipped.__file__).parent / f"acts-{NAME}.json"
    file.write_text(json.dumps(fit(fitted_on + own, vectors)) + "\n", encoding="utf-8")


def read_own() -> list[Example]:
    return [Example(row["text"], Act(row["act"]), row["language"]) for row in read_rows(OWN / "acts.jsonl")]


def read_examples(folder: Path) -> list[Example]:
    """Everything that is fitted on, besides acts.jsonl."""
    found = [Example(text, act, language) for language, utterances in load_utterances().items() for act, text in utterances]
    rows = [(row["group"], row["question"]) for row in read_rows(folder / "clinc150" / "bank.jsonl")]
    calib = [row for row in read_rows(folder / "clinc150" / "stream.jsonl") if row["split"] == "calib"]
    rows += [(row["latent_group"] or "", row["text"]) for row in calib]
    some = random.Random(SEED)
    found += [Example(text, CLINC[group]) for group, text in rows if group in CLINC]
    others = [text for group, text in rows if group not in CLINC and group not in SKIPPED]
    found += [Example(text, Act.question) for text in some.sample(others, min(2200, len(others)))]
    for name, most in (("squad2", 1500), ("natural", 200), ("stackfaq", 300)):
        texts = [row["text"] for row in read_rows(folder / name / "stream.jsonl") if row["split"] == "calib"]
        found += [Example(text, Act.question) for text in some.sample(texts, min(most, len(texts)))]
    requests = read_rows(folder / "xsid" / "labels.jsonl")
    found += [Example(row["text"], Act.question, row["lang"]) for row in some.sample(requests, 1800)]
    return found + fragments(found, some)


def fragments(examples: list[Example], some: random.Random) -> list[Example]:
    """One or two words out of questions, as people type them into a search box: they name a subject and are no act."""
    acting = {word for each in examples if each.act is not Act.question for word in read_words(each.text)}
    found = []
    for each in some.sample([each for each in examples if each.act is Act.question], FRAGMENTS):
        words = each.text.split()
        at = some.randrange(len(words))
        piece = " ".join(words[at : at + some.choice((1, 2, 3))])
        if any(word not in acting for word in read_words(piece)):
            found.append(Example(piece, Act.question, each.language))
    return found


def fit(examples: list[Example], vectors: Vectors) -> dict[str, object]:
    """The mapping of an ActHead."""
    acting = Counter(word for each in examples if each.act is not Act.question for word in set(read_words(each.text)))
    known, shared = frozenset(acting), frozenset(word for word, count in acting.items() if count > 1)
    inputs = np.zeros((len(examples), WIDTH + BUCKETS + OTHERS), dtype=np.float32)
    embedded = vectors.of([each.text for each in examples])
    inputs[:, :WIDTH] = np.asarray(embedded, dtype=np.float32) * EMBEDDING_WEIGHT
    for at, each in enumerate(examples):
        found = read_pieces(each.text)
        inputs[at, [WIDTH + bucket for bucket in found]] = piece_weight(len(found)) * 4.0
        # An utterance does not make its own words known.
        inputs[at, WIDTH + BUCKETS :] = read_others(each.text, (known if each.act is Act.question else shared).__contains__)
    labels = np.array([ACTS.index(each.act) for each in examples])
    weights = fit_softmax(inputs, labels)
    return mapping_of(weights, frozenset(acting))


def fit_softmax(inputs: Array, labels: Array) -> Array:
    """(features + 1, acts) weights by Adam over all rows; rows of a rare act count more, by the root of their number."""
    counts = np.bincount(labels, minlength=len(ACTS)).astype(np.float64)
    row_weights = (1 / np.sqrt(counts))[labels]
    row_weights = (row_weights / row_weights.sum()).astype(np.float32)
    weights = np.zeros((inputs.shape[1] + 1, len(ACTS)), dtype=np.float32)
    target = np.eye(len(ACTS), dtype=np.float32)[labels]
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = inputs @ weights[:-1] + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        error = (shares - target) * row_weights[:, None]
        slope = np.vstack([inputs.T @ error, error.sum(axis=0)[None]])
        slope[:-1] += RIDGE * weights[:-1]
        first += 0.1 * (slope - first)
        second += 0.01 * (slope * slope - second)
        rate = RATE * (1 if step < STEPS * 0.7 else 0.2)
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-7)
    return weights


def mapping_of(weights: Array, words: frozenset[str]) -> dict[str, object]:
    pieces = weights[WIDTH : WIDTH + BUCKETS] * 4.0
    scale = float(np.abs(pieces).max() / 127)
    steps = (np.clip(np.round(pieces / scale), -127, 127) + 128).astype(np.uint8)
    return {
        "embedder": NAME,
        "acts": [act.value for act in ACTS],
        "embedding": [[round(float(each) * EMBEDDING_WEIGHT, 3) for each in weights[:WIDTH, at]] for at in range(len(ACTS))],
        "pieces": [b64encode(steps[:, at].tobytes()).decode() for at in range(len(ACTS))],
        "piece_scale": scale,
        "others": [[round(float(each), 4) for each in weights[WIDTH + BUCKETS : -1, at]] for at in range(len(ACTS))],
        "bias": [round(float(each), 4) for each in weights[-1]],
        "words": " ".join(sorted(words)),
        "provenance": f"Own utterances, clinc150 (CC BY 3.0), squad2, natural, stackfaq, xsid; {DAY}; python benchmarks/fit_acts.py FOLDER",
    }


def report(mapping: dict[str, object], checked: list[Example], folder: Path, vectors: Vectors) -> None:
    phrases = make_phrases(pair for pairs in load_utterances().values() for pair in pairs)
    for name, reader in (("exact phrases alone", ActReader(phrases)), ("with the head", ActReader(phrases, ActHead.from_mapping(mapping)))):
        print(f"\n{name}: right by language")
        right, total, errors = Counter[str](), Counter[str](), list[str]()
        for each, vector in zip(checked, vectors.of([each.text for each in checked]), strict=True):
            read = reader.read(each.text, list(map(float, vector)), HERE.get(each.act, Situation()))
            for key in (each.language, f"{each.act.value:16}", "all"):
                total[key] += 1
                right[key] += read is each.act
            if read is not each.act:
                errors.append(f"  {each.language} {each.act.value} read as {read.value}: {each.text}")
        print("\n".join(f"{key}: {right[key]} of {total[key]}" for key in sorted(total)))
        if reader.head:
            print("\n".join(sorted(errors)))
        for kind, texts in questions(folder).items():
            for place, situation in (("nothing open", Situation()), ("everything open", EVERYWHERE)):
                taken = [
                    (text, act)
                    for text, vector in zip(texts, vectors.of(texts), strict=True)
                    if (act := reader.read(text, list(map(float, vector)), situation)) is not Act.question
                ]
                print(f"{kind}, {place}: {len(taken)} of {len(texts)} questions taken for an act ({len(taken) / len(texts):.2%})")
                print("\n".join(f"    {act.value}: {text}" for text, act in taken[:6]))


def questions(folder: Path) -> dict[str, list[str]]:
    found = {"own questions": [row["question"] for row in read_rows(OWN / "questions.jsonl")]}
    for name in ("squad2", "natural"):
        found[f"{name} test"] = [row["text"] for row in read_rows(folder / name / "stream.jsonl") if row["split"] == "test"]
    return found


if __name__ == "__main__":
    main()
