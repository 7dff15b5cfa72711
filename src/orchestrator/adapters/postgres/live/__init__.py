"""Events that people follow: reading them, listening for them, and waking followers."""
