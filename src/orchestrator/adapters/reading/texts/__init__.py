"""Texts with marks in them: Markdown, reStructuredText, AsciiDoc, Org, TeX, mail, rows of tables and records."""
