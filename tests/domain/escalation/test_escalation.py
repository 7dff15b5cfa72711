"""States of an escalation: a table of the allowed moves, that every escalation ends, and the order of the inbox."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.errors import Conflict
from orchestrator.domain.escalation.inbox import Waiting, inbox_order
from orchestrator.domain.escalation.states import MOVES, Actor, Move, Status, next_status, require_open_offer
from orchestrator.domain.escalation.summary import summarise
from orchestrator.domain.message.turns import Role, Turn
from support.facts import user_turn

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)

ALLOWED_MOVES = """
    pending   asker    accept   accepted
    pending   asker    decline  declined
    pending   clock    expire   expired
    accepted  asker    withdraw declined
    accepted  asker    add      accepted
    accepted  creator  answer   answered
    accepted  creator  decline  declined
    accepted  creator  defer    accepted
    accepted  clock    expire   expired
    expired   creator  answer   answered
"""
ALLOWED = {
    (Status(was), Move(move), Actor(who)): Status(then) for was, who, move, then in map(str.split, ALLOWED_MOVES.strip().split("\n"))
}


@pytest.mark.parametrize(("status", "move", "actor"), list(product(Status, Move, Actor)))
def test_exactly_the_moves_of_the_table_are_allowed(status: Status, move: Move, actor: Actor) -> None:
    if (status, move, actor) in ALLOWED:
        assert next_status(status, move, actor) is ALLOWED[status, move, actor]
        return
    with pytest.raises(Conflict, match=f"is {status}") as refused:
        next_status(status, move, actor)
    possible = sorted(each for was, each, who in ALLOWED if (was, who) == (status, actor))
    assert (refused.value.code, refused.value.fields) == ("illegal_move", {"status": status, "possible": possible})


def test_every_state_is_reachable_and_every_open_state_expires() -> None:
    reached = {Status.pending}
    for _ in Status:
        reached |= {then for (was, _, _), then in MOVES.items() if was in reached}
    assert reached == set(Status)
    waiting = {Status.pending, Status.accepted}
    assert {was for was, move, actor in MOVES if (move, actor) == (Move.expire, Actor.clock)} == waiting


def test_an_offer_past_its_time_is_refused_before_the_job_expires_it() -> None:
    require_open_offer(Status.pending, NOW + timedelta(seconds=1), None, NOW)
    with pytest.raises(Conflict) as refused:
        require_open_offer(Status.pending, NOW, None, NOW)
    assert (refused.value.code, refused.value.fields["status"]) == ("offer_expired", "expired")


def waiting(number: int, hours: float, group: int | None = None, asker: int | None = None, deferred_h: float | None = None) -> Waiting:
    deferred = None if deferred_h is None else NOW - timedelta(hours=deferred_h)
    return Waiting(UUID(int=number), UUID(int=asker or number), UUID(int=group or number), NOW - timedelta(hours=hours), deferred)


def order(*questions: Waiting) -> list[int]:
    return [each.int for each in inbox_order(list(questions), NOW)]


def test_the_longest_wait_comes_first_and_the_newest_last() -> None:
    assert order(waiting(1, hours=1), waiting(2, hours=3), waiting(3, hours=2)) == [2, 3, 1]


def test_an_answer_that_helps_more_people_comes_before_a_longer_wait() -> None:
    group = [waiting(number, hours=2, group=1) for number in (1, 2, 3)]
    assert order(waiting(9, hours=5), *group) == [1, 2, 3, 9]
    assert order(waiting(9, hours=7), *group) == [9, 1, 2, 3], "a large group does not come before every wait, so no question starves"


def test_several_questions_by_one_asker_count_as_one_person() -> None:
    again = [waiting(number, hours=2, group=1, asker=1) for number in (1, 2, 3)]
    assert order(waiting(9, hours=3), *again) == [9, 1, 2, 3]


def test_a_deferred_question_comes_after_the_others_for_a_day() -> None:
    assert order(waiting(1, hours=100, deferred_h=23), waiting(2, hours=1)) == [2, 1]
    assert order(waiting(1, hours=100, deferred_h=25), waiting(2, hours=1)) == [1, 2]


QUESTIONS = st.lists(
    st.tuples(st.floats(0, 2_000), st.integers(1, 4), st.integers(1, 5), st.none() | st.floats(0, 100)), min_size=1, max_size=12
).map(lambda drawn: [waiting(100 + at, hours, 10 + group, asker, deferred) for at, (hours, group, asker, deferred) in enumerate(drawn)])


@given(QUESTIONS)
def test_each_question_appears_once_whatever_the_order_of_the_input(questions: list[Waiting]) -> None:
    ordered = inbox_order(questions, NOW)
    assert sorted(ordered) == sorted(each.id for each in questions)
    assert inbox_order(questions[::-1], NOW) == ordered


@given(QUESTIONS)
def test_the_newest_is_first_only_where_no_other_group_is_older(questions: list[Waiting]) -> None:
    alone = [waiting(each.id.int, (NOW - each.accepted_at) / timedelta(hours=1)) for each in questions]
    newest = max(alone, key=lambda each: each.accepted_at)
    first = inbox_order(alone, NOW)[0]
    assert first != newest.id or all(each.accepted_at == newest.accepted_at for each in alone)


def test_the_context_shows_quotes_of_the_agent_without_their_marks() -> None:
    turns = [user_turn("Is **this** right?"), Turn(Role.agent, "From the documents:\n\n> **Send a photo.** And wait.")]
    assert summarise(turns, "Ada", "Agent").split("\n") == ["Ada: Is **this** right?", "Agent: From the documents: Send a photo."]
