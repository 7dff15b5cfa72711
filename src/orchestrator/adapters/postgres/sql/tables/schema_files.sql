-- Which function and trigger files are applied, by their checksums: `migrate` applies those again that differ.
CREATE TABLE schema_files (
    name text PRIMARY KEY,
    sha256 text NOT NULL
);

-- The running program reads them to see whether the database is up to date.
GRANT SELECT ON schema_files, alembic_version TO {runtime_role};
