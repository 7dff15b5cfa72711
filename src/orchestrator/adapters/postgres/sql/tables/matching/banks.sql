-- The centre of an avee's answers as each layer sees them: the mean of the first 200 by the key, which is close to that of all. Kept,
-- as every search needs it and few answers change it.
CREATE TABLE banks (
    avee_id uuid NOT NULL REFERENCES avees ON DELETE CASCADE,
    depth smallint NOT NULL,
    answers bigint NOT NULL DEFAULT 0,
    -- Without a width, so that another embedding model needs no other column.
    centre halfvec,
    -- The last of the 200; answers after it change nothing.
    last_depth smallint,
    last_id uuid,
    PRIMARY KEY (avee_id, depth)
);

ALTER TABLE banks ENABLE ROW LEVEL SECURITY;
ALTER TABLE banks FORCE ROW LEVEL SECURITY;
CREATE POLICY schema_owner ON banks TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY creator ON banks FOR SELECT USING (avee_id IN (SELECT owned_avees()));
CREATE POLICY asker ON banks FOR SELECT USING (avee_id = (SELECT current_avee()) AND depth <= (SELECT depth(reach())));

-- Written by triggers alone.
GRANT SELECT ON banks TO {runtime_role};
