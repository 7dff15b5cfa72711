"""Sentences of passages with vectors. Documents that were read before get theirs by a job."""

from alembic import op

revision = "0012_passage_sentences"
down_revision = "0011_additions"

STATEMENTS = (
    "ALTER TABLE documents ADD COLUMN has_sentences boolean NOT NULL DEFAULT false",
    "CREATE INDEX documents_without_sentences ON documents (id) WHERE status = 'ready' AND NOT has_sentences",
    """
    CREATE TABLE passage_sentences (
        avee_id uuid NOT NULL,
        passage_id uuid NOT NULL,
        position integer NOT NULL,
        layer layer NOT NULL,
        content text NOT NULL,
        embedding halfvec({width}) STORAGE MAIN NOT NULL,
        PRIMARY KEY (avee_id, passage_id, position),
        FOREIGN KEY (avee_id, passage_id) REFERENCES passages ON DELETE CASCADE
    )
    """,
    "ALTER TABLE passage_sentences ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE passage_sentences FORCE ROW LEVEL SECURITY",
    "CREATE POLICY schema_owner ON passage_sentences TO CURRENT_USER USING (true) WITH CHECK (true)",
    """
    CREATE POLICY creator ON passage_sentences
        USING (avee_id IN (SELECT owned_avees())) WITH CHECK (avee_id IN (SELECT owned_avees()))
    """,
    """
    CREATE POLICY asker ON passage_sentences FOR SELECT
        USING (avee_id = (SELECT current_avee()) AND layer <= (SELECT visible_layer()))
    """,
)


def upgrade() -> None:
    (width,) = op.get_bind().exec_driver_sql("SELECT width FROM embedding_model").one()
    for statement in STATEMENTS:
        op.execute(statement.replace("{width}", str(width)))
