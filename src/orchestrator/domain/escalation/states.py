"""The states of an escalation, and the table of allowed moves: who may make which move in which state."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.errors import Conflict, Forbidden, Limited, OrchestratorError
from orchestrator.domain.escalation.gates import ClosedGate, Gate


class Status(StrEnum):
    pending = "pending"
    """Offered to the asker, who has not accepted yet."""
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
    withdraw = "withdraw"
    add = "add"
    """Adding to what was asked; the state stays."""


class Actor(StrEnum):
    """Who makes a move."""

    asker = "asker"
    creator = "creator"
    clock = "clock"
    """The passing of time."""


MOVES: Mapping[tuple[Status, Move, Actor], Status] = {
    (Status.pending, Move.accept, Actor.asker): Status.accepted,
    (Status.pending, Move.decline, Actor.asker): Status.declined,
    (Status.pending, Move.expire, Actor.clock): Status.expired,
    (Status.accepted, Move.answer, Actor.creator): Status.answered,
    (Status.accepted, Move.decline, Actor.creator): Status.declined,
    (Status.accepted, Move.withdraw, Actor.asker): Status.declined,
    (Status.accepted, Move.add, Actor.asker): Status.accepted,
    (Status.accepted, Move.defer, Actor.creator): Status.accepted,
    (Status.accepted, Move.expire, Actor.clock): Status.expired,
    # A late answer still counts. The creator sees accepted questions only, so this is never an expired offer.
    (Status.expired, Move.answer, Actor.creator): Status.answered,
}
"""The state after each allowed move. No move leaves declined or answered; the clock ends pending and accepted."""


def next_status(status: Status, move: Move, actor: Actor) -> Status:
    """The state after the move.

    Raises Conflict `illegal_move`, with the current state and the moves that this actor may make in it.
    """
    next_state = MOVES.get((status, move, actor))
    if next_state is None:
        open_moves = sorted(allowed.value for state, allowed, by in MOVES if (state, by) == (status, actor))
        raise Conflict(
            "illegal_move",
            f"The question is {status.value}; {_possible(open_moves)}.",
            status=status.value,
            possible=open_moves,
        )
    return next_state


def require_open_offer(status: Status, expires_at: datetime, replaced_by: UUID | None, now: datetime) -> None:
    """Raises Conflict `offer_replaced` for an offer that a newer one closed, and `offer_expired` for a pending offer
    whose time is over, even if it is not yet marked as expired."""
    if replaced_by is not None:
        raise Conflict(
            "offer_replaced",
            "A newer offer in this conversation has replaced this one; accept the newer one, or ask this question again.",
            status=status.value,
            replaced_by=str(replaced_by),
        )
    if status is Status.pending and expires_at <= now:
        raise Conflict("offer_expired", "This offer has expired; ask again to get a new one.", status=Status.expired.value)


def gate_error(closed: ClosedGate) -> OrchestratorError:
    """The error for accepting an offer while this gate is closed. The offer stays pending."""
    fields = {"opens_at": closed.opens_at.isoformat() if closed.opens_at else None}
    match closed.gate:
        case Gate.day_limit | Gate.week_limit:
            detail = "The creator has reached their limit of questions for now. The offer stays open: accept it later."
            return Limited(closed.gate.value, detail, **fields)
        case Gate.unavailable:
            return Limited(
                closed.gate.value, "The creator does not take questions right now. The offer stays open: accept it later.", **fields
            )
        case Gate.disabled:
            return Forbidden(closed.gate.value, "The creator takes no questions through this agent at the moment.", **fields)
        case Gate.tier:
            return Forbidden(closed.gate.value, "The creator does not take questions from your tier.", **fields)
        case Gate.address:
            return Conflict(closed.gate.value, "Leave your mail address first, so that the answer can reach you. The offer stays open.")


def _possible(moves: list[str]) -> str:
    return f"you can: {', '.join(moves)}" if moves else "nothing more can be done with it"
