"""The server that holds the schema: the embedded one, bringing a schema up to date, and embedding everything again."""
