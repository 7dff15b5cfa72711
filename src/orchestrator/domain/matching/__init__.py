"""Finding the stored answer that is right for a message, and telling how probable that is."""
