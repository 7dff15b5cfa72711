"""Answers that are quoted from a passage, answers that answerers teach, and an index for the search of conversations."""

from alembic import op

revision = "0033_teaching"
down_revision = "0032_bounces"

# The index calls it.
PIECES = """
CREATE FUNCTION text_pieces(p_avee uuid, p_text text, p_from integer) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT array_append(
        ARRAY(SELECT (get_byte(t.bytes, i) << 16) | (get_byte(t.bytes, i + 1) << 8) | get_byte(t.bytes, i + 2)
              FROM generate_series(p_from, octet_length(t.bytes) - 3, 3) i),
        hashtext(p_avee::text) | (-2147483648))
    FROM (SELECT convert_to(lower(p_text), 'UTF8') AS bytes) t
$$;
"""
CHANGES = """
ALTER TABLE canonical_answers ADD COLUMN passage_id uuid, ADD COLUMN document_id uuid, ADD COLUMN document_title text,
    ADD COLUMN passage_heading text,
    ADD CHECK (num_nonnulls(passage_id, document_id, document_title, passage_heading) IN (0, 4));
CREATE INDEX canonical_answers_quoted ON canonical_answers (avee_id, document_id, passage_id) WHERE document_id IS NOT NULL;
CREATE POLICY answerers_teach ON canonical_answers FOR INSERT WITH CHECK (avee_id IN (SELECT answering_avees()));
CREATE INDEX messages_pieces ON messages USING gin (text_pieces(avee_id, content, 0)) WITH (gin_pending_list_limit = 128);
"""


def upgrade() -> None:
    op.execute(PIECES)
    op.execute(CHANGES)
