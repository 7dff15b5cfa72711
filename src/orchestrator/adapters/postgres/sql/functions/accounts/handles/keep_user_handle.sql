-- Keeps the handle that a person gives up, and refuses one that is kept for another. It runs after the unique index was asked: whoever
-- takes a handle while it is being given up waits there, and then finds it here.
CREATE OR REPLACE FUNCTION keep_user_handle() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.handle <> OLD.handle THEN
        INSERT INTO former_user_handles (user_id, handle) VALUES (OLD.id, OLD.handle);
    END IF;
    IF EXISTS (SELECT 1 FROM former_user_handles WHERE handle = NEW.handle AND kept_until > now() AND user_id <> NEW.id) THEN
        RAISE unique_violation USING CONSTRAINT = 'users_handle', MESSAGE = 'the handle is kept for another person';
    END IF;
    RETURN NULL;
END
$$;
