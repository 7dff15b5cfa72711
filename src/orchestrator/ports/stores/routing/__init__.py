"""The stores of one message's routing, with their rows: what is loaded, what is saved, the decision log."""
