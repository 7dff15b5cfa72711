-- Notes that the person had their data put together, unless they had that p_most times in the last hour; returns whether it was
-- noted. The lock holds until the transaction ends, so that of two requests at once the second counts the first.
CREATE OR REPLACE FUNCTION note_export(p_most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM 1 FROM users WHERE id = current_person() FOR NO KEY UPDATE;
    IF NOT FOUND OR (SELECT count(*) FROM account_audit WHERE user_id = current_person() AND id > first_id(now() - interval '1 hour')
                     AND kind = 'account.exported') >= p_most THEN
        RETURN false;
    END IF;
    PERFORM add_audit_entry('account.exported', NULL, current_person(), NULL, NULL, NULL, NULL);
    RETURN true;
END
$$;
