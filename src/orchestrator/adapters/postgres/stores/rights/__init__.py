"""The store of everybody's rights over their data."""
