"""Services that post nothing: their mailboxes are looked at, and not everything in them is answered."""
