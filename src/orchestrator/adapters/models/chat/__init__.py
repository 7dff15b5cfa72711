"""Chat models, the generators of drafts over them, and the moderation model."""
