"""The team of an agent: its people, and invitations into it."""
