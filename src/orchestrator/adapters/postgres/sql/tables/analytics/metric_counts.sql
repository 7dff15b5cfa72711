-- Counts over messages, kept for ten minutes: counting a million messages takes more than a second. Holds no text.
CREATE TABLE metric_counts (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    days integer NOT NULL CHECK (days > 0),
    counted_at timestamptz NOT NULL,
    counts jsonb NOT NULL,
    PRIMARY KEY (avee_id, days)
);

ALTER TABLE metric_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE metric_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON metric_counts TO CURRENT_USER USING (true) WITH CHECK (true);
-- Counts are kept by whoever reads the metrics.
CREATE POLICY team ON metric_counts
    USING (avee_id IN (SELECT team_avees('viewer')))
    WITH CHECK (avee_id IN (SELECT team_avees('viewer')));

GRANT SELECT, INSERT, UPDATE, DELETE ON metric_counts TO {runtime_role};
