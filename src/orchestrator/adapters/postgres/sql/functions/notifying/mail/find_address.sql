-- What decides which mail goes to an address that somebody names as their own: whether an account has it, in which language
-- that one is written to ('' for none), and how many such mails other than p_mail it got in the last hour or gets now. The lock
-- holds until the transaction ends, so that of two mails at once the second counts the first. Served by users_email and
-- mails_address; a mail is tried for three days at most.
CREATE OR REPLACE FUNCTION find_address(p_address text, p_mail uuid)
RETURNS TABLE (is_taken boolean, language text, mails_lately bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(lower(p_address), 7305112005));
    RETURN QUERY
        SELECT u.id IS NOT NULL, coalesce(s.language, ''), (
            SELECT count(*) FROM mails m
            WHERE lower(m.address) = lower(p_address) AND m.created_at > now() - interval '4 days' AND m.id <> p_mail
            AND m.kind IN ('confirmation', 'new_address', 'invitation')
            AND (m.sent_at > now() - interval '1 hour' OR (m.status = 'waiting' AND m.claimed_until > now())))
        FROM (SELECT 1) one
        LEFT JOIN users u ON lower(u.email) = lower(p_address) AND NOT u.is_pending AND u.guest_of IS NULL
        LEFT JOIN mail_settings s ON s.user_id = u.id;
END
$$;
