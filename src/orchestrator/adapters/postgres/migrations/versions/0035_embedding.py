"""Agents on other sites: who may frame them, the key by which a site signs its users, and people known by such a signature."""

from alembic import op

revision = "0035_embedding"
down_revision = "0034_published"

# A policy calls it.
SUBJECT = """
CREATE FUNCTION signed_subject() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT site_subject FROM users WHERE id = current_person() $$;
"""
DELTA = """
ALTER TABLE users ADD COLUMN site_subject text CHECK (length(site_subject) BETWEEN 1 AND 200),
    ADD CONSTRAINT users_signed_asks_one_agent CHECK (site_subject IS NULL OR guest_of IS NOT NULL);
CREATE UNIQUE INDEX users_site_subject ON users (guest_of, site_subject) WHERE site_subject IS NOT NULL;
ALTER TABLE avees ADD COLUMN embed_origins text[] NOT NULL DEFAULT '{}'
        CHECK (cardinality(embed_origins) <= 20 AND length(array_to_string(embed_origins, '')) <= 4000),
    ADD COLUMN embed_layer layer NOT NULL DEFAULT 'public';
ALTER TABLE avee_members ADD COLUMN is_signed boolean NOT NULL DEFAULT false;
CREATE TABLE embed_keys (
    avee_id uuid PRIMARY KEY REFERENCES avees ON DELETE CASCADE,
    secret text NOT NULL CHECK (length(secret) BETWEEN 40 AND 100),
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE embed_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE embed_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON embed_keys TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY editors ON embed_keys
    USING (avee_id IN (SELECT team_avees('editor')))
    WITH CHECK (avee_id IN (SELECT team_avees('editor')));
"""
POLICY = """
CREATE POLICY signed ON users AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK (site_subject IS NOT DISTINCT FROM (SELECT signed_subject()));
"""


def upgrade() -> None:
    op.execute(DELTA)
    op.execute(SUBJECT)
    op.execute(POLICY)
