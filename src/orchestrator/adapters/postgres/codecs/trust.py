"""Encoding a trust state: the column `trust_states.state`. `decode_trust_snapshot` and the SQL function
`count_voided` read it."""

from dataclasses import asdict
from typing import Any

from orchestrator.ports.stores.trust import StoredTrust


def encode_trust_state(state: StoredTrust) -> dict[str, Any]:
    """The fields of `reuse` are at the top level, those of `documents` under the key `documents`."""
    return asdict(state.reuse) | {
        "matches_per_day": state.matches_per_day,
        "scorer": state.scorer,
        "documents": asdict(state.documents.state) | {"level": state.documents.level},
    }
