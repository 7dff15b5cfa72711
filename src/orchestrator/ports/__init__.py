"""What the engine asks of the world, as Protocols. Nothing here runs; adapters implement it, fakes in tests do too."""
