-- Counts the reuses in uncounted_reuses, for answers that are not reused again soon. An answer's row is locked before
-- its notes, in the order of count_reuse(), so the two cannot deadlock; an answer that another transaction is counting
-- is left for the next run.
CREATE OR REPLACE FUNCTION count_reuses() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    WITH free AS MATERIALIZED (
        SELECT a.avee_id, a.id FROM canonical_answers a
        WHERE EXISTS (SELECT FROM uncounted_reuses u WHERE u.avee_id = a.avee_id AND u.answer_id = a.id)
        FOR NO KEY UPDATE SKIP LOCKED
    ), noted AS (
        DELETE FROM uncounted_reuses u USING free WHERE u.avee_id = free.avee_id AND u.answer_id = free.id RETURNING u.avee_id, u.answer_id
    )
    UPDATE canonical_answers a SET times_reused = times_reused + n.times
    FROM (SELECT avee_id, answer_id, count(*) AS times FROM noted GROUP BY avee_id, answer_id) n
    WHERE a.avee_id = n.avee_id AND a.id = n.answer_id
$$;
