"""People who ask without an account: guests of one agent, their limits, and what remains of them when they are erased."""

from alembic import op

revision = "0029_guests"
down_revision = "0028_identities"

DELTA = """
ALTER TABLE users ADD COLUMN guest_of uuid;
ALTER TABLE users ADD CONSTRAINT users_guest_is_open CHECK (guest_of IS NULL OR NOT is_pending);
ALTER TABLE users ADD CONSTRAINT users_guest_of_fkey FOREIGN KEY (guest_of) REFERENCES avees ON DELETE CASCADE;
DROP INDEX users_email;
CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE NOT is_pending AND guest_of IS NULL;
CREATE INDEX users_guests ON users (guest_of, created_at);

-- The files of functions are applied after this; these two are needed by the policies.
CREATE OR REPLACE FUNCTION asked_as_guest() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT guest_of FROM users WHERE id = current_person() $$;
CREATE OR REPLACE FUNCTION is_guest(p_user uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT EXISTS (SELECT 1 FROM users WHERE id = p_user AND guest_of IS NOT NULL) $$;
CREATE POLICY guests ON users AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK (guest_of IS NOT DISTINCT FROM (SELECT asked_as_guest()));
CREATE POLICY no_guests ON avees AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);
CREATE POLICY no_guests ON identities AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);
CREATE POLICY no_guests ON api_tokens AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);
CREATE POLICY no_guests ON known_devices AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);
CREATE POLICY no_guests ON notification_targets AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT asked_as_guest()) IS NULL);
CREATE POLICY no_guests ON avee_members AS RESTRICTIVE FOR INSERT WITH CHECK (NOT is_guest(user_id));
CREATE POLICY guests ON conversations AS RESTRICTIVE
    USING ((SELECT asked_as_guest()) IS NULL OR avee_id = (SELECT asked_as_guest()))
    WITH CHECK ((SELECT asked_as_guest()) IS NULL OR (avee_id = (SELECT asked_as_guest()) AND kind = 'agent'));

-- The rules of an agent that exists are not widened: a question of a guest reaches its creator once they allow that.
ALTER TABLE orchestrator_configs
    ALTER COLUMN allowed_user_tiers SET DEFAULT '["free", "follower", "paid", "guest"]',
    ADD COLUMN guests_enabled boolean NOT NULL DEFAULT true,
    ADD COLUMN guest_messages_per_day integer NOT NULL DEFAULT 20 CHECK (guest_messages_per_day >= 0),
    ADD COLUMN guest_escalations_per_day integer NOT NULL DEFAULT 3 CHECK (guest_escalations_per_day >= 0),
    ADD COLUMN guest_escalations_per_week integer NOT NULL DEFAULT 15 CHECK (guest_escalations_per_week >= 0);
UPDATE orchestrator_config_versions SET config = config || '{"guests_enabled": true, "guest_messages_per_day": 20,
    "guest_escalations_per_day": 3, "guest_escalations_per_week": 15}';

ALTER TABLE mails DROP CONSTRAINT mails_kind_check;
ALTER TABLE mails ADD CONSTRAINT mails_kind_check
    CHECK (kind IN ('confirmation', 'password_reset', 'new_address', 'address_changed', 'answers', 'digest', 'guest_return'));
ALTER TABLE mail_links DROP CONSTRAINT mail_links_purpose_check;
ALTER TABLE mail_links ADD CONSTRAINT mail_links_purpose_check
    CHECK (purpose IN ('confirmation', 'password_reset', 'new_address', 'address_changed', 'guest_return'));

CREATE TABLE guest_upgrades (
    account_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    guest_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX guest_upgrades_guest_id ON guest_upgrades (guest_id);
ALTER TABLE guest_upgrades ENABLE ROW LEVEL SECURITY;
ALTER TABLE guest_upgrades FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON guest_upgrades TO CURRENT_USER USING (true) WITH CHECK (true);

DROP FUNCTION IF EXISTS find_person(bytea);
DROP FUNCTION IF EXISTS get_public_avees(text, uuid[]);
"""


def upgrade() -> None:
    op.execute(DELTA)
