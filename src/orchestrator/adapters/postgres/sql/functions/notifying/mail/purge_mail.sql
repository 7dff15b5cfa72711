-- Deletes mails, news and links older than p_days, accounts whose address was not confirmed in a week after signing up, and
-- invitations and sign-ins that have ended. Waiting mails have long been given up by then.
CREATE OR REPLACE FUNCTION purge_mail(p_days integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    before timestamptz := now() - make_interval(days => greatest(p_days, 1));
BEGIN
    DELETE FROM mail_news WHERE created_at < before AND status <> 'waiting';
    DELETE FROM mails m WHERE m.created_at < before AND m.status <> 'waiting'
        AND NOT EXISTS (SELECT 1 FROM mail_news n WHERE n.user_id = m.user_id AND n.mail_id = m.id);
    DELETE FROM mail_links WHERE created_at < before;
    DELETE FROM team_invitations WHERE expires_at < now() - interval '7 days';
    DELETE FROM sign_in_tickets WHERE expires_at <= now();
    DELETE FROM users WHERE is_pending AND created_at < now() - interval '7 days';
END
$$;
