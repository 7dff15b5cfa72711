-- The one agent that the person may ask as its guest, or as somebody whom its creator's site signed; NULL for a person with an
-- account, and for nobody.
CREATE OR REPLACE FUNCTION asked_as_guest() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT guest_of FROM users WHERE id = current_person() $$;
