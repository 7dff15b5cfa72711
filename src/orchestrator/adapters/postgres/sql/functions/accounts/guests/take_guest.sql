-- Gives the person's account everything of a guest, who then no longer exists: of the one whose session this is, or, where p_session
-- is NULL, of the one whose threads were promised to the account. Returns whether there was one. Sessions, links and settings of
-- the guest end. See move_guest().
CREATE OR REPLACE FUNCTION take_guest(p_session uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    me uuid := current_person();
    guest uuid;
BEGIN
    IF me IS NULL OR asked_as_guest() IS NOT NULL THEN
        RETURN false;
    END IF;
    SELECT u.id INTO guest FROM users u WHERE u.guest_of IS NOT NULL AND u.site_subject IS NULL AND u.id = CASE WHEN p_session IS NULL
        THEN (SELECT g.guest_id FROM guest_upgrades g WHERE g.account_id = me)
        ELSE (SELECT s.user_id FROM user_sessions s WHERE s.id = p_session AND s.expires_at > now()) END
    FOR UPDATE OF u;
    IF guest IS NULL THEN
        RETURN false;
    END IF;
    PERFORM move_guest(guest, me);
    RETURN true;
END
$$;
