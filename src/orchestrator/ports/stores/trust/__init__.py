"""The stores of trust: cards and labels, feedback, what reuse has cost, and what askers said to "Do you mean ...?"."""
