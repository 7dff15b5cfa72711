"""Alembic's entry: runs the versions in the transaction of the connection that `schema.migrate` brings."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
