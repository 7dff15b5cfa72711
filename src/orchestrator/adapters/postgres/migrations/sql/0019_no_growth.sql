-- A shelf's vectors stand in its key, side by side. In the table each row lies where it came, among everybody's: the thousand of one avee
-- among a thousand others' were a page each, and in the key they are a hundred pages. A key of vectors wider than a third of a page is not
-- possible; those stay in the table.
CREATE FUNCTION key_quotables(p_width integer) RETURNS void LANGUAGE plpgsql SET search_path = public AS
$$
BEGIN
    ALTER TABLE quotables DROP CONSTRAINT IF EXISTS quotables_pkey;
    IF p_width <= 1200 THEN
        ALTER TABLE quotables ADD PRIMARY KEY (avee_id, kind, depth, id) INCLUDE (part_of, embedding);
    ELSE
        ALTER TABLE quotables ADD PRIMARY KEY (avee_id, kind, depth, id);
    END IF;
END
$$;
SELECT key_quotables({width});
-- Rows that no vacuum has seen are still looked up in the table: 2 % of new ones and a thousand, not 20 %.
ALTER TABLE quotables SET (autovacuum_vacuum_insert_scale_factor = 0.02);

-- What the quota counts, in every message: before, all that was ever offered was read for it, by an index made for the metrics.
CREATE INDEX escalation_queue_used ON escalation_queue (avee_id, accepted_at) WHERE accepted_at IS NOT NULL AND NOT free_of_quota;
