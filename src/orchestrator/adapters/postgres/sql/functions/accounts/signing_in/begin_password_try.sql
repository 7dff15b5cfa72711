-- Counts a try of the password of the account with this address of mail, before the password is compared: so tries at the
-- same time are counted too. Returns how long to wait where there were too many; the try does not count then.
-- p_place and p_address are hashes. p_soon: tries from one place in 15 minutes. p_day: tries in a day from all places that
-- the account does not know, and from each that it knows. p_address_soon: tries from one address in 15 minutes, at any accounts,
-- from places that they do not know. Served by password_tries_account and password_tries_address.
CREATE OR REPLACE FUNCTION begin_password_try(
    p_try uuid, p_email text, p_place bytea, p_address bytea, p_is_known boolean, p_soon integer, p_day integer, p_address_soon integer)
RETURNS interval
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    p_account bytea := sha256(convert_to(lower(p_email), 'UTF8'));
    -- One address must not use up the day of all the others.
    place_day integer := CASE WHEN p_is_known THEN p_day ELSE greatest(p_day / 4, 1) END;
    wait interval;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(encode(p_account, 'hex'), 7305112002));
    -- Each line: when the oldest of the tries that fill a limit leaves its window.
    SELECT max(fills.until) - clock_timestamp() INTO wait FROM (
        (SELECT tried_at + interval '15 minutes' FROM password_tries
            WHERE account = p_account AND place = p_place AND tried_at > now() - interval '15 minutes'
            ORDER BY tried_at DESC OFFSET p_soon - 1 LIMIT 1)
        UNION ALL
        (SELECT tried_at + interval '1 day' FROM password_tries
            WHERE account = p_account AND place = p_place AND tried_at > now() - interval '1 day'
            ORDER BY tried_at DESC OFFSET place_day - 1 LIMIT 1)
        UNION ALL
        (SELECT tried_at + interval '1 day' FROM password_tries
            WHERE NOT p_is_known AND account = p_account AND NOT is_known AND tried_at > now() - interval '1 day'
            ORDER BY tried_at DESC OFFSET p_day - 1 LIMIT 1)
        UNION ALL
        (SELECT tried_at + interval '15 minutes' FROM password_tries
            WHERE NOT p_is_known AND address = p_address AND NOT is_known AND tried_at > now() - interval '15 minutes'
            ORDER BY tried_at DESC OFFSET p_address_soon - 1 LIMIT 1)) AS fills (until);
    IF wait > interval '0' THEN
        RETURN wait;
    END IF;
    INSERT INTO password_tries (id, account, place, address, is_known) VALUES (p_try, p_account, p_place, p_address, p_is_known);
    DELETE FROM password_tries WHERE id IN (
        SELECT id FROM password_tries WHERE tried_at < now() - interval '1 day' ORDER BY tried_at LIMIT 20 FOR UPDATE SKIP LOCKED);
    RETURN NULL;
END
$$;
