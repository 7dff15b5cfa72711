"""Reading tables out of files: CSV in any encoding, JSON, spreadsheets."""
