-- As find_ticket(), and uses the ticket up: of two at once, one gets it.
CREATE OR REPLACE FUNCTION take_ticket(p_key bytea, p_purpose text) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ DELETE FROM sign_in_tickets WHERE key = p_key AND purpose = p_purpose AND expires_at > now() RETURNING content $$;
