"""Between the database's JSON and the frozen values of the other floors: one codec a value."""
