-- Copies an answer's layer and state to its aliases and examples. An alias that a model confirmed stays off while the policy does not
-- use those.
CREATE OR REPLACE FUNCTION pass_reach_on() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE answer_aliases SET layer = NEW.layer,
        state = CASE WHEN origin = 'model' AND NOT (SELECT model_confirms_matches FROM orchestrator_configs c WHERE c.avee_id = NEW.avee_id)
                THEN 'off' ELSE NEW.state END
    WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    UPDATE answer_examples SET layer = NEW.layer, state = NEW.state WHERE avee_id = NEW.avee_id AND answer_id = NEW.id;
    RETURN NULL;
END
$$;
