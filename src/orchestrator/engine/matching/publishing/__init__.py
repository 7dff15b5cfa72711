"""What anybody may read of an agent's answers."""
