"""HTML: what of a page a reader sees, as Markdown."""
