-- Marks the wordings of a pair anew after it was found, settled or deleted, and tells the creator's programs.
CREATE OR REPLACE FUNCTION keep_shared_wordings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    pair answer_conflicts := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    PERFORM mark_shared_wordings(pair.avee_id, ARRAY[pair.first_id, pair.second_id]);
    PERFORM emit_event(team_of(pair.avee_id, 'viewer'), 'answer.compared', jsonb_build_object('avee_id', pair.avee_id));
    RETURN NULL;
END
$$;
