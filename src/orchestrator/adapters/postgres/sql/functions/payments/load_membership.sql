-- A membership, for its member, the agent's owner, and jobs, which act in nobody's name.
CREATE OR REPLACE FUNCTION load_membership(p_membership uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT to_jsonb(m) || jsonb_build_object('agent_handle', a.handle, 'agent_display_name', a.display_name)
    FROM memberships m JOIN avees a ON a.id = m.avee_id
    WHERE m.id = p_membership AND (current_person() IS NULL OR current_person() IN (m.user_id, a.owner_id))
$$;
