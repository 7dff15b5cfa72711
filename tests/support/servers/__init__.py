"""Servers and programs that tests start: databases, the product itself, and fakes of what it talks to."""
