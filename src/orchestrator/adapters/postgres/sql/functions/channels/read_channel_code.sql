-- What a code that was sent to somebody of a channel joins, for the account that opened it; no row where it has expired.
CREATE OR REPLACE FUNCTION read_channel_code(p_hash bytea) RETURNS TABLE (kind text, name text, person text, agent text, handle text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT c.kind, c.name, p.name, a.display_name, a.handle
    FROM channel_codes k JOIN channels c ON c.avee_id = k.avee_id AND c.id = k.channel_id
    JOIN channel_people p ON p.avee_id = k.avee_id AND p.id = k.person_id JOIN avees a ON a.id = k.avee_id
    WHERE k.secret_hash = p_hash AND k.expires_at > now() AND current_person() IS NOT NULL AND asked_as_guest() IS NULL
$$;
