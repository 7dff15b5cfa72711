-- The layer that the avee grants the person: 'intimate' for its owner, else the member's layer, else 'public'; a guest
-- has 'public' at the one agent, and whom its site signed no more than the agent allows. NULL otherwise, and without a person.
CREATE OR REPLACE FUNCTION granted_layer(p_avee uuid) RETURNS layer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    RETURN (
        SELECT CASE WHEN a.owner_id = current_person() THEN 'intimate'::layer
            WHEN u.guest_of IS NOT NULL THEN CASE WHEN u.guest_of <> a.id THEN NULL WHEN u.site_subject IS NULL THEN 'public'
                ELSE least(coalesce(m.layer, 'public'), a.embed_layer) END
            ELSE coalesce(m.layer, 'public') END
        FROM avees a LEFT JOIN avee_members m ON m.avee_id = a.id AND m.user_id = current_person()
        LEFT JOIN users u ON u.id = current_person()
        WHERE a.id = p_avee AND current_person() IS NOT NULL);
END
$$;
