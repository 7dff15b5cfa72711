-- Before a priced question is accepted or answered: the money for it is held, and nothing else is due. The lock makes whoever gives it
-- back wait. What is private is never reused.
CREATE OR REPLACE FUNCTION require_payment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF NEW.is_private THEN
        NEW.reuse := false;
    END IF;
    IF NEW.price_amount > 0 OR NEW.is_private AND NEW.private_extra > 0 THEN
        PERFORM 1 FROM payments p WHERE p.avee_id = NEW.avee_id AND p.escalation_id = NEW.id AND p.status = 'held' AND p.due IS NULL FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the question is not paid' USING ERRCODE = 'check_violation', CONSTRAINT = 'not_paid';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
