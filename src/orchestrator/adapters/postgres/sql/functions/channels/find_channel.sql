-- A channel as it is needed to read what a service posts to it, with its secrets: nobody is signed in then, and only somebody who
-- knows the random id gets that far. NULL where there is none. Served by channels_id.
CREATE OR REPLACE FUNCTION find_channel(p_channel uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT jsonb_build_object('avee_id', c.avee_id, 'owner_id', a.owner_id, 'id', c.id, 'kind', c.kind, 'settings', c.settings,
        'secrets', c.secrets, 'state', c.state)
    FROM channels c JOIN avees a ON a.id = c.avee_id WHERE c.id = p_channel
$$;
