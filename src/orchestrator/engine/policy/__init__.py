"""A creator's policy: reading, saving, its versions, and its preview."""
