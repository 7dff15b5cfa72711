-- The accounts at which something may have been paid: (way, account), the installation's among them.
CREATE OR REPLACE FUNCTION find_provider_accounts() RETURNS TABLE (way text, account text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
    SELECT l.way, l.account FROM price_lists l WHERE l.way <> 'by_hand'
    UNION SELECT p.way, p.account FROM payments p WHERE p.way <> 'by_hand' AND p.created_at > now() - interval '7 days'
$$;
