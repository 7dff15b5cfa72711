-- Who the person is at the site of the agent's creator; NULL for everybody whom no site signed.
CREATE OR REPLACE FUNCTION signed_subject() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT site_subject FROM users WHERE id = current_person() $$;
