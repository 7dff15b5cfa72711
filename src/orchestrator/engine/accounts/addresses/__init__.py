"""Addresses of mail: signing up, confirming and changing them, and what is mailed about that."""
