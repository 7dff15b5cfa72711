-- Notes that the questions of an active answer are to be compared with those of the others. The first note of an avee
-- starts the job at once. Where there is a note already, its job runs or will soon: the note is held until this transaction
-- has committed, so the job cannot delete it and look for others before it sees the new one. A note that is being deleted does
-- not count; nothing waits for that, since the job changes answers afterwards.
CREATE OR REPLACE FUNCTION note_uncompared() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    changed jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    avee uuid := (changed ->> 'avee_id')::uuid;
    is_first boolean;
BEGIN
    PERFORM FROM uncompared_answers WHERE avee_id = avee LIMIT 1 FOR KEY SHARE SKIP LOCKED;
    is_first := NOT FOUND;
    -- The answer of a phrasing may be gone with it.
    INSERT INTO uncompared_answers (avee_id, answer_id)
    SELECT c.avee_id, c.id FROM canonical_answers c
    WHERE c.avee_id = avee AND c.id = (changed ->> CASE TG_TABLE_NAME WHEN 'phrasings' THEN 'answer_id' ELSE 'id' END)::uuid
    AND c.state = 'active'
    ON CONFLICT (avee_id, answer_id) DO UPDATE SET marked_at = clock_timestamp();
    IF FOUND AND is_first THEN
        PERFORM enqueue_job('upkeep', 'compare_answers', '{}');
    END IF;
    RETURN NULL;
END
$$;
