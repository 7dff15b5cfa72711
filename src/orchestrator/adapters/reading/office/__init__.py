"""Documents of office programs and e-books, which are zip archives of XML."""
