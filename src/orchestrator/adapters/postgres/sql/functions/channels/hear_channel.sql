-- Somebody wrote, in a channel, a code that an account of the team was shown: from then on the channel tells them what the account is told,
-- and they may answer. Called as the agent's owner. Returns whether the code was right; it is used up.
CREATE OR REPLACE FUNCTION hear_channel(p_avee uuid, p_person uuid, p_hash bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    account uuid;
    was uuid;
BEGIN
    IF p_avee NOT IN (SELECT owned_avees()) THEN
        RETURN false;
    END IF;
    DELETE FROM channel_codes k USING channel_people p
        WHERE k.avee_id = p_avee AND k.secret_hash = p_hash AND k.expires_at > now() AND k.user_id = ANY (team_of(p_avee, 'answerer'))
        AND p.avee_id = p_avee AND p.id = p_person AND p.channel_id = k.channel_id
        RETURNING k.user_id, p.user_id INTO account, was;
    IF account IS NULL THEN
        RETURN false;
    END IF;
    IF is_guest(was) THEN
        PERFORM 1 FROM users WHERE id = was FOR UPDATE;
        PERFORM move_guest(was, account);
    END IF;
    UPDATE channel_people SET user_id = account, hears = true WHERE avee_id = p_avee AND id = p_person;
    RETURN true;
END
$$;
