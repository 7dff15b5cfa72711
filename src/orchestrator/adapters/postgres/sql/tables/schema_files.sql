-- The applied function and trigger files with their checksums. `migrate` applies a file again when its checksum
-- differs.
CREATE TABLE schema_files (
    name text PRIMARY KEY,
    sha256 text NOT NULL
);

-- The running program reads them to see whether the database is up to date.
GRANT SELECT ON schema_files, alembic_version TO {runtime_role};
