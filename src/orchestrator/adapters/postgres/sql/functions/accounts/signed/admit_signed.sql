-- Names as the transaction's person the one whom the agent's site signed, and returns their id. The person of the transaction, who
-- does not exist yet, becomes them where the site signed them for the first time. Tier and layer: where the site names neither
-- (both NULL), what it gave before is taken back, and what somebody of the team gave stays. The layer is never above what the
-- agent allows. NULL where p_secret is not the agent's key (any more).
CREATE OR REPLACE FUNCTION admit_signed(p_avee uuid, p_secret text, p_subject text, p_name text, p_email text, p_tier text, p_layer layer) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    most layer;
    person uuid;
BEGIN
    SELECT a.embed_layer INTO most FROM avees a JOIN embed_keys k ON k.avee_id = a.id WHERE a.id = p_avee AND k.secret = p_secret
    FOR SHARE OF k;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    -- Of two devices at once, the second waits and finds the person.
    INSERT INTO users (id, email, handle, display_name, password_hash, guest_of, site_subject)
    VALUES (current_person(), p_email, 'guest-' || replace(current_person()::text, '-', ''),
        coalesce(nullif(p_name, ''), 'Reader ' || right(current_person()::text, 4)), '', p_avee, p_subject)
    ON CONFLICT (guest_of, site_subject) WHERE site_subject IS NOT NULL DO NOTHING;
    SELECT id INTO person FROM users WHERE guest_of = p_avee AND site_subject = p_subject;
    PERFORM name_person(person::text, '', '');
    UPDATE users SET display_name = coalesce(nullif(p_name, ''), display_name), email = coalesce(nullif(p_email, ''), email), version = version + 1
    WHERE id = person AND (p_name NOT IN ('', display_name) OR p_email NOT IN ('', email));
    IF p_tier IS NULL AND p_layer IS NULL THEN
        DELETE FROM avee_members WHERE avee_id = p_avee AND user_id = person AND is_signed;
    ELSE
        INSERT INTO avee_members AS m (avee_id, user_id, tier, layer, is_signed)
        VALUES (p_avee, person, coalesce(p_tier, 'free'), least(coalesce(p_layer, 'public'), most), true)
        ON CONFLICT (avee_id, user_id) DO UPDATE SET tier = excluded.tier, layer = excluded.layer, is_signed = true, version = m.version + 1
        WHERE (m.tier, m.layer, m.is_signed) IS DISTINCT FROM (excluded.tier, excluded.layer, true);
    END IF;
    -- Each opened page begins a session; the older ones of the same person end.
    DELETE FROM user_sessions WHERE id IN (SELECT id FROM user_sessions WHERE user_id = person ORDER BY created_at DESC OFFSET 19);
    RETURN person;
END
$$;
