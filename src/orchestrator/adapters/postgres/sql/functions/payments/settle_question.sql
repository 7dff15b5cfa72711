-- Writes what is owed for a question in the transaction that ends it: taken for an answer, else given back. Also before its row goes.
CREATE OR REPLACE FUNCTION settle_question() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE payments SET due = 'give_back'
        WHERE avee_id = OLD.avee_id AND escalation_id = OLD.id AND status IN ('required', 'held') AND due IS NULL;
        RETURN OLD;
    END IF;
    UPDATE payments SET due = CASE WHEN NEW.status = 'answered' AND status = 'held' THEN 'capture' ELSE 'give_back' END
    WHERE avee_id = NEW.avee_id AND escalation_id = NEW.id AND status IN ('required', 'held') AND due IS NULL;
    RETURN NULL;
END
$$;
