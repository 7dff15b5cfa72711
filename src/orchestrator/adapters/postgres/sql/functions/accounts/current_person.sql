-- The person whose row-level permissions apply in this transaction. Once a session has named a person the setting reads
-- '', not NULL.
CREATE OR REPLACE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.person', true), '')::uuid $$;
