"""Accounts that wait for their confirmation, changes of an address, and what is shown of signed-in browsers."""

from alembic import op

revision = "0027_accounts"
down_revision = "0026_large_vectors"

DELTA = """
ALTER TABLE users ADD COLUMN is_pending boolean NOT NULL DEFAULT false;
DROP INDEX users_email;
CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE NOT is_pending;
CREATE INDEX users_pending ON users (lower(email), created_at) WHERE is_pending;
ALTER TABLE user_sessions ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE user_sessions ADD COLUMN browser text NOT NULL DEFAULT '';
ALTER TABLE mails DROP CONSTRAINT mails_kind_check;
ALTER TABLE mails ADD CONSTRAINT mails_kind_check
    CHECK (kind IN ('confirmation', 'password_reset', 'new_address', 'address_changed', 'answers', 'digest'));
CREATE INDEX mails_address ON mails (lower(address), created_at);
ALTER TABLE mail_links DROP CONSTRAINT mail_links_purpose_check;
ALTER TABLE mail_links ADD CONSTRAINT mail_links_purpose_check
    CHECK (purpose IN ('confirmation', 'password_reset', 'new_address', 'address_changed'));
"""


def upgrade() -> None:
    op.execute(DELTA)
