-- An agent for which money is held, or is being paid, is not deleted: nobody would give it back.
CREATE OR REPLACE FUNCTION refuse_held_money() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF EXISTS (SELECT 1 FROM payments WHERE avee_id = OLD.id AND (status IN ('held', 'disputed') OR due IS NOT NULL
               OR status = 'required' AND place_until > now()))
    OR EXISTS (SELECT 1 FROM memberships WHERE avee_id = OLD.id AND (status = 'active' OR status = 'open' AND place_until > now())) THEN
        RAISE EXCEPTION 'money is held for this agent' USING ERRCODE = 'check_violation', CONSTRAINT = 'money_held';
    END IF;
    RETURN OLD;
END
$$;
