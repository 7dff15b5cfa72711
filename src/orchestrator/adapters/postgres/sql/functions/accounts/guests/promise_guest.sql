-- Notes that the person's account, once its address is confirmed, takes over the threads of the guest whose session this is.
CREATE OR REPLACE FUNCTION promise_guest(p_session uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    INSERT INTO guest_upgrades (account_id, guest_id)
    SELECT current_person(), u.id FROM user_sessions s JOIN users u ON u.id = s.user_id AND u.guest_of IS NOT NULL AND u.site_subject IS NULL
    WHERE s.id = p_session AND s.expires_at > now() AND current_person() IS NOT NULL AND asked_as_guest() IS NULL
$$;
