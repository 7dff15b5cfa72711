"""The baseline: the schema that the files of sql/ described when it was made.

A new database is made of the files as they are now and stamped with the newest revision, so nothing runs here. A change of a table is
a change of its file and a delta beside this one for the databases that exist. See docs/decisions/0019-one-current-schema.md.
"""

revision = "0001_baseline"
down_revision = None


def upgrade() -> None:
    pass
