"""Other assistants as a way in: the same use cases, in the protocols that assistants speak."""
