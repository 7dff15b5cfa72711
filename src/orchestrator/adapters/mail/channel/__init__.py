"""Mail as a channel of an agent: its own mailbox is read, and replies leave from its own address."""
