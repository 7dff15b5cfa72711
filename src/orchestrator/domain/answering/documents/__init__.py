"""What documents are: their names, and the tables in their texts."""
