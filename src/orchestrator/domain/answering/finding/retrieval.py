"""Ranking of the passages found by meaning and by words together, and the choice of passages for a draft."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from orchestrator.domain.answering.finding.word_matches import word_shares
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.reading import Reading

WORDS_WEIGHT = 0.05
"""Added to the closeness of the passage with the highest text rank; `benchmarks/retrieval.py` compares other values."""
SHARED_WORDS_WEIGHT = 0.2
"""Added to the closeness of a passage that holds all words of the question in one sentence, less for a share of them. Chosen on
squad2, split calib: the first passage is the right one for 85 % of the questions instead of 79 %; weights from 0.1 to 0.4
give 83 to 86 %."""
DRAFT_TOKENS = 1_500
"""Budget for the passages of one draft, in tokens of about CHARACTERS_PER_TOKEN characters."""
CHARACTERS_PER_TOKEN = 4


def ranked(
    passages: Sequence[PassageHit],
    question: Reading | None = None,
    words_weight: float = WORDS_WEIGHT,
    shared_weight: float = SHARED_WORDS_WEIGHT,
) -> tuple[PassageHit, ...]:
    """Best first, by closeness + words_weight * text rank / highest text rank + shared_weight * share of the question's words.

    Of equal contents only the nearest is kept. Equal scores keep the given order. A higher closeness or text rank never
    lowers a passage's place. Without a question, no words are shared.
    """
    highest = max((hit.text_rank for hit in passages), default=0.0)
    score = {id(hit): hit.closeness + (words_weight * hit.text_rank / highest if highest > 0 else 0.0) for hit in passages}
    kept: dict[str, PassageHit] = {}
    for hit in sorted(passages, key=lambda hit: -score[id(hit)]):
        kept.setdefault(" ".join(hit.content.split()), hit)
    found = tuple(kept.values())
    if question is None:
        return found
    shares = {id(hit): share for hit, share in zip(found, word_shares(question, found), strict=True)}
    return tuple(sorted(found, key=lambda hit: -(score[id(hit)] + shared_weight * shares[id(hit)])))


def for_draft(passages: Sequence[PassageHit], budget_tokens: int = DRAFT_TOKENS) -> tuple[PassageHit, ...]:
    """The best passages that fit the budget for a draft. Neighbours under one heading become one passage.

    `passages` must be best first. A joined passage has the id, the scores and the place of its best part. The best
    passage is always included, however long it is.
    """
    kept: list[PassageHit] = []
    left = budget_tokens
    for hit in passages:
        cost = tokens_of(hit)
        if kept and cost > left:
            continue
        kept.append(hit)
        left -= cost
    return _joined(kept)


def tokens_of(hit: PassageHit) -> int:
    """Estimated number of a chat model's tokens for a passage with its title and heading."""
    return -(-(len(hit.title) + len(hit.heading) + len(hit.content)) // CHARACTERS_PER_TOKEN)


def _joined(passages: Sequence[PassageHit]) -> tuple[PassageHit, ...]:
    """The passages with neighbours joined. Only those under one heading are, as a quote names its heading."""
    place = {hit.id: number for number, hit in enumerate(passages)}
    by_place = sorted((hit for hit in passages if hit.position >= 0), key=lambda hit: (str(hit.document_id), hit.position))
    joined = {hit.id: hit for hit in passages if hit.position < 0}
    for _, run in groupby(enumerate(by_place), key=lambda pair: (pair[1].document_id, pair[1].heading, pair[1].position - pair[0])):
        hits = [hit for _, hit in run]
        best = min(hits, key=lambda hit: place[hit.id])
        joined[best.id] = replace(best, content="\n\n".join(hit.content for hit in hits)) if len(hits) > 1 else best
    return tuple(sorted(joined.values(), key=lambda hit: place[hit.id]))
