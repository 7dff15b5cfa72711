"""Retrieval after the search: how passages found by meaning and by words are ranked together, and what of them a draft is given."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from orchestrator.domain.answering.passages import PassageHit

WORDS_WEIGHT = 0.15
"""What standing first by words is worth beside the cosine; `benchmarks/retrieval.py` compares it with others."""
DRAFT_TOKENS = 1_500
"""Budget of passages for one draft, in tokens of about LETTERS_PER_TOKEN letters."""
LETTERS_PER_TOKEN = 4


def ranked(passages: Sequence[PassageHit], words_weight: float = WORDS_WEIGHT) -> tuple[PassageHit, ...]:
    """Best first by cosine plus the text rank's share of the best one's; the same content once, its best occurrence.

    Among equals the order given is kept. A passage never gets worse by a higher cosine or text rank of its own.
    """
    most = max((hit.text_rank for hit in passages), default=0.0)
    share = {id(hit): hit.text_rank / most if most > 0 else 0.0 for hit in passages}
    ordered = sorted(passages, key=lambda hit: -(hit.cosine + words_weight * share[id(hit)]))
    seen: set[str] = set()
    kept = []
    for hit in ordered:
        said = " ".join(hit.content.split())
        if said not in seen:
            seen.add(said)
            kept.append(hit)
    return tuple(kept)


def for_draft(passages: Sequence[PassageHit], budget_tokens: int = DRAFT_TOKENS) -> tuple[PassageHit, ...]:
    """What a draft is written from: the best that fit the budget, neighbours under one heading joined to one passage.

    `passages` come best first. Joined passages keep the id and the scores of the better one and stand at its
    place; at least the best passage is given, however long.
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
    """About how many tokens of a chat model a passage takes with its heading."""
    return -(-(len(hit.title) + len(hit.heading) + len(hit.content)) // LETTERS_PER_TOKEN)


def _joined(passages: Sequence[PassageHit]) -> tuple[PassageHit, ...]:
    """Only under one heading, as what is quoted is said to stand under it."""
    place = {hit.id: number for number, hit in enumerate(passages)}
    by_place = sorted((hit for hit in passages if hit.position >= 0), key=lambda hit: (str(hit.document_id), hit.position))
    joined = {hit.id: hit for hit in passages if hit.position < 0}
    for _, run in groupby(enumerate(by_place), key=lambda pair: (pair[1].document_id, pair[1].heading, pair[1].position - pair[0])):
        hits = [hit for _, hit in run]
        best = min(hits, key=lambda hit: place[hit.id])
        joined[best.id] = replace(best, content="\n\n".join(hit.content for hit in hits)) if len(hits) > 1 else best
    return tuple(sorted(joined.values(), key=lambda hit: place[hit.id]))
