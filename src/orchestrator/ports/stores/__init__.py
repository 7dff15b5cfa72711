"""The stores inside a transaction as Protocols, one module per room, with the rows that they return and accept."""
