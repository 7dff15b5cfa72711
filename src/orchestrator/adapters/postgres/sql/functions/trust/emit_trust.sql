-- Tells the creator when answers that went wrong void the trust proven so far.
CREATE OR REPLACE FUNCTION emit_trust() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    before integer := 0;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := count_voided(OLD.state);
    END IF;
    IF count_voided(NEW.state) > before THEN
        PERFORM emit_to_creator(NEW.avee_id, 'trust.voided', jsonb_build_object('avee_id', NEW.avee_id));
        PERFORM add_notification((SELECT owner_id FROM avees WHERE id = NEW.avee_id), 'trust_voided', NEW.avee_id, NULL, gen_random_uuid());
    END IF;
    RETURN NULL;
END
$$;
