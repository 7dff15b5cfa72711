"""Stripe: checkouts, holds, refunds, memberships, events, and creators' accounts. Stripe's library is imported when it is first used."""
