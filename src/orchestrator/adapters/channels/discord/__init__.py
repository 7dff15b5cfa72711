"""Discord by HTTP interactions, without a gateway."""
