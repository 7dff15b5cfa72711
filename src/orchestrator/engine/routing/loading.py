"""Turns what the store loaded into the domain's facts. Pure: nothing is loaded here."""

import functools
from collections.abc import Collection
from dataclasses import replace

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.agents import Asker
from orchestrator.domain.accounts.limits import say_wait
from orchestrator.domain.answering.finding.retrieval import ranked
from orchestrator.domain.errors import Forbidden, Limited
from orchestrator.domain.matching.rivals.passages import passages_of
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.turns import last_question
from orchestrator.domain.payments.moves import Way
from orchestrator.domain.payments.prices import can_be_paid
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.safety.word_forms import WordForms
from orchestrator.domain.trust.ladder import first_level
from orchestrator.domain.trust.proofs import UNKNOWN_POOL, Target
from orchestrator.domain.trust.snapshot import TrustSnapshot
from orchestrator.domain.trust.state import TrustState, read_trust_state
from orchestrator.ports.stores.routing.loaded import LoadedFacts, SearchResult

DAY_S = 86_400


def allowed_layer(loaded: LoadedFacts, asked: Layer | None) -> Layer:
    """The layer to route in. Raises Forbidden `layer_not_granted` where more is asked than is granted."""
    granted = loaded.layer
    if asked is None:
        return granted
    if not granted.includes(asked):
        raise Forbidden("layer_not_granted", f"The layer {asked.value!r} is not granted to you here.", granted=granted.value)
    return asked


def require_guest_may_ask(loaded: LoadedFacts) -> None:
    """Requires, of a guest alone, that the agent takes guests and that they have messages left.

    Raises Forbidden `guests_not_allowed`, Limited `guest_limit_reached` with `retry_after_s`.
    """
    guest, policy = loaded.guest, loaded.policy
    if guest is None:
        return
    if not policy.guests_enabled:
        raise Forbidden(
            "guests_not_allowed",
            f"{loaded.agent.display_name} now answers only people with an account. Create one: your messages and answers stay with you.",
        )
    if guest.last_day >= policy.guest_messages_per_day:
        wait_s = max(1, int((guest.fewer_at - loaded.now).total_seconds())) if guest.fewer_at else DAY_S
        raise Limited(
            "guest_limit_reached",
            f"Without an account you can send {policy.guest_messages_per_day} messages a day here. Create one to go on: your messages "
            f"stay with you. Or wait {say_wait(wait_s)}.",
            retry_after_s=wait_s,
        )


def read_facts(loaded: LoadedFacts, text: str, layer: Layer, zone: str | None, word_forms: WordForms, ways: Collection[Way] = ()) -> Facts:
    """The facts before the search. `zone` is the asker's time zone, where it came with the message; `ways` are those by which money can
    come here."""
    return Facts(
        text=text,
        question=text,
        agent=loaded.agent,
        asker=Asker(loaded.user_id, loaded.tier, layer),
        now=loaded.now,
        turns=loaded.turns,
        questions=loaded.questions,
        usage=loaded.usage,
        price=can_be_paid(loaded.price, ways),
        creator_present=loaded.creator_present,
        zone=zone or loaded.zone,
        trust=loaded.trust or first_trust_snapshot(loaded.policy, loaded.cards_today),
        word_forms=word_forms,
    )


def with_hits(facts: Facts, found: SearchResult) -> Facts:
    """The facts after the search. Where the asker chose between passages, only the chosen ones count."""
    passages = ranked(found.passages, facts.asked)
    chosen = passages_of(facts.chosen, read_text(last_question(facts.turns)), passages)
    return replace(
        facts,
        canonical=found.answers,
        multilingual=found.multilingual,
        bank=found.bank,
        passages=chosen or passages,
        confirmed=facts.confirmed if facts.is_close_reply else found.confirmed,
        settled=facts.settled | found.settled,
        refused=facts.refused | found.refused,
    )


def first_trust_snapshot(policy: Policy, cards_today: int = 0) -> TrustSnapshot:
    """The trust snapshot before the creator's first verdict, which depends on the rules alone."""
    first = _first_trust_state(Target(policy.wrong_answers_target))
    return TrustSnapshot(None, first.floor, 0, cards_today, documents_level=first_level(policy.trust_mode))


@functools.lru_cache(maxsize=256)
def _first_trust_state(target: Target) -> TrustState:
    """The trust state of an agent without labels. Cached, because it is costly and depends on the target alone."""
    return read_trust_state((), target, UNKNOWN_POOL)
