-- The public profile with this handle; none of an account that was never confirmed after signing up, nor of a guest.
CREATE OR REPLACE FUNCTION find_profile(p_handle text) RETURNS TABLE (id uuid, handle text, display_name text, avatar text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id, handle, display_name, avatar FROM users WHERE handle = p_handle AND NOT is_pending AND guest_of IS NULL $$;
