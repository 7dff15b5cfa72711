-- After another key: who signed in by the old one is signed out, as somebody else may have had it.
CREATE OR REPLACE FUNCTION end_signed_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    DELETE FROM user_sessions WHERE user_id IN (SELECT id FROM users WHERE guest_of = OLD.avee_id AND site_subject IS NOT NULL);
    RETURN NULL;
END
$$;
