"""Questions with vectors of a second model, which reads many languages. A job embeds those that exist."""

from alembic import op

revision = "0022_multilingual_vectors"
down_revision = "0021_asking"

DELTA = """
DROP FUNCTION IF EXISTS hot_search(text, uuid, text, text, halfvec, integer, text);
CREATE TABLE multilingual_vectors (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    layer_rank smallint NOT NULL,
    id uuid NOT NULL,
    part_of uuid NOT NULL,
    language text,
    embedding halfvec(512) STORAGE MAIN,
    PRIMARY KEY (avee_id, layer_rank, id),
    CHECK ((language IS NULL) = (embedding IS NULL))
);
CREATE INDEX multilingual_vectors_missing ON multilingual_vectors (avee_id, id) WHERE embedding IS NULL;
CREATE INDEX multilingual_vectors_other ON multilingual_vectors (avee_id) WHERE id = part_of AND language NOT IN ('en', '');

ALTER TABLE multilingual_vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE multilingual_vectors FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON multilingual_vectors TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator_reads ON multilingual_vectors FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY creator_embeds ON multilingual_vectors FOR UPDATE
    USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON multilingual_vectors FOR SELECT
    USING (avee_id = (SELECT current_avee()) AND layer_rank <= (SELECT layer_rank(visible_layer())));

INSERT INTO multilingual_vectors (avee_id, layer_rank, id, part_of)
SELECT avee_id, layer_rank, id, part_of FROM search_vectors WHERE kind = 'answer';
"""


def upgrade() -> None:
    op.execute(DELTA)
