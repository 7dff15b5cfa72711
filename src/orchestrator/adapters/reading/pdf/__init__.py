"""PDF: the printed text in reading order, without what returns on every page."""
