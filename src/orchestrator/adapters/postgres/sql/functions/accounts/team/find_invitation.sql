-- The invitation with this secret, for whoever has the link: into whose team, by whom, and as what.
CREATE OR REPLACE FUNCTION find_invitation(p_secret_hash bytea)
RETURNS TABLE (avee_id uuid, id uuid, agent text, handle text, role text, invited_by text, email text, is_used boolean, is_expired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT i.avee_id, i.id, a.display_name, a.handle, i.role, u.display_name, i.email, i.accepted_at IS NOT NULL, i.expires_at <= now()
    FROM team_invitations i JOIN avees a ON a.id = i.avee_id JOIN users u ON u.id = a.owner_id
    WHERE i.secret_hash = p_secret_hash
$$;
