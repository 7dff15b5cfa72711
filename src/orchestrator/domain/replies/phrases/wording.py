"""The agent's own sentences as they are worded in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of one language. Names in braces are filled in; they are the same in all languages."""

    greeting: str
    thanks: str
    farewell: str
    praise: str
    excuse: str
    who: str
    bot: str
    abilities: str
    statement: str
    kept: str
    not_passed: str
    waiting_since: str
    more_waiting: str
    has_answered: str
    withdrawn: str
    added: str
    sorry: str
    only_quotes: str
    clarify_two: str
    clarify_one: str
    mean_this: str
    """Stands above one stored question."""
    mean_these: str
    """Stands above several."""
    yes: str
    """What the button under one stored question says, and sends."""
    something_else: str
    only_text: str
    """To a picture or a voice message in a channel."""
    not_read: str
    """In a channel, to files that came with a message."""
    join: str
    """In a channel, with the link to join an account."""
    clarify_open: str
    write_directly: str
    no_answer: str
    nearest: str
    offer: str
    missing: str
    offer_missing: str
    usual: str
    no_history: str
    left: str
    hour: str
    hours: str
    days: str
    help_below: str
    blocked: str
    unsafe: str
    unchecked: str
    distress: str
    closed: str
    disabled: str
    tier: str
    address: str
    day_limit: str
    week_limit: str
    unavailable: str
    opens: str
    before: str
    documents: str
    my_documents: str
    our_documents: str
    queued: str
    apology: str
    declined: str
    writes: str
    correction: str
    withdrawal: str
    handed_back: str
    date: str = "%Y-%m-%d"
    """Format of dates for strftime. Only English month names are available, so other languages use figures."""
