-- How far each mailbox of IMAP_URL was read, so that no message is read twice and none is missed.
CREATE TABLE mailbox_positions (
    -- Its user, host and folder.
    mailbox text PRIMARY KEY,
    -- UIDVALIDITY: with another one, the mailbox began to count its messages anew.
    uid_validity bigint NOT NULL,
    last_uid bigint NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Reached by get_mailbox_position() and set_mailbox_position() alone: the runtime role has no right to it.
ALTER TABLE mailbox_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE mailbox_positions FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON mailbox_positions TO CURRENT_USER USING (true) WITH CHECK (true);
