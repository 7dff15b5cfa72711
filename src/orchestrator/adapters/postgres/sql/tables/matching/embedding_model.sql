-- The embedding model of all vectors in this database; one row.
CREATE TABLE embedding_model (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    name text NOT NULL,
    width integer NOT NULL CHECK (width > 0),
    created_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT ON embedding_model TO {runtime_role};
