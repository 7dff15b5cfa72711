"""Mail: made, sent, and read, against servers on the loopback."""
