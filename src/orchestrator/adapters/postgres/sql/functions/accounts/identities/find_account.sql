-- The account with this address, and whether its owner has shown that the address is theirs. Served by users_email.
CREATE OR REPLACE FUNCTION find_account(p_email text) RETURNS TABLE (user_id uuid, is_confirmed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id, email_confirmed_at IS NOT NULL FROM users WHERE lower(email) = lower(p_email) AND NOT is_pending AND guest_of IS NULL $$;
