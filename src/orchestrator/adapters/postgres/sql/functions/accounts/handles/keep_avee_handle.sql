-- Keeps the handle that an agent gives up, and refuses one that is kept for another. It runs after the unique index was asked: whoever
-- takes a handle while it is being given up waits there, and then finds it here.
CREATE OR REPLACE FUNCTION keep_avee_handle() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.handle <> OLD.handle THEN
        INSERT INTO former_avee_handles (avee_id, handle) VALUES (OLD.id, OLD.handle);
    END IF;
    IF EXISTS (SELECT 1 FROM former_avee_handles WHERE handle = NEW.handle AND kept_until > now() AND avee_id <> NEW.id) THEN
        RAISE unique_violation USING CONSTRAINT = 'avees_handle', MESSAGE = 'the handle is kept for another agent';
    END IF;
    RETURN NULL;
END
$$;
