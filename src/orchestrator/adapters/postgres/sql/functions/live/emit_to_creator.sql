-- Writes an event that concerns only the team (documents, canonical answers, the policy), and delivers it to the webhooks.
CREATE OR REPLACE FUNCTION emit_to_creator(p_avee uuid, p_kind text, p_ids jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM emit_event(team_of(p_avee, 'viewer'), p_kind, p_ids);
    PERFORM add_webhook_deliveries(p_avee, p_kind, p_ids);
END
$$;
