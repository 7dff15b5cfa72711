"""Codecs between JSON in the database and the frozen values of the other floors."""
