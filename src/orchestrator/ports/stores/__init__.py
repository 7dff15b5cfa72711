"""The stores inside a transaction as Protocols, one module or folder per room, with the rows that they return and accept."""
