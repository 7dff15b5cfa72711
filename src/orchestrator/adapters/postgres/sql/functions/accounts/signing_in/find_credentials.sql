-- The only way a password hash leaves the users table, for one exact address. An account that waits for its
-- confirmation cannot be signed in to.
CREATE OR REPLACE FUNCTION find_credentials(p_email text) RETURNS TABLE (user_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id, users.password_hash FROM users WHERE lower(email) = lower(p_email) AND NOT is_pending AND guest_of IS NULL $$;
