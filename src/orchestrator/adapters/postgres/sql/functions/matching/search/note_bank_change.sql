-- Computes the banks again if a change concerns one of the answers in their mean.
CREATE OR REPLACE FUNCTION note_bank_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    changed search_vectors := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (
        SELECT FROM banks b WHERE b.avee_id = changed.avee_id AND b.layer_rank >= changed.layer_rank
        AND (b.answers < 200 OR (changed.layer_rank, changed.id) <= (b.last_layer_rank, b.last_id)))
    THEN
        PERFORM refresh_banks(changed.avee_id);
    END IF;
    RETURN NULL;
END
$$;
