"""The decision on one message, with a draft where the rules need one."""

import asyncio
from collections.abc import Callable

from orchestrator.domain.answering.drafts import Draft, without_repetition
from orchestrator.domain.answering.finding.retrieval import for_draft
from orchestrator.domain.errors import Unavailable
from orchestrator.domain.message.turns import Role
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision, Need
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.result import MainSignals
from orchestrator.domain.routing.signals import read_signals
from orchestrator.engine.routing.bursts import wait_for_the_rest
from orchestrator.engine.routing.incoming import IncomingMessage
from orchestrator.engine.routing.keeping.stored import save_unrouted
from orchestrator.engine.routing.listening import DecisionEvent, Listener
from orchestrator.engine.services import Services
from orchestrator.ports.models import OnText


async def decide_message(services: Services, message: IncomingMessage, facts: Facts) -> tuple[Decision | None, IncomingMessage]:
    """(decision, or None if a newer message took over; the message, which may be stored now).

    The message is saved before a model outside this process is asked for a draft.
    """
    policy, signals = message.loaded.policy, read_signals(facts, services.calibration)
    await asyncio.sleep(0)  # reading signals takes tens of milliseconds for the longest texts: others go on
    decided = decide(signals, policy, facts)
    await wait_for_the_rest(services, message, decided)
    if isinstance(decided, Decision):
        return decided, message
    if not services.generator.is_local and not message.is_saved:
        # Without a job, which would ask the generator the same in another worker.
        message = await save_unrouted(services, message, with_job=False)
    on_text = (
        _on_draft_text(message.listener, message, lambda draft: decide(signals, policy, facts, draft), facts) if message.listener else None
    )
    draft = await message.in_flight.unless_taken_over(_draft(services, facts, on_text))
    if draft is None:
        return None, message
    said = [turn.content for turn in facts.turns if turn.role is Role.agent] if facts.is_follow_up else []
    decided = decide(signals, policy, facts, without_repetition(draft, said))
    assert not isinstance(decided, Need)  # with a draft the table always ends
    return decided, message


def _on_draft_text(listener: Listener, message: IncomingMessage, decide_with: Callable[[Draft], Decision | Need], facts: Facts) -> OnText:
    """Passes a draft's text to the listener while it is written, after the decision that the first text makes certain."""
    is_announced = False

    def on_text(text: str) -> None:
        nonlocal is_announced
        if not is_announced:
            decided = decide_with(Draft(text, facts.passages, supported=True, written_by="a model"))
            assert isinstance(decided, Decision)  # a draft was given
            if decided.draft is None or decided.path is not Path.auto_answer:
                return  # only the whole text makes path A certain, see the rule `model_answers`
            listener.decided(_decision_event(message, decided))
            is_announced = True
        listener.wrote(text)

    return on_text


def _decision_event(message: IncomingMessage, decision: Decision) -> DecisionEvent:
    return DecisionEvent(
        message.id, decision.path, message.decision_id, decision.rule.value, decision.reason, MainSignals.of(decision.signals)
    )


async def _draft(services: Services, facts: Facts, on_text: OnText | None) -> Draft:
    try:
        return await services.generator.draft(facts.draft_request(for_draft(facts.passages)), on_text)
    except Unavailable:
        return Draft("", (), supported=False, written_by="none")
