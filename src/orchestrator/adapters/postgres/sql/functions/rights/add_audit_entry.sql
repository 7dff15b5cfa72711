-- Adds an entry to the log of an agent or, without one, of an account; nothing where that is gone. Who, and from where, is what
-- the transaction says of itself. Not SECURITY DEFINER, so that only functions with a definer's rights can write with it.
CREATE OR REPLACE FUNCTION add_audit_entry(
    p_kind text, p_avee uuid, p_account uuid, p_subject uuid, p_person uuid, p_before jsonb, p_after jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    origin text := coalesce(current_setting('app.origin', true), '');
BEGIN
    IF p_avee IS NOT NULL THEN
        INSERT INTO agent_audit (avee_id, kind, person_id, subject_id, subject_person, via, network, before, after)
        SELECT a.id, p_kind, (SELECT u.id FROM users u WHERE u.id = current_person()), p_subject,
            (SELECT u.id FROM users u WHERE u.id = p_person), split_part(origin, ' ', 1), split_part(origin, ' ', 2), p_before, p_after
        FROM avees a WHERE a.id = p_avee;
    ELSE
        INSERT INTO account_audit (user_id, kind, subject_id, via, network, before, after)
        SELECT u.id, p_kind, p_subject, split_part(origin, ' ', 1), split_part(origin, ' ', 2), p_before, p_after
        FROM users u WHERE u.id = p_account;
    END IF;
END
$$;
