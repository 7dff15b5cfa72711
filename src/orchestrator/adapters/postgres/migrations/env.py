"""The entry point of Alembic: runs the migrations on the connection of `schema.migrate`, in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
