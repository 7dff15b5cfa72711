-- The link with this secret: whose it is, what for, and whether it still works.
CREATE OR REPLACE FUNCTION find_mail_link(p_secret_hash bytea) RETURNS TABLE (user_id uuid, purpose text, address text, is_used boolean, is_expired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT l.user_id, l.purpose, l.address, l.used_at IS NOT NULL, 
        l.expires_at <= now() OR (l.purpose IN ('confirmation', 'password_reset', 'guest_return') AND lower(l.address) <> lower(u.email))
    FROM mail_links l JOIN users u ON u.id = l.user_id WHERE l.secret_hash = p_secret_hash
$$;
