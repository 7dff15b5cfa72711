"""Models behind the ports: embedders here on the CPU or at an OpenAI-compatible endpoint. Nothing here decides anything."""
