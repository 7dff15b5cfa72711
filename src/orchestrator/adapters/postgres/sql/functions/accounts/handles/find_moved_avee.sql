-- The current handle of the one that gave this handle up; NULL where it is kept for nobody. Served by former_avee_handles_handle.
CREATE OR REPLACE FUNCTION find_moved_avee(p_handle text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT now_called.handle FROM former_avee_handles f JOIN avees now_called ON now_called.id = f.avee_id
    WHERE f.handle = p_handle AND f.kept_until > now() AND now_called.handle <> p_handle ORDER BY f.given_up_at DESC LIMIT 1
$$;
