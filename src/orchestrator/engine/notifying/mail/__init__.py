"""Mail: planning what is told, sending it, and each person's settings for it."""
