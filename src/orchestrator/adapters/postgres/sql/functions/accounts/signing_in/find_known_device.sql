-- Which of these devices the account with this address of mail knows; NULL for none.
CREATE OR REPLACE FUNCTION find_known_device(p_email text, p_devices bytea[]) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT d.secret_hash FROM users u JOIN known_devices d ON d.user_id = u.id
    WHERE lower(u.email) = lower(p_email) AND NOT u.is_pending AND u.guest_of IS NULL AND d.secret_hash = ANY (p_devices) ORDER BY d.last_used_at DESC LIMIT 1
$$;
