"""Rivals: what fits a message as well as another and answers it differently."""
