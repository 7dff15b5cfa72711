"""`trust_standings.standing`: where trust stands, as jsonb. Its keys are also read in SQL (`count_voided`)."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from orchestrator.domain.trust.ladder import DocumentsTrustState
from orchestrator.domain.trust.proofs import Proof
from orchestrator.domain.trust.standing import TrustState
from orchestrator.ports.stores.trust import StoredTrust


def encode_trust_state(state: StoredTrust) -> dict[str, Any]:
    """The fields of `reuse` stand at the top, those of `documents` under its name."""
    return asdict(state.reuse) | {
        "matches_per_day": state.matches_per_day,
        "scorer": state.scorer,
        "documents": asdict(state.documents.standing) | {"level": state.documents.level},
    }


def decode_trust_state(raw: Mapping[str, Any]) -> StoredTrust:
    documents = raw["documents"]
    return StoredTrust(
        reuse=_decode_state(raw),
        documents=DocumentsTrustState(_decode_state(documents), documents["level"]),
        matches_per_day=raw["matches_per_day"],
        scorer=raw["scorer"],
    )


def _decode_state(raw: Mapping[str, Any]) -> TrustState:
    plain = {field.name: raw[field.name] for field in fields(TrustState) if field.name != "proofs"}
    return TrustState(**plain, proofs=tuple(Proof(**each) for each in raw["proofs"]))
