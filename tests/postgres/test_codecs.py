"""What is kept as JSON is read back as it was."""

import json

from orchestrator.adapters.postgres.codecs.trust import decode_trust_state, encode_trust_state
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.trust.ladder import read_documents_trust
from orchestrator.domain.trust.proofs import Expected, Label
from orchestrator.domain.trust.rules import trust_rules
from orchestrator.domain.trust.standing import read_trust_state
from orchestrator.ports.stores.trust import StoredTrust


def test_trust_is_read_back_as_it_was_stored() -> None:
    policy = Policy()
    labels = [Label(0.9, is_wrong=number == 3, is_served=True) for number in range(20)]
    pooled = (Expected(0.95, 0.01, 20.0), Expected(0.85, 0.03, 20.0))
    stored = StoredTrust(read_trust_state(labels, trust_rules(policy), pooled), read_documents_trust(labels, policy), 2.5, "minilm")
    encoded = json.loads(json.dumps(encode_trust_state(stored)))
    assert decode_trust_state(encoded) == stored
    # Read by the database too.
    assert (encoded["voided"], encoded["documents"]["voided"]) == (stored.reuse.voided, stored.documents.standing.voided)
