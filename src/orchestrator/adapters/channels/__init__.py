"""Services in which people write to an agent: one adapter each."""
