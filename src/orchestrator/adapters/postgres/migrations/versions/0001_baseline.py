"""The baseline: the schema in the files of sql/ at the time of this revision.

A new database is created from the current files and stamped with the newest revision, so nothing runs here. To change a
table, change its file and add a delta beside this file for existing databases. See
docs/decisions/0019-one-current-schema.md.
"""

revision = "0001_baseline"
down_revision = None


def upgrade() -> None:
    pass
