"""The providers that take money."""

from collections.abc import Mapping

from orchestrator.domain.payments.moves import Way
from orchestrator.ports.payments import PaymentProvider
from orchestrator.settings import Settings


def make_payments(settings: Settings) -> Mapping[Way, PaymentProvider]:
    """Those that the settings name; none connects before it is used. Each is closed by whoever made them."""
    return {}
