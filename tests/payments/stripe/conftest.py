"""A Stripe on the loopback for each test."""

from collections.abc import Iterator

import pytest

from support.servers.stripe_server import StripeServer, stripe_server


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server
