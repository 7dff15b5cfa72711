"""The order of the questions in the creator's inbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """One accepted question, with the values that its place in the inbox depends on."""

    id: UUID
    asker: UUID
    group_id: UUID
    accepted_at: datetime
    deferred_at: datetime | None = None


DEFERRED_FOR = timedelta(hours=24)


def inbox_order(waiting: list[Waiting], now: datetime) -> list[UUID]:
    """The ids in the order of the inbox: first the group that most people have waited for the longest time.

    A group's weight is the number of different people in it times the time since its first question was accepted. The
    weight grows without bound, so every question comes first some day. Within a group, the oldest question comes first.
    A deferred question comes after all others for 24 hours.
    """
    people: dict[UUID, set[UUID]] = {}
    since: dict[UUID, datetime] = {}
    for question in waiting:
        group = question.group_id
        people.setdefault(group, set()).add(question.asker)
        since[group] = min(since.get(group, question.accepted_at), question.accepted_at)

    def place(question: Waiting) -> tuple[bool, float, datetime, UUID, datetime, UUID]:
        group = question.group_id
        is_deferred = question.deferred_at is not None and now - question.deferred_at < DEFERRED_FOR
        weight = len(people[group]) * (now - since[group]).total_seconds()
        return is_deferred, -weight, since[group], group, question.accepted_at, question.id

    return [question.id for question in sorted(waiting, key=place)]
