-- A changed answer starts without verdicts.
CREATE OR REPLACE FUNCTION forget_verdicts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    NEW.times_right := 0;
    NEW.times_wrong := 0;
    RETURN NEW;
END
$$;
