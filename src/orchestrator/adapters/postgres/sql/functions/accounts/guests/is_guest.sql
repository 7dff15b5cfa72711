-- Whether this is a guest, who has no account and whom no site signed.
CREATE OR REPLACE FUNCTION is_guest(p_user uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT EXISTS (SELECT 1 FROM users WHERE id = p_user AND guest_of IS NOT NULL AND site_subject IS NULL) $$;
