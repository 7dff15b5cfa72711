"""The providers that take money."""

from collections.abc import Mapping

from orchestrator.adapters.payments.stripe.provider import StripePayments
from orchestrator.domain.payments.currencies import read_currencies
from orchestrator.domain.payments.moves import Way
from orchestrator.ports.payments import PaymentProvider
from orchestrator.settings import Settings


def make_payments(settings: Settings) -> Mapping[Way, PaymentProvider]:
    """Those that the settings name; none connects before it is used. Each is closed by whoever made them."""
    if settings.stripe_api_key is None:
        return {}
    secret = settings.stripe_webhook_secret
    stripe = StripePayments(
        settings.stripe_api_key.get_secret_value(),
        secret.get_secret_value() if secret else "",
        settings.stripe_api_base,
        digits=read_currencies(),
        has_automatic_tax=settings.stripe_automatic_tax,
    )
    return {Way.stripe: stripe}
