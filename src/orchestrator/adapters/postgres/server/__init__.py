"""Work on the database server as its owner: the embedded server, migrating the schema, and changing the embedding
model."""
