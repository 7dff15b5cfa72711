-- Questions accepted in the last `hours` hours that count against the quota, and the places that are kept while somebody pays. Served by
-- escalation_queue_used and escalation_queue_places.
CREATE OR REPLACE FUNCTION get_escalation_count(avee_id uuid, hours integer) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT count(*) FROM escalation_queue q
        WHERE q.avee_id = get_escalation_count.avee_id AND NOT q.free_of_quota
        AND q.accepted_at > now() - make_interval(hours => get_escalation_count.hours))
        + (SELECT count(*) FROM escalation_queue k
           WHERE k.avee_id = get_escalation_count.avee_id AND k.status = 'pending' AND k.place_until > now());
END
$$;
