"""How the errors of a service are told: the codes of `ports/channels.py`, in sentences for the owner of the channel."""

from collections.abc import Iterator
from contextlib import contextmanager

from orchestrator.domain.errors import Forbidden, Invalid, Kind, Limited, NotFound, OrchestratorError, Unauthenticated, Unavailable

MAX_REASON_CHARACTERS = 200
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 86_400.0


def needs_token(service: str) -> Forbidden:
    return Forbidden("needs_token", f"{service} does not take the token. Make a new one there and give it to the channel.")


def thread_gone(service: str) -> NotFound:
    return NotFound("thread_gone", f"{service} takes no more messages for this thread: somebody left, blocked the bot, or removed it.")


def refused(service: str, reason: str) -> Invalid:
    """`reason` is the service's own; it is shortened to one line, and is also the field `reason`."""
    reason = " ".join(reason.split())[:MAX_REASON_CHARACTERS]
    return Invalid("channel_refused", f"{service} refused: {reason or 'no reason was given'}", reason=reason)


def busy(service: str, pause_s: float) -> Limited:
    """`pause_s` is what the service asks for; it is kept between a tenth of a second and a day."""
    return Limited("channel_busy", f"{service} asks for a pause.", retry_after_s=min(max(pause_s, SHORTEST_PAUSE_S), LONGEST_PAUSE_S))


def unreachable(service: str, why: str) -> Unavailable:
    """`why` is the end of a sentence, in words of ours."""
    return Unavailable("channel_unreachable", f"{service} {why}.")


def as_refused(error: OrchestratorError, sentence: str, field: str) -> OrchestratorError:
    """The two errors that `connect` may raise; `sentence` and `field` are told where the service does not take the token."""
    if error.kind in (Kind.unavailable, Kind.limited):
        return Unavailable("channel_unreachable", error.detail)
    if error.code == "needs_token":
        return Invalid("channel_refused", sentence, field=field)
    return error if error.code == "channel_refused" else Invalid("channel_refused", error.detail)


def bad_signature(detail: str = "The signature is missing or wrong.") -> Unauthenticated:
    """The error for a body that nobody vouches for."""
    return Unauthenticated("bad_signature", detail)


def bad_event(detail: str) -> Invalid:
    """The error for a body that is signed and cannot be read."""
    return Invalid("bad_event", detail)


def read_pause(value: object) -> float:
    """Seconds of a Retry-After that a service sends as a number or its digits; 1 where it says nothing that can be read."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return 1.0
    digits = str(value)[:9].strip() if isinstance(value, str) else str(min(max(value, 0), 10**9))
    return float(digits) if digits.isascii() and digits.isdigit() else 1.0


@contextmanager
def connecting(service: str) -> Iterator[None]:
    """While a channel is connected there are two outcomes beside success: `channel_refused` and `channel_unreachable`."""
    try:
        yield
    except (Forbidden, NotFound) as error:
        raise Invalid("channel_refused", error.detail) from None
    except Limited as error:
        raise Unavailable("channel_unreachable", error.detail, **error.fields) from None


@contextmanager
def disconnecting() -> Iterator[None]:
    """A service that objects to being disconnected posts in vain from then on, which is its own affair."""
    try:
        yield
    except (Forbidden, NotFound, Invalid, Limited):
        return
