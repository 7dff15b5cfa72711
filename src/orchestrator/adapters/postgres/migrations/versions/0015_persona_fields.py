"""The parts of a persona that have an effect without a chat model are columns of their own."""

from alembic import op

revision = "0015_persona_fields"
down_revision = "0014_parts"


def upgrade() -> None:
    for name, limit in (("greeting", 300), ("sign_off", 120), ("home", 200)):
        op.execute(f"ALTER TABLE avees ADD COLUMN {name} text NOT NULL DEFAULT '' CHECK (length({name}) <= {limit})")
    op.execute("ALTER TABLE avees ADD COLUMN speaks_as text NOT NULL DEFAULT 'name' CHECK (speaks_as IN ('name', 'i', 'we'))")
