-- Keeps quotables in step with the active answers and aliases.
CREATE OR REPLACE FUNCTION shelve_phrasing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM quotables WHERE avee_id = OLD.avee_id AND kind = 'answer' AND depth = depth(OLD.layer) AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'active' THEN
        INSERT INTO quotables (avee_id, kind, depth, id, part_of, embedding)
            VALUES (NEW.avee_id, 'answer', depth(NEW.layer), NEW.id,
                    CASE TG_TABLE_NAME WHEN 'answer_aliases' THEN (to_jsonb(NEW) ->> 'answer_id')::uuid ELSE NEW.id END, NEW.embedding);
    END IF;
    RETURN NULL;
END
$$;
