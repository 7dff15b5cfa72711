-- Gives the person's account everything of the guest to whom a code was sent in a channel; what is written there later is the account's.
-- Of somebody who joined an account already, nothing changes. Returns whether the code was right; it is used up.
CREATE OR REPLACE FUNCTION join_channel(p_hash bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    guest uuid;
BEGIN
    IF current_person() IS NULL OR asked_as_guest() IS NOT NULL THEN
        RETURN false;
    END IF;
    DELETE FROM channel_codes k USING channel_people p
        WHERE k.secret_hash = p_hash AND k.expires_at > now() AND p.avee_id = k.avee_id AND p.id = k.person_id RETURNING p.user_id INTO guest;
    IF guest IS NULL THEN
        RETURN false;
    END IF;
    IF is_guest(guest) THEN
        PERFORM 1 FROM users WHERE id = guest FOR UPDATE;
        PERFORM move_guest(guest, current_person());
    END IF;
    RETURN true;
END
$$;
