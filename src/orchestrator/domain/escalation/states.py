"""An escalation's life: states and allowed moves as a table, and who may make them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from orchestrator.domain.errors import Conflict, Forbidden, Limited, OrchestratorError
from orchestrator.domain.escalation.gates import ClosedGate, Gate


class Status(StrEnum):
    pending = "pending"
    """Offered; it waits for the asker."""
    accepted = "accepted"
    """In the creator's inbox."""
    answered = "answered"
    declined = "declined"
    expired = "expired"


class Move(StrEnum):
    accept = "accept"
    decline = "decline"
    defer = "defer"
    answer = "answer"
    expire = "expire"


class Actor(StrEnum):
    asker = "asker"
    creator = "creator"
    clock = "clock"


MOVES: Mapping[tuple[Status, Move, Actor], Status] = {
    (Status.pending, Move.accept, Actor.asker): Status.accepted,
    (Status.pending, Move.decline, Actor.asker): Status.declined,
    (Status.pending, Move.expire, Actor.clock): Status.expired,
    (Status.accepted, Move.answer, Actor.creator): Status.answered,
    (Status.accepted, Move.decline, Actor.creator): Status.declined,
    (Status.accepted, Move.defer, Actor.creator): Status.accepted,
    (Status.accepted, Move.expire, Actor.clock): Status.expired,
    # An answer that comes late is still an answer; the creator sees only what was accepted, so an expired offer is not met here.
    (Status.expired, Move.answer, Actor.creator): Status.answered,
}
"""All that may happen. answered and declined are ends; every other state is left by the clock at the latest."""


def next_status(status: Status, move: Move, actor: Actor) -> Status:
    """Where the move leads. Raises Conflict `illegal_move` with the state it is in and the moves that are open to this actor."""
    following = MOVES.get((status, move, actor))
    if following is None:
        open_moves = sorted(m.value for s, m, a in MOVES if (s, a) == (status, actor))
        raise Conflict(
            "illegal_move",
            f"The question is {status.value}; {_possible(open_moves)}.",
            status=status.value,
            possible=open_moves,
        )
    return following


def require_open_offer(status: Status, expires_at: datetime, now: datetime) -> None:
    """Raises Conflict `offer_expired` for a pending offer whose time is over, whether or not the clock came by yet."""
    if status is Status.pending and expires_at <= now:
        raise Conflict("offer_expired", "This offer has expired; ask again to get a new one.", status=Status.expired.value)


def gate_error(closed: ClosedGate) -> OrchestratorError:
    """What an accept meets at a closed gate; the offer stays as it is."""
    fields = {"opens_at": closed.opens_at.isoformat() if closed.opens_at else None}
    match closed.gate:
        case Gate.day_limit | Gate.week_limit:
            detail = "The creator has taken as many questions as fit for now; the offer stands, accept it later."
            return Limited(closed.gate.value, detail, **fields)
        case Gate.unavailable:
            return Limited(closed.gate.value, "The creator is not taking questions right now; the offer stands, accept it later.", **fields)
        case Gate.disabled:
            return Forbidden(closed.gate.value, "The creator takes no questions through this agent at present.", **fields)
        case Gate.tier:
            return Forbidden(closed.gate.value, "The creator does not take questions from your tier.", **fields)


def _possible(moves: list[str]) -> str:
    return f"what can be done with it is: {', '.join(moves)}" if moves else "nothing more can be done with it"
