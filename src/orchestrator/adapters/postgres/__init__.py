"""PostgreSQL: tables, queries, migrations and the embedded server. The only place where SQL stands."""
