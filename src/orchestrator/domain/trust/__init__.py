"""Trust: what the labels of a creator prove about the share of wrong answers, and the cards that gather them."""
