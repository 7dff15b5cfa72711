-- What a person did with their own account: signing in, tokens, the password, exports. Written and kept as agent_audit; it goes
-- with the account.
CREATE TABLE account_audit (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT make_id(),
    kind text NOT NULL CHECK (length(kind) <= 60),
    subject_id uuid,
    via text NOT NULL DEFAULT '',
    network text NOT NULL DEFAULT '',
    before jsonb,
    after jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, id)
);
CREATE INDEX account_audit_created_at ON account_audit (created_at);

ALTER TABLE account_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_audit FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON account_audit TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY myself ON account_audit FOR SELECT USING (user_id = (SELECT current_person()));

GRANT SELECT ON account_audit TO {runtime_role};
