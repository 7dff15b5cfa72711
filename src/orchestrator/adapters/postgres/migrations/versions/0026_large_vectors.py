"""Questions with vectors of the larger English model, where an installation has it."""

from alembic import op

revision = "0026_large_vectors"
down_revision = "0025_mail"

DELTA = """
ALTER TABLE multilingual_vectors ADD COLUMN large halfvec(768) STORAGE EXTERNAL;
CREATE INDEX multilingual_vectors_not_large ON multilingual_vectors (avee_id, id) WHERE large IS NULL;
CREATE INDEX multilingual_vectors_part ON multilingual_vectors (avee_id, part_of);
"""


def upgrade() -> None:
    op.execute(DELTA)
