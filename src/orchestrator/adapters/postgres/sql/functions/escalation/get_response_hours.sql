-- Hours between accepting and answering, the median of the creator's last 50 answers. NULL until there are three: fewer
-- are no history to promise from.
CREATE OR REPLACE FUNCTION get_response_hours(p_avee uuid) RETURNS double precision
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - accepted_at) / 3600.0)
        FROM (SELECT accepted_at, answered_at FROM escalation_queue
              WHERE avee_id = p_avee AND status = 'answered' ORDER BY accepted_at DESC LIMIT 50) last
        HAVING count(*) >= 3);
END
$$;
