-- The person for whom a mail was sent, by its id, which only those know who got the mail. NULL for a mail that never left.
-- Served by mails_id.
CREATE OR REPLACE FUNCTION find_mail_sender(p_mail uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT user_id FROM mails WHERE id = p_mail AND status <> 'dropped'
$$;
