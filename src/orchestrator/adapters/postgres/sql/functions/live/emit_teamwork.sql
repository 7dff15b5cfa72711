-- Tells the team that something about a question changed: a note, the shared draft, who has it open, or who is to answer it. Its
-- asker is told nothing.
CREATE OR REPLACE FUNCTION emit_teamwork() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    changed jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    avee uuid := (changed ->> 'avee_id')::uuid;
BEGIN
    PERFORM emit_event(team_of(avee, 'viewer'), 'escalation.worked_on', jsonb_build_object('avee_id', avee,
        'escalation_id', changed ->> CASE TG_TABLE_NAME WHEN 'escalation_queue' THEN 'id' ELSE 'escalation_id' END));
    RETURN NULL;
END
$$;
