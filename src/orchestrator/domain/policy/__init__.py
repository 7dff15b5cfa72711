"""The creator's rules as checked data with a version."""
