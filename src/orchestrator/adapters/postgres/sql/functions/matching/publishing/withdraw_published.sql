-- Takes an answer off the public page.
CREATE OR REPLACE FUNCTION withdraw_published() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    NEW.published := false;
    RETURN NEW;
END
$$;
