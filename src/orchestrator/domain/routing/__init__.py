"""Decides the path of a message and what follows from it; explains decisions and replays them under other rules."""
