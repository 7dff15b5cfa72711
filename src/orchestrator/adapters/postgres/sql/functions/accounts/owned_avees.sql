-- The avees of the person.
CREATE OR REPLACE FUNCTION owned_avees() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id FROM avees WHERE owner_id = current_person() $$;
