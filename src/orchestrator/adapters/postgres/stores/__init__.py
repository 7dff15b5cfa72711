"""The stores of a transaction: SQL statements and the methods that run them, one module for each noun."""
