-- Whose account an identity elsewhere signs in to, and whether that account still waits for its confirmation. Served by identities_subject.
CREATE OR REPLACE FUNCTION find_identity(p_issuer text, p_subject text) RETURNS TABLE (user_id uuid, id uuid, is_pending boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT i.user_id, i.id, u.is_pending FROM identities i JOIN users u ON u.id = i.user_id
    WHERE i.issuer = p_issuer AND i.subject = p_subject
$$;
