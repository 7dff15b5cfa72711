"""Reads a message: its words, language, subjects and acts, and how it relates to the messages before it."""
