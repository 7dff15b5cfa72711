-- The most private layer that the router may quote in this transaction; NULL for none.
CREATE OR REPLACE FUNCTION reach() RETURNS layer LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.reach', true), '')::layer $$;
