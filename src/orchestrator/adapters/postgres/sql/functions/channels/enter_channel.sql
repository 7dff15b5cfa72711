-- The person of a channel with this id at the service, whom only the agent's owner finds; a new one becomes a guest of the agent, with
-- the id p_guest. To one whose messages came back, things are sent again. The lock holds until the transaction ends, so that two first messages at once make one guest.
CREATE OR REPLACE FUNCTION enter_channel(p_avee uuid, p_channel uuid, p_foreign text, p_name text, p_guest uuid)
RETURNS TABLE (id uuid, user_id uuid, hears boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM 1 FROM channels c WHERE c.avee_id = p_avee AND c.id = p_channel AND p_avee IN (SELECT owned_avees());
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(p_channel::text || p_foreign, 7305112038));
    IF NOT EXISTS (SELECT 1 FROM channel_people p WHERE p.avee_id = p_avee AND p.channel_id = p_channel AND p.foreign_id = p_foreign) THEN
        INSERT INTO users (id, email, handle, display_name, password_hash, guest_of)
        VALUES (p_guest, '', 'guest-' || replace(p_guest::text, '-', ''),
            coalesce(nullif(left(p_name, 80), ''), 'Guest ' || right(p_guest::text, 4)), '', p_avee);
        INSERT INTO channel_people (avee_id, id, channel_id, foreign_id, name, user_id)
        VALUES (p_avee, p_guest, p_channel, p_foreign, left(p_name, 200), p_guest);
    END IF;
    UPDATE channel_people p SET refused = NULL
        WHERE p.avee_id = p_avee AND p.channel_id = p_channel AND p.foreign_id = p_foreign AND p.refused IS NOT NULL;
    RETURN QUERY SELECT p.id, p.user_id, p.hears FROM channel_people p
        WHERE p.avee_id = p_avee AND p.channel_id = p_channel AND p.foreign_id = p_foreign;
END
$$;
