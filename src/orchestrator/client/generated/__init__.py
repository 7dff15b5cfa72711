"""Written by `make client` from the API's description; change nothing here."""
