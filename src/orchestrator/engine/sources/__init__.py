"""Sources: adding them, looking at them, and the answers that they propose."""
