"""Reading documents: files to Markdown, Markdown to passages."""
