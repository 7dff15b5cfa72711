-- Who changed what of an agent. Triggers alone write it, in the transaction of the change: the running program may only read
-- it, and nobody changes or deletes an entry. It is kept for 400 days; the entries of an erased person stay without a name.
CREATE TABLE agent_audit (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    -- In the order of time, see make_id().
    id uuid NOT NULL DEFAULT make_id(),
    -- Such as 'rules.changed'.
    kind text NOT NULL CHECK (length(kind) <= 60),
    -- NULL for the program itself and for an erased person.
    person_id uuid REFERENCES users ON DELETE SET NULL,
    -- The thing that changed: a document, an answer, a webhook.
    subject_id uuid,
    -- The person whom the change is about; NULL also once they are erased.
    subject_person uuid REFERENCES users ON DELETE SET NULL,
    -- 'session' or 'token'; '' for the program itself.
    via text NOT NULL DEFAULT '',
    -- The network address, shortened to its first 24 bits (IPv6: 48); '' where there is none.
    network text NOT NULL DEFAULT '',
    -- What was there and what is there now, of the fields that changed. Never a secret or a text of a message.
    before jsonb,
    after jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (avee_id, id)
);
CREATE INDEX agent_audit_person ON agent_audit (person_id, id);
CREATE INDEX agent_audit_subject ON agent_audit (subject_person);
CREATE INDEX agent_audit_created_at ON agent_audit (created_at);

ALTER TABLE agent_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_audit FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON agent_audit TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON agent_audit FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY myself ON agent_audit FOR SELECT USING (person_id = (SELECT current_person()));

GRANT SELECT ON agent_audit TO {runtime_role};
