"""What reuse has cost, in sentences that a creator reads once. The numbers are those of `costs`."""

import math
from typing import assert_never

from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.shares import whole_percent
from orchestrator.domain.trust.costs import (
    RECENT_DAYS,
    Asked,
    Checked,
    ModeCost,
    ReuseRecord,
    WrongShare,
    read_exact_share,
    read_served_share,
)


def tell_first(mode: Mode, record: ReuseRecord) -> str | None:
    """What happens first, before the creator has judged anything; None after that."""
    if record.checked:
        return None
    match mode:
        case Mode.asking:
            return (
                "You have not checked any reused answer yet. At first your agent repeats an answer of yours only where somebody asks in the "
                "same words; where a question is likely the same, it asks them “Do you mean …?” You check some of these on cards."
            )
        case Mode.cautious:
            return "You have not checked any reused answer yet. At first each match waits for you on a card, and your “Right” sends your answer."
        case Mode.immediate:
            return (
                "You have not checked any reused answer yet. At first your agent repeats an answer wherever the match reaches your "
                "threshold, and you check some of these on cards."
            )
        case _:
            assert_never(mode)


def tell_served(served: Checked, confidence: float) -> str:
    """Messages that were answered without asking anybody."""
    said = [_messages(served.messages)]
    share = read_served_share(served, confidence)
    if share is not None:
        said.append(_checked(served, "of them", share, confidence))
    elif served.messages:
        said.append("You have not checked any of them yet.")
    if served.complaints:
        said.append(f"{_people(served.complaints)} said that it was not right for them.")
    return " ".join(said)


def tell_asked(asked: Asked, confidence: float) -> str:
    """Messages whose asker was asked which question is meant."""
    if not asked.messages:
        return "No message."
    said = [_messages(asked.messages), f"Yes: {asked.yes}, no: {asked.no}, no reply: {asked.no_reply}."]
    share = read_exact_share(asked.confirmed, confidence)
    if share is not None:
        said.append(_checked(asked.confirmed, "of the questions with a yes", share, confidence))
    elif asked.yes:
        said.append("You have not checked any yes yet.")
    if asked.confirmed.complaints:
        said.append(f"After a yes, {_people(asked.confirmed.complaints).lower()} said that the answer was not right after all.")
    return " ".join(said)


def tell_waited(waited: Checked, confidence: float) -> str:
    """Messages that a stored answer may have fitted, and that were left to the creator."""
    if not waited.messages:
        return "No message."
    share = read_exact_share(waited, confidence)
    if share is None:
        return f"{_messages(waited.messages)} You have not judged any match of these yet."
    return (
        f"{_messages(waited.messages)} You judged the match of {waited.checked}: your answer was right for {waited.right} and wrong for "
        f"{waited.wrong}, so {_between(share)} of such matches are wrong ({_sure(confidence)})."
    )


def tell_mode(cost: ModeCost) -> str:
    """What a mode would have done with the judged messages; what will be said there, where there is none."""
    if not cost.checked:
        return "Once you have judged cards, this says what it would have cost on your own messages."
    return (
        f"Of {_count(cost.checked, 'message')} that you judged in the last {RECENT_DAYS} days: {_part(cost.served, 'answered at once', 'wrong')}, "
        f"{_part(cost.asked, 'asked about', 'in vain')}, {_none_or(cost.waited.checked)} left to you."
    )


def _part(part: Checked, done: str, fault: str) -> str:
    """Such as "3 asked about (1 in vain)"."""
    return f"{part.checked} {done} ({_none_or(part.wrong)} {fault})" if part.checked else f"none {done}"


def _checked(checked: Checked, of_what: str, share: WrongShare, confidence: float) -> str:
    verb = "were" if checked.wrong > 1 else "was"
    return (
        f"You checked {checked.checked} {of_what}: {_none_or(checked.wrong)} {verb} wrong, so {_between(share)} are ({_sure(confidence)})."
    )


def _between(share: WrongShare) -> str:
    if whole_percent(share.at_least) == 0:
        return f"at most {_up(share.at_most)}"
    return f"between {whole_percent(share.at_least)} % and {_up(share.at_most)}"


def _up(share: float) -> str:
    """Rounded up, so that a bound never promises too much."""
    return f"{math.ceil(100 * share - 1e-6)} %"


def _sure(confidence: float) -> str:
    return f"{100 * confidence:.3g} % sure"


def _messages(number: int) -> str:
    return f"{_count(number, 'message').capitalize()}." if number else "No message."


def _people(number: int) -> str:
    return "One asker" if number == 1 else f"{number} askers"


def _none_or(number: int) -> str:
    return str(number) if number else "none"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
