-- Whether an active webhook of the avee follows this kind of event. Triggers on the hot path ask this before they gather what an
-- event says: one look at the few webhooks of one avee, served by the primary key of webhooks. In PL/pgSQL, which keeps the plan.
CREATE OR REPLACE FUNCTION has_webhook(p_avee uuid, p_kind text) RETURNS boolean LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN EXISTS (SELECT 1 FROM webhooks w WHERE w.avee_id = p_avee AND w.active AND w.kinds ? p_kind);
END
$$;
