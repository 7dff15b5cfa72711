-- The public part of avees, never the persona. Found by handle or by id.
CREATE OR REPLACE FUNCTION get_public_avees(p_handle text, p_ids uuid[])
RETURNS TABLE (id uuid, handle text, display_name text, owner_id uuid, creator_name text, creator_handle text, creator_avatar text,
    takes_direct_messages boolean, takes_guests boolean, retention_days integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT a.id, a.handle, a.display_name, a.owner_id, u.display_name, u.handle, u.avatar, p.direct_messages_enabled, p.guests_enabled, p.retention_days
    FROM avees a JOIN users u ON u.id = a.owner_id JOIN orchestrator_configs p ON p.avee_id = a.id
    WHERE a.handle = p_handle OR a.id = ANY (p_ids)
$$;
