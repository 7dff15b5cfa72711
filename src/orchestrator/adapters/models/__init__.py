"""Models behind the ports: embedders, chat models and moderation, on this CPU or at an OpenAI-compatible endpoint."""
