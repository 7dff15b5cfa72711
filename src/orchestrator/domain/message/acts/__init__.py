"""Acts: what a message does in a conversation besides asking a question."""
