"""The control route of the Stripe on the loopback, for programs that are not in its process: `POST /_control/NAME` with a JSON object.

Every answer is a JSON object or a list. What a person does on a page and what Stripe's dashboard can do are here too."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from support.servers.stripe_service.delivery import Delivery, Manner
from support.servers.stripe_service.faults import Faults
from support.servers.stripe_service.world import World


class Control:
    def __init__(self, world: World, faults: Faults, delivery: Delivery) -> None:
        self._world = world
        self._faults = faults
        self._delivery = delivery
        self.commands: dict[str, Callable[..., Any]] = {
            "ledger": lambda: [asdict(each) for each in world.ledger],
            "sums": lambda payment_id=None: asdict(world.sums(payment_id)),
            "events": lambda: delivery.events,
            "pay": lambda payment_id: world.pay(world.session_of(payment_id)),
            "decline": lambda payment_id: world.decline(world.session_of(payment_id)),
            "advance": lambda seconds: world.advance(seconds),
            "refund": lambda payment_id, amount=None: world.refund(world.intent_of(payment_id), amount)["id"],
            "dispute": lambda payment_id, status="needs_response": world.dispute(world.intent_of(payment_id), status)["id"],
            "settle_dispute": self._settle_dispute,
            "decline_renewals": self._decline_renewals,
            "fail": lambda kind, where="", times=1, code="": faults.plan(kind, where, times, code),
            "misbehave": lambda rate, seed=1: faults.misbehave(rate, seed),
            "deliver": self._deliver,
            "release": lambda order="kept", seed=1: delivery.release(order, seed),
            "webhook": self._webhook,
        }

    def run(self, name: str, given: dict[str, Any]) -> Any:
        """Raises KeyError for an unknown name, TypeError for wrong fields."""
        return self.commands[name](**given)

    def _settle_dispute(self, payment_id: str, status: str) -> None:
        self._world.settle_dispute(self._world.disputes_of(self._world.intent_of(payment_id))[0], status)

    def _decline_renewals(self, declines: bool = True) -> None:
        self._world.declines_renewals = declines

    def _deliver(self, manner: str) -> None:
        self._delivery.manner = Manner(manner)

    def _webhook(self, url: str) -> None:
        self._delivery.webhook_url = url
