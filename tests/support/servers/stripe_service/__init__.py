"""The rooms of the Stripe on the loopback, which is `support.servers.stripe_server`."""
