-- The account with this address that signed up last and waits for its confirmation; NULL for none. Served by users_pending.
CREATE OR REPLACE FUNCTION find_pending(p_email text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id FROM users WHERE lower(email) = lower(p_email) AND is_pending ORDER BY created_at DESC LIMIT 1 $$;
