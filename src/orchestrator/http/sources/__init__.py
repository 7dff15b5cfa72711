"""Sources and proposed answers."""
