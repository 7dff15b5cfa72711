"""PostgreSQL: tables, queries, migrations and the embedded server. All SQL of the program is here."""
