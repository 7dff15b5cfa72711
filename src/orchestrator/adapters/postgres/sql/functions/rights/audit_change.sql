-- Writes a change into the log of its agent or account. Arguments: what changed, the column of the agent's id, that of the
-- account's id, that of the thing's id and that of the person whom it is about ('' for none), and the columns that are shown;
-- '*' shows all but ids, times and the version. What goes with a whole agent or account is not told one by one.
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    told text := TG_ARGV[0] || CASE TG_OP WHEN 'INSERT' THEN '.added' WHEN 'DELETE' THEN '.removed' ELSE '.changed' END;
    ids text[] := array_remove(TG_ARGV[1:4], '');
    chosen text := (
        SELECT CASE WHEN TG_ARGV[5] = '*' THEN 'to_jsonb($1) - ''{id,avee_id,version,created_at,updated_at}''::text[]'
               ELSE 'jsonb_build_object(' || coalesce(string_agg(format('%1$L, ($1).%1$I', c), ', '), '') || ')' END
        FROM unnest(ids || TG_ARGV[5:]) c);
    was jsonb;
    is_now jsonb;
    ids_of jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE 'SELECT ' || chosen INTO was USING OLD;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE 'SELECT ' || chosen INTO is_now USING NEW;
    END IF;
    IF TG_ARGV[5] = '*' THEN
        EXECUTE 'SELECT jsonb_build_object(' || (SELECT string_agg(format('%1$L, ($1).%1$I', c), ', ') FROM unnest(ids) c) || ')'
        INTO ids_of USING coalesce(NEW, OLD);
    ELSE
        ids_of := coalesce(is_now, was);
        was := was - ids;
        is_now := is_now - ids;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, is_now -> b.key) INTO was, is_now
        FROM jsonb_each(was) b WHERE b.value IS DISTINCT FROM is_now -> b.key;
    END IF;
    PERFORM add_audit_entry(
        told, (ids_of ->> TG_ARGV[1])::uuid, (ids_of ->> TG_ARGV[2])::uuid, (ids_of ->> TG_ARGV[3])::uuid, (ids_of ->> TG_ARGV[4])::uuid,
        nullif(was, '{}'), nullif(is_now, '{}'));
    RETURN NULL;
END
$$;
