"""Encoding a trust state: the column `trust_states.state`. `decode_trust_snapshot` and the SQL function
`count_voided` read it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from orchestrator.domain.trust.own_start import NOT_YET, OwnStart
from orchestrator.ports.stores.trust.cards import StoredTrust


def encode_trust_state(state: StoredTrust) -> dict[str, Any]:
    """The fields of `reuse` are at the top level, those of `documents` under the key `documents`."""
    return asdict(state.reuse) | {
        "matches_per_day": state.matches_per_day,
        "scorer": state.scorer,
        "own": asdict(state.own),
        "documents": asdict(state.documents.state) | {"level": state.documents.level},
    }


def decode_own_start(raw: Mapping[str, Any] | None, scorer: str) -> OwnStart:
    """The start that was saved for this scorer. Scores of another one say nothing about where its scores lie.

    `raw` is `trust_states.state`; None before the creator's first verdict.
    """
    if raw is None or raw["scorer"] != scorer or "own" not in raw:
        return NOT_YET
    return OwnStart(raw["own"]["score"], raw["own"]["labels"])
