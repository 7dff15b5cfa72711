"""Decides the path of one message, and what follows from it; explains decisions and makes them again under other rules."""
