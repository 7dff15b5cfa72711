"""Questions on their way to the creator: their states, the gates before an offer, and the order of the inbox."""
