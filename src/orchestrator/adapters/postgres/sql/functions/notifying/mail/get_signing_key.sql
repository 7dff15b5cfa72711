-- The key for a purpose, made at its first use. 244 of its 256 bits are random.
CREATE OR REPLACE FUNCTION get_signing_key(p_purpose text) RETURNS bytea
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    INSERT INTO signing_keys (purpose, secret)
        SELECT p_purpose, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
        WHERE NOT EXISTS (SELECT 1 FROM signing_keys WHERE purpose = p_purpose)
        ON CONFLICT DO NOTHING;
    RETURN (SELECT secret FROM signing_keys WHERE purpose = p_purpose);
END
$$;
