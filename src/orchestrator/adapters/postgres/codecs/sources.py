"""Encoding and decoding sources: `messages.sources`, `trust_cards.sources`, and the suggestions of a decision."""

from collections.abc import Iterable, Mapping
from typing import Any

from orchestrator.adapters.postgres.codecs.scalars import decode_time, decode_uuid
from orchestrator.domain.routing.outcome import Signature, Source, SourceKind


def encode_source(source: Source) -> dict[str, Any]:
    """A dictionary for JSON; fields that the source does not have are left out."""
    raw: dict[str, Any] = {"kind": source.kind.value, "id": str(source.id), "title": source.title, "excerpt": source.excerpt}
    if source.answered_at:
        raw["answered_at"] = source.answered_at.isoformat()
    if source.document_id:
        raw["document_id"] = str(source.document_id)
    if source.version:
        raw["version"] = source.version
    if source.signature:
        raw["signature"] = {"by": source.signature.by, "line": source.signature.line}
    if source.quote:
        raw["quote"] = source.quote
    return raw


def encode_sources(sources: Iterable[Source]) -> list[dict[str, Any]]:
    return [encode_source(source) for source in sources]


def decode_source(raw: Mapping[str, Any]) -> Source:
    answered_at, document_id, signature = raw.get("answered_at"), raw.get("document_id"), raw.get("signature")
    return Source(
        kind=SourceKind(raw["kind"]),
        id=decode_uuid(raw["id"]),
        title=raw["title"],
        excerpt=raw["excerpt"],
        answered_at=decode_time(answered_at) if answered_at else None,
        document_id=decode_uuid(document_id) if document_id else None,
        version=raw.get("version"),
        signature=Signature(signature["by"], signature["line"]) if signature else None,
        quote=raw.get("quote", ""),
    )


def decode_sources(raw: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    return tuple(map(decode_source, raw))
