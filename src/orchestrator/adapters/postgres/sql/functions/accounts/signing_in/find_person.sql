-- The person to whom the secret of a session or a token belongs. It runs once for each request. is_noted is false where the
-- use of the session or token is to be noted again. guest_of: the one agent that a guest may ask,
-- or somebody whom its creator's site signed, whose kind is 'signed'.
CREATE OR REPLACE FUNCTION find_person(p_secret_hash bytea)
RETURNS TABLE (user_id uuid, secret_id uuid, kind text, scope text, is_noted boolean, guest_of uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT s.user_id, s.id, CASE WHEN u.site_subject IS NULL THEN 'session' ELSE 'signed' END, 'manage', s.last_used_at > now() - interval '1 hour', u.guest_of
    FROM user_sessions s JOIN users u ON u.id = s.user_id WHERE s.secret_hash = p_secret_hash AND s.expires_at > now()
    UNION ALL
    SELECT user_id, id, 'token', scope, coalesce(last_used_at > now() - interval '1 hour', false), NULL
    FROM api_tokens WHERE secret_hash = p_secret_hash AND expires_at > now()
$$;
