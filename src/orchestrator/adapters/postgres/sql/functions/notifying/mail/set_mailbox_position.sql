-- Notes how far a mailbox was read. Of two readers at once, the one that is behind moves nothing.
CREATE OR REPLACE FUNCTION set_mailbox_position(p_mailbox text, p_uid_validity bigint, p_last_uid bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    INSERT INTO mailbox_positions AS p (mailbox, uid_validity, last_uid) VALUES (p_mailbox, p_uid_validity, p_last_uid)
    ON CONFLICT (mailbox) DO UPDATE SET uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, updated_at = now()
        WHERE p.uid_validity <> excluded.uid_validity OR p.last_uid < excluded.last_uid
$$;
