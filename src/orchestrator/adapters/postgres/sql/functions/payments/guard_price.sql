-- The price of an offer, what is private about it and the place that it keeps are changed by functions of the schema's owner alone.
CREATE OR REPLACE FUNCTION guard_price() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'the price of an offer stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
