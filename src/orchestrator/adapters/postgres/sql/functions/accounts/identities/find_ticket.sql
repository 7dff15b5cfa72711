-- The content of a ticket that has not expired; NULL for none.
CREATE OR REPLACE FUNCTION find_ticket(p_key bytea, p_purpose text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT content FROM sign_in_tickets WHERE key = p_key AND purpose = p_purpose AND expires_at > now() $$;
