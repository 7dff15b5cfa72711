-- A new avee's banks, one for each layer.
CREATE OR REPLACE FUNCTION open_banks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    INSERT INTO banks (avee_id, depth) SELECT NEW.id, generate_series(0, 2);
    RETURN NULL;
END
$$;
