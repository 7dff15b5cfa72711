"""What askers think of a reply."""
