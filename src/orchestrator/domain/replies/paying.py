"""What the agent says about money: in an offer, to a yes, and where money came too late."""

from orchestrator.domain.payments.currencies import render_money
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import Way
from orchestrator.domain.payments.prices import is_too_long_to_hold
from orchestrator.domain.replies.phrases.paying import paying_in
from orchestrator.domain.replies.voice import Voice


def offered_price(voice: Voice, price: Money, way: Way, expected_hours: float) -> str:
    """What an offer costs, and when the money is taken: nothing that is paid by hand is only held."""
    phrases = paying_in(voice.language)
    wording = phrases.charged if way is Way.by_hand or is_too_long_to_hold(expected_hours) else phrases.held
    return wording.format(price=render_money(price, voice.language), creator=voice.creator)


def to_pay(voice: Voice, price: Money, where: str) -> str:
    """To a yes. `where` is the address of the page, or what the creator wrote of how to pay; '' while no page can be opened."""
    phrases = paying_in(voice.language)
    wording = phrases.pay if where else phrases.no_page
    return wording.format(price=render_money(price, voice.language), creator=voice.creator, where=where)


def paid_too_late(creator: str, language: str) -> str:
    """To the asker whose money goes back, as the question can no longer be accepted."""
    return paying_in(language).too_late.format(creator=creator)
