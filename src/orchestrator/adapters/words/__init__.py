"""Stems and word boundaries by the libraries that know them."""
