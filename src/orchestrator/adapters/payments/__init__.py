"""Providers that take money. An adapter knows one provider's API and nothing of questions; it keeps nothing but its connections."""
