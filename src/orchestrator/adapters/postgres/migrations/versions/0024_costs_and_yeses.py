"""What became of each message that a stored answer may fit, kept where it can be counted without reading the evidence; cards and
phrasings of wordings that askers confirmed."""

from alembic import op

revision = "0024_costs_and_yeses"
down_revision = "0023_answer_conflicts"

DELTA = """
ALTER TABLE orchestrator_decisions ADD COLUMN reuse text GENERATED ALWAYS AS (CASE
    WHEN rule = 'known_question' AND evidence -> 'signals' ->> 'is_confirmed' = 'true' THEN 'yes'
    WHEN rule = 'known_question' AND evidence ->> 'is_unmistakable' = 'true' THEN 'words'
    WHEN rule = 'known_question' THEN 'score'
    WHEN rule = 'close_question' THEN 'asked'
    WHEN rule IN ('worth_asking', 'gate_closed') AND evidence -> 'close' <> '[]' THEN 'waited' END) STORED;
CREATE INDEX orchestrator_decisions_reuse ON orchestrator_decisions (avee_id, created_at)
    INCLUDE (reuse, id, message_id, part, user_id) WHERE reuse IS NOT NULL;
CREATE INDEX close_questions_created_at ON close_questions (avee_id, created_at) INCLUDE (message_id, answer_id, verdict, user_id);
ALTER TABLE phrasings DROP CONSTRAINT phrasings_origin_check;
ALTER TABLE phrasings ADD CONSTRAINT phrasings_origin_check CHECK (origin IN ('card', 'group', 'picked', 'model', 'askers'));
ALTER TABLE trust_cards DROP CONSTRAINT trust_cards_kind_check;
ALTER TABLE trust_cards ADD CONSTRAINT trust_cards_kind_check CHECK (kind IN ('audit', 'suggestion', 'confirmed'));
"""


def upgrade() -> None:
    op.execute(DELTA)
