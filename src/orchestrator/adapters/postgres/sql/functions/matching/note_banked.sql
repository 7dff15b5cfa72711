-- Computes the banks again where a change concerns one of the answers they are the mean of.
CREATE OR REPLACE FUNCTION note_banked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    changed quotables := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (
        SELECT FROM banks b WHERE b.avee_id = changed.avee_id AND b.depth >= changed.depth
        AND (b.answers < 200 OR (changed.depth, changed.id) <= (b.last_depth, b.last_id)))
    THEN
        PERFORM refresh_banks(changed.avee_id);
    END IF;
    RETURN NULL;
END
$$;
