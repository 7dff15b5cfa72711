-- Deletes the unsettled pairs with an answer that has expired: it is not served, so nothing contradicts the other one. There
-- are few unsettled pairs, so all are read. An answer that gets a new expiry is compared again.
CREATE OR REPLACE FUNCTION drop_expired_conflicts() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    DELETE FROM answer_conflicts k USING canonical_answers a
    WHERE k.settled_at IS NULL AND a.avee_id = k.avee_id AND a.id IN (k.first_id, k.second_id) AND a.expires_at <= now()
$$;
