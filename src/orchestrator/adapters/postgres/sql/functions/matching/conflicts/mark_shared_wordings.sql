-- Writes into the patterns and phrasings of these answers whether another answer has the same words. A pair counts for
-- askers who may see both answers: the more private layer of the two decides.
CREATE OR REPLACE FUNCTION mark_shared_wordings(p_avee uuid, p_answers uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    shared jsonb := (
        SELECT coalesce(jsonb_object_agg(w.id, jsonb_build_object('disputed', w.disputed_from, 'shared', w.shared_from)), '{}') FROM (
            SELECT wording AS id, min(seen_from) FILTER (WHERE settled_at IS NULL) AS disputed_from,
                min(seen_from) FILTER (WHERE settled_at IS NOT NULL) AS shared_from
            FROM (
                SELECT k.settled_at, k.first_wordings || k.second_wordings AS wordings,
                    greatest(layer_rank(a.layer), layer_rank(b.layer)) AS seen_from
                FROM answer_conflicts k
                JOIN canonical_answers a ON a.avee_id = k.avee_id AND a.id = k.first_id
                JOIN canonical_answers b ON b.avee_id = k.avee_id AND b.id = k.second_id
                WHERE k.avee_id = p_avee AND k.is_certain AND (k.first_id = ANY(p_answers) OR k.second_id = ANY(p_answers))) pairs
            CROSS JOIN LATERAL unnest(wordings) AS wording
            GROUP BY wording) w);
BEGIN
    UPDATE canonical_answers SET disputed_from = (shared -> id::text ->> 'disputed')::smallint,
        shared_from = (shared -> id::text ->> 'shared')::smallint
    WHERE avee_id = p_avee AND id = ANY(p_answers)
    AND (disputed_from, shared_from) IS DISTINCT FROM
        ((shared -> id::text ->> 'disputed')::smallint, (shared -> id::text ->> 'shared')::smallint);
    UPDATE phrasings SET disputed_from = (shared -> id::text ->> 'disputed')::smallint,
        shared_from = (shared -> id::text ->> 'shared')::smallint
    WHERE avee_id = p_avee AND answer_id = ANY(p_answers)
    AND (disputed_from, shared_from) IS DISTINCT FROM
        ((shared -> id::text ->> 'disputed')::smallint, (shared -> id::text ->> 'shared')::smallint);
END
$$;
