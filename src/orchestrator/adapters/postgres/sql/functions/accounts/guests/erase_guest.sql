-- Erases the person, a guest who is still forgotten: see find_forgotten_guests(). What stays for the creator is
-- as after erase_person(). Returns whether the guest was erased.
CREATE OR REPLACE FUNCTION erase_guest(p_days integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    PERFORM 1 FROM users WHERE id = current_person() AND guest_of IS NOT NULL FOR UPDATE;
    IF NOT FOUND OR current_person() NOT IN (SELECT find_forgotten_guests(p_days, NULL)) THEN
        RETURN false;
    END IF;
    PERFORM erase_threads(current_person(), NULL);
    DELETE FROM users WHERE id = current_person();
    RETURN true;
END
$$;
