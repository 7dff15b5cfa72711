-- Copies an answer's layer and state to its phrasings and examples. A phrasing that a model check confirmed stays off
-- while the policy does not use such phrasings, and one that askers confirmed until the creator accepts it.
CREATE OR REPLACE FUNCTION spread_answer_layer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE phrasings SET layer = NEW.layer,
        state = CASE WHEN origin = 'model' AND NOT (SELECT model_confirms_matches FROM orchestrator_configs c WHERE c.avee_id = NEW.avee_id)
                OR origin = 'askers' AND state = 'off' THEN 'off' ELSE NEW.state END
    WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    UPDATE answer_examples SET layer = NEW.layer, state = NEW.state WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    RETURN NULL;
END
$$;
