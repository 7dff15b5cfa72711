"""The agent's own sentences, in the asker's language."""
