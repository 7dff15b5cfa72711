-- A try no longer counts: its password was right, or was never compared. A right one also forgives the wrong ones before it
-- from the same place. Those from elsewhere stay, so that an account whose owner signs in often has no more guesses a day.
CREATE OR REPLACE FUNCTION end_password_try(p_try uuid, p_was_right boolean) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    DELETE FROM password_tries t USING password_tries mine
    WHERE mine.id = p_try AND t.account = mine.account AND t.place = mine.place AND (p_was_right OR t.id = mine.id)
$$;
