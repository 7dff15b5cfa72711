"""`trust_states.standing`: where trust stands, as jsonb. Read by `decode_trust_snapshot`, and in SQL by `count_voided`."""

from dataclasses import asdict
from typing import Any

from orchestrator.ports.stores.trust import StoredTrust


def encode_trust_state(state: StoredTrust) -> dict[str, Any]:
    """The fields of `reuse` stand at the top, those of `documents` under its name."""
    return asdict(state.reuse) | {
        "matches_per_day": state.matches_per_day,
        "scorer": state.scorer,
        "documents": asdict(state.documents.state) | {"level": state.documents.level},
    }
