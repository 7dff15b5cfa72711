"""The order of the inbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """One accepted question in the inbox, as far as its place depends on it."""

    id: UUID
    asker: UUID
    group_id: UUID
    accepted_at: datetime
    deferred_at: datetime | None = None


DEFERRED_FOR = timedelta(hours=24)


def inbox_order(waiting: list[Waiting], now: datetime) -> list[UUID]:
    """Ids in the order of the inbox: first what helps the most people for the longest wait.

    A group's weight is its people, however often each asks, times the hours its first has waited, so every question rises without bound and none
    starves, and one that just came is never first by being new. Within a group the oldest leads. What was deferred comes
    after the rest for 24 hours.
    """
    people: dict[UUID, set[UUID]] = {}
    since: dict[UUID, datetime] = {}
    for each in waiting:
        people.setdefault(each.group_id, set()).add(each.asker)
        since[each.group_id] = min(since.get(each.group_id, each.accepted_at), each.accepted_at)

    def place(each: Waiting) -> tuple[bool, float, datetime, UUID, datetime, UUID]:
        deferred = each.deferred_at is not None and now - each.deferred_at < DEFERRED_FOR
        weight = len(people[each.group_id]) * (now - since[each.group_id]).total_seconds()
        return deferred, -weight, since[each.group_id], each.group_id, each.accepted_at, each.id

    return [each.id for each in sorted(waiting, key=place)]
