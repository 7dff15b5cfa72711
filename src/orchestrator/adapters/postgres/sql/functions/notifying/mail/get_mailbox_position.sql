-- How far a mailbox was read; no row where it never was.
CREATE OR REPLACE FUNCTION get_mailbox_position(p_mailbox text) RETURNS TABLE (uid_validity bigint, last_uid bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT p.uid_validity, p.last_uid FROM mailbox_positions p WHERE p.mailbox = p_mailbox
$$;
