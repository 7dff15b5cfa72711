-- What is to be done about mail, as the arguments of the job for each: news that may have settled, summaries whose time has
-- come, and mails whose job was lost. Ids only. A creator's first summary comes no earlier than the first time after the
-- agent was made.
CREATE OR REPLACE FUNCTION find_due_mails(p_limit integer) RETURNS TABLE (task text, arguments jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    (SELECT DISTINCT 'plan_mail', jsonb_build_object('person', user_id) FROM mail_news
     WHERE status = 'waiting' AND due_at <= now() LIMIT p_limit)
    UNION ALL
    (SELECT 'plan_digest', jsonb_build_object('person', s.user_id)
     FROM mail_settings s CROSS JOIN LATERAL (SELECT now() AT TIME ZONE s.time_zone AS local_now) l
     WHERE l.local_now::time >= s.digest_at AND s.digest_planned_on IS DISTINCT FROM l.local_now::date
     AND EXISTS (
        SELECT 1 FROM avees a
        WHERE (a.owner_id = s.user_id
            OR a.id IN (SELECT t.avee_id FROM team_members t WHERE t.user_id = s.user_id AND t.role <> 'viewer'))
        AND a.created_at < (l.local_now::date + s.digest_at) AT TIME ZONE s.time_zone)
     LIMIT p_limit)
    UNION ALL
    (SELECT 'send_mail', jsonb_build_object('person', user_id, 'mail_id', id) FROM mails
     WHERE status = 'waiting' AND due_at <= now() AND coalesce(claimed_until <= now(), true) ORDER BY due_at LIMIT p_limit)
$$;
