"""The house's own mailbox: mail by a server, or into a folder where there is none."""
