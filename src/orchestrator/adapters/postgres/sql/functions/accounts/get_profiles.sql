-- The public part of these people's accounts.
CREATE OR REPLACE FUNCTION get_profiles(p_users uuid[]) RETURNS TABLE (id uuid, handle text, display_name text, avatar text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id, handle, display_name, avatar FROM users WHERE id = ANY (p_users) AND NOT is_pending $$;
