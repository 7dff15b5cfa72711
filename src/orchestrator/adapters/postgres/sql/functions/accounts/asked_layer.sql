-- The layer to which this transaction is limited, below the granted layer; NULL for no limit.
CREATE OR REPLACE FUNCTION asked_layer() RETURNS layer LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.layer', true), '')::layer $$;
