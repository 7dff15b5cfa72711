"""Everybody's rights over their data: a copy, erasing, deleting by age, and the logs of changes."""
