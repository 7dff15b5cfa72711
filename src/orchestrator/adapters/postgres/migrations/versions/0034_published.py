"""Answers that anybody may read: whether one is published, since when, and its address. An index of an asker's threads with an agent."""

from alembic import op

revision = "0034_published"
down_revision = "0033_teaching"

DELTA = """
ALTER TABLE canonical_answers ADD COLUMN published boolean NOT NULL DEFAULT false,
    ADD COLUMN published_at timestamptz,
    ADD COLUMN slug text CHECK (length(slug) BETWEEN 1 AND 100),
    ADD CONSTRAINT canonical_answers_published CHECK (NOT published
        OR layer = 'public' AND state = 'active' AND is_own_wording AND slug IS NOT NULL AND published_at IS NOT NULL);
CREATE UNIQUE INDEX canonical_answers_slug ON canonical_answers (avee_id, slug) WHERE slug IS NOT NULL;
CREATE INDEX canonical_answers_by_publication ON canonical_answers (avee_id, published_at DESC, slug) WHERE published;
CREATE INDEX canonical_answers_in_sitemap ON canonical_answers (avee_id, slug) WHERE published;
DROP POLICY answerers_teach ON canonical_answers;
CREATE POLICY answerers_teach ON canonical_answers FOR INSERT WITH CHECK (avee_id IN (SELECT answering_avees()) AND NOT published);
CREATE INDEX conversations_of_asker ON conversations (user_id, avee_id, created_at DESC) WHERE kind = 'agent';
"""


def upgrade() -> None:
    op.execute(DELTA)
