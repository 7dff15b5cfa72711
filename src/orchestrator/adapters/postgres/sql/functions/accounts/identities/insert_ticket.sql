-- Keeps a ticket, and deletes a few that have expired. Served by sign_in_tickets_expires_at.
CREATE OR REPLACE FUNCTION insert_ticket(p_key bytea, p_purpose text, p_content jsonb, p_lifetime_s integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    DELETE FROM sign_in_tickets WHERE key IN (
        SELECT key FROM sign_in_tickets WHERE expires_at < now() ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED);
    INSERT INTO sign_in_tickets (key, purpose, content, expires_at)
    VALUES (p_key, p_purpose, p_content, now() + make_interval(secs => p_lifetime_s));
$$;
