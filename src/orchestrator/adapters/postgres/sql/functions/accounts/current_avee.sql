-- The avee that this transaction asks; set together with the person when a message is routed or a source is opened.
CREATE OR REPLACE FUNCTION current_avee() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.avee', true), '')::uuid $$;
