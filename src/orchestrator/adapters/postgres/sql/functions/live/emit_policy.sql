-- Tells of a new version of the policy.
CREATE OR REPLACE FUNCTION emit_policy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM emit_to_creator(NEW.avee_id, 'policy.changed', jsonb_build_object('avee_id', NEW.avee_id));
    RETURN NULL;
END
$$;
