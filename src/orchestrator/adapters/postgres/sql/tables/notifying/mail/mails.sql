-- The outbox of mail: one row for each mail, written in the transaction of what it is about. Its text is made when it is
-- sent, so that no secret of a link is stored.
CREATE TABLE mails (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    -- Also the mail's Message-ID, which stays the same over all attempts.
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN (
        'confirmation', 'password_reset', 'new_address', 'address_changed', 'invitation', 'answers', 'digest', 'guest_return')),
    address text NOT NULL,
    -- Local day of a summary; there is one a day.
    digest_on date,
    -- dropped: no longer wanted, or nothing left to say.
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed', 'dropped')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    -- The latest time of the next attempt. When it has passed, the job was lost.
    due_at timestamptz NOT NULL,
    -- A worker is sending it until then.
    claimed_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    PRIMARY KEY (user_id, id),
    CHECK ((kind = 'digest') = (digest_on IS NOT NULL))
);
CREATE UNIQUE INDEX mails_digest ON mails (user_id, digest_on) WHERE digest_on IS NOT NULL;
CREATE INDEX mails_due ON mails (due_at) WHERE status = 'waiting';
CREATE INDEX mails_created_at ON mails (user_id, created_at);
CREATE INDEX mails_id ON mails (id);
CREATE INDEX mails_address ON mails (lower(address), created_at);

ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mails TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON mails
    USING (user_id = (SELECT current_person())) WITH CHECK (user_id = (SELECT current_person()));

GRANT SELECT, INSERT, UPDATE ON mails TO {runtime_role};
