-- Switches phrasings that a model check confirmed on or off, according to the policy.
CREATE OR REPLACE FUNCTION switch_model_phrasings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE phrasings x SET state = CASE WHEN NEW.model_confirms_matches THEN a.state ELSE 'off' END
    FROM canonical_answers a
    WHERE x.avee_id = NEW.avee_id AND x.origin = 'model' AND a.avee_id = x.avee_id AND a.id = x.answer_id;
    RETURN NULL;
END
$$;
