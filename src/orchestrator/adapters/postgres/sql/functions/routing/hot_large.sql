-- Some stored answers by the larger English model: the nearest phrasing, the mean cosine of all phrasings, and the squared
-- length of their mean. Not those of which a phrasing is not embedded yet. It runs with the caller's rights, so row-level
-- security applies; served by multilingual_vectors_part.
CREATE OR REPLACE FUNCTION hot_large(p_person text, p_avee uuid, p_layer text, p_answers uuid[], p_vector halfvec) RETURNS jsonb
LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
BEGIN
    PERFORM name_person(p_person, p_avee::text, p_layer);
    RETURN (
        SELECT coalesce(jsonb_agg(to_jsonb(a)), '[]') FROM (
            SELECT v.part_of AS id, max(-(v.large <#> p_vector)) AS nearest, avg(-(v.large <#> p_vector)) AS mean,
                -(avg(v.large)::halfvec <#> avg(v.large)::halfvec) AS spread, count(*) AS phrasings
            FROM unnest(p_answers) wanted (id)
            JOIN multilingual_vectors v ON v.avee_id = p_avee AND v.part_of = wanted.id AND v.layer_rank <= layer_rank(visible_layer())
            GROUP BY v.part_of HAVING bool_and(v.large IS NOT NULL)) a);
END
$$;
