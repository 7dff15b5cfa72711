-- The layer to which this transaction limits itself, below the granted one; NULL for everything that is granted.
CREATE OR REPLACE FUNCTION asked_layer() RETURNS layer LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.layer', true), '')::layer $$;
