-- Counts deleted decisions, so that the metrics still know of them; nothing where the whole agent is deleted.
CREATE OR REPLACE FUNCTION keep_past_counts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    INSERT INTO past_counts AS p (avee_id, bin_at, path, is_small_talk, messages)
    SELECT g.avee_id, date_bin('15 minutes', g.created_at, '2000-01-01Z'), g.decision_path,
        g.decision_path = 'A' AND g.rule IN ('small_talk', 'reply_to_agent'), count(*)
    FROM gone g JOIN avees a ON a.id = g.avee_id
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (avee_id, bin_at, path, is_small_talk) DO UPDATE SET messages = p.messages + excluded.messages;
    RETURN NULL;
END
$$;
