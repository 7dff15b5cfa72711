"""all-MiniLM-L6-v2: its identity, its files and its graph."""
