-- How many messages took which path, of decisions that were deleted: with a conversation, with an asker's account, or by the
-- agent's own rule. The metrics count them together with the decisions that are there. No text and no person.
CREATE TABLE past_counts (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    -- The quarter of an hour, as count_messages() bins them.
    bin_at timestamptz NOT NULL,
    path text NOT NULL CHECK (path IN ('A', 'B', 'C', 'D', 'E', 'F')),
    is_small_talk boolean NOT NULL,
    messages bigint NOT NULL,
    PRIMARY KEY (avee_id, bin_at, path, is_small_talk)
);

ALTER TABLE past_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE past_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON past_counts TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON past_counts FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));

GRANT SELECT ON past_counts TO {runtime_role};
