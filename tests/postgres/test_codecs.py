"""Values stored as JSON are read back unchanged."""

import json

from orchestrator.adapters.postgres.codecs.facts import decode_trust_snapshot
from orchestrator.adapters.postgres.codecs.trust import decode_own_start, encode_trust_state
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.trust.ladder import read_documents_trust
from orchestrator.domain.trust.own_start import NOT_YET, OwnStart
from orchestrator.domain.trust.proofs import Label, PooledRisk, Target
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.domain.trust.state import read_trust_state
from orchestrator.ports.stores.trust.cards import StoredTrust


def test_a_stored_trust_state_is_read_back() -> None:
    policy = Policy()
    labels = [Label(0.9, is_wrong=number == 3, is_served=True) for number in range(20)]
    pooled = (PooledRisk(0.95, 0.01, 20.0), PooledRisk(0.85, 0.03, 20.0))
    reuse, documents = read_trust_state(labels, Target(policy.wrong_answers_target), pooled), read_documents_trust(labels, policy)
    encoded = json.loads(json.dumps(encode_trust_state(StoredTrust(reuse, documents, 2.5, "minilm", OwnStart(0.75, 12)))))
    expected = TrustSnapshot(reuse.threshold if reuse.is_proven else None, reuse.floor, reuse.voided, 2, 2.5, documents.level)
    assert decode_trust_snapshot(encoded, cards_today=2) == expected
    # The database reads these keys, too.
    assert (encoded["voided"], encoded["documents"]["voided"]) == (reuse.voided, documents.state.voided)
    assert decode_own_start(encoded, "minilm") == OwnStart(0.75, 12)
    assert decode_own_start(encoded, "another") == decode_own_start(None, "minilm") == NOT_YET
