-- Makes the person, who does not exist yet, a guest of the agent with this handle. Returns whether that agent is asked by guests
-- now; NULL where there is no such agent. The name is short and stays: the end of the id is random.
CREATE OR REPLACE FUNCTION add_guest(p_handle text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    asked record;
BEGIN
    SELECT a.id, p.guests_enabled INTO asked FROM avees a JOIN orchestrator_configs p ON p.avee_id = a.id WHERE a.handle = p_handle;
    IF asked.guests_enabled THEN
        INSERT INTO users (id, email, handle, display_name, password_hash, guest_of)
        VALUES (current_person(), '', 'guest-' || replace(current_person()::text, '-', ''),
            'Guest ' || right(current_person()::text, 4), '', asked.id);
    END IF;
    RETURN asked.guests_enabled;
END
$$;
