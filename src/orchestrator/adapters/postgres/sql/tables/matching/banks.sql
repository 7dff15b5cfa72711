-- The centre of an avee's answers for each layer: the mean of the first 200 by the key, which is close to the mean of
-- all. It is stored because every search needs it and few answers change it.
CREATE TABLE banks (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    layer_rank smallint NOT NULL,
    answers bigint NOT NULL DEFAULT 0,
    -- Without a width, so that the column fits any embedding model.
    centre halfvec,
    -- The last of the 200; answers after it do not change the mean.
    last_layer_rank smallint,
    last_id uuid,
    PRIMARY KEY (avee_id, layer_rank)
);

ALTER TABLE banks ENABLE ROW LEVEL SECURITY;
ALTER TABLE banks FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON banks TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY team_reads ON banks FOR SELECT USING (avee_id IN (SELECT team_avees('viewer')));
CREATE POLICY asker ON banks FOR SELECT USING (avee_id = (SELECT current_avee()) AND layer_rank <= (SELECT layer_rank(visible_layer())));

-- Written by triggers alone.
GRANT SELECT ON banks TO {runtime_role};
