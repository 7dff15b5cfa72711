"""When a person is notified: each notification is sent, postponed or dropped; quiet hours hold; none waits for ever."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.errors import Invalid
from orchestrator.domain.notifying.delivering import (
    GIVE_UP_AFTER,
    LATER_EVERY,
    QUICK_TRIES,
    plan_retry,
    read_pause,
)
from orchestrator.domain.notifying.settings import (
    Digest,
    NotificationKind,
    NotificationSettings,
    WaitingNotification,
    check_settings,
    is_quiet,
    plan_sending,
)

ZONES = ("UTC", "Europe/Oslo", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago")
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
NIGHT = NotificationSettings(quiet_from=time(22), quiet_until=time(7), time_zone="Europe/Oslo")

moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
clock_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def all_settings(draw: st.DrawFn) -> NotificationSettings:
    begin, end = draw(st.one_of(st.just((None, None)), st.tuples(clock_times, clock_times).filter(lambda both: both[0] != both[1])))
    kinds = draw(st.frozensets(st.sampled_from(NotificationKind)))
    return NotificationSettings(kinds, draw(st.sampled_from(Digest)), begin, end, draw(st.sampled_from(ZONES)))


@st.composite
def waitings(draw: st.DrawFn) -> tuple[datetime, list[WaitingNotification]]:
    now = draw(moments)
    ages = draw(st.lists(st.timedeltas(timedelta(0), timedelta(days=3)), max_size=8))
    kinds = [draw(st.sampled_from(NotificationKind)) for _ in ages]
    return now, [WaitingNotification(UUID(int=i), kind, now - age) for i, (kind, age) in enumerate(zip(kinds, ages, strict=True))]


@given(all_settings(), waitings())
def test_each_notification_is_sent_postponed_or_dropped(
    settings: NotificationSettings, case: tuple[datetime, list[WaitingNotification]]
) -> None:
    now, waiting = case
    sending = plan_sending(settings, waiting, now)
    planned = [*sending.now, *sending.later, *sending.dropped]
    assert sorted(planned) == sorted(each.id for each in waiting)
    assert {each.id for each in waiting if each.kind not in settings.kinds} == set(sending.dropped)


@given(all_settings(), waitings())
def test_nothing_is_sent_in_quiet_hours_and_postponed_means_later(
    settings: NotificationSettings, case: tuple[datetime, list[WaitingNotification]]
) -> None:
    now, waiting = case
    sending = plan_sending(settings, waiting, now)
    assert not (sending.now and is_quiet(settings, now))
    for at in sending.later.values():
        assert at > now
        assert not is_quiet(settings, at)


@given(all_settings(), waitings())
def test_a_postponed_notification_is_sent_when_its_time_comes(
    settings: NotificationSettings, case: tuple[datetime, list[WaitingNotification]]
) -> None:
    now, waiting = case
    for each, at in plan_sending(settings, waiting, now).later.items():
        assert each in plan_sending(settings, waiting, at).now
        # One day for the digest, one for quiet hours, and two hours for a clock change.
        assert at - now <= timedelta(hours=50)


@given(all_settings(), waitings())
def test_notifications_are_sent_in_the_order_of_writing(
    settings: NotificationSettings, case: tuple[datetime, list[WaitingNotification]]
) -> None:
    now, waiting = case
    written = {each.id: each.created_at for each in waiting}
    sent = [written[each] for each in plan_sending(settings, waiting[::-1], now).now]
    assert sent == sorted(sent)


def _later(settings: NotificationSettings, now: datetime, created_at: datetime | None = None) -> datetime:
    waiting = WaitingNotification(UUID(int=1), NotificationKind.answered, created_at or now)
    return plan_sending(settings, [waiting], now).later.get(waiting.id, now)


@pytest.mark.parametrize(
    ("settings", "now", "expected"),
    [
        (NotificationSettings(), NOON, NOON),
        (NotificationSettings(digest=Digest.hourly), NOON, NOON + timedelta(hours=1)),
        (NotificationSettings(digest=Digest.daily), NOON, NOON.replace(day=2, hour=9)),
        (NotificationSettings(digest=Digest.daily, time_zone="America/New_York"), NOON, NOON.replace(hour=13)),
        # 23:30 in Oslo, postponed until 7:00 there, which is 5:00 UTC in summer.
        (NIGHT, NOON.replace(hour=21, minute=30), NOON.replace(day=2, hour=5)),
        (NIGHT, NOON.replace(hour=3), NOON.replace(hour=5)),
        (NIGHT, NOON.replace(hour=5), NOON.replace(hour=5)),
        (NotificationSettings(quiet_from=time(9), quiet_until=time(17)), NOON, NOON.replace(hour=17)),
        # The clock goes forward that morning: 2:30 does not exist, and quiet hours end at 3:30.
        (NotificationSettings(quiet_from=time(22), quiet_until=time(2, 30), time_zone="Europe/Oslo"),
         datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_when_a_notification_is_sent(settings: NotificationSettings, now: datetime, expected: datetime) -> None:
    assert _later(settings, now) == expected


@pytest.mark.parametrize(
    "settings",
    [
        NotificationSettings(time_zone="Mars/Olympus"),
        NotificationSettings(time_zone="../../etc/passwd"),
        NotificationSettings(time_zone=""),
        NotificationSettings(quiet_from=time(1)),
        NotificationSettings(quiet_from=time(1), quiet_until=time(1)),
    ],
)
def test_invalid_settings_are_refused(settings: NotificationSettings) -> None:
    with pytest.raises(Invalid, match=r"\w"):
        check_settings(settings)


@given(st.integers(1, 500), st.timedeltas(timedelta(0), timedelta(days=10)))
def test_a_failed_delivery_is_retried_until_it_is_given_up(failures: int, age: timedelta) -> None:
    retry = plan_retry(failures, NOON - age, NOON)
    assert retry.is_final == (age >= GIVE_UP_AFTER)
    assert retry.at_once == (not retry.is_final and failures < QUICK_TRIES)
    assert retry.at > NOON


def burst(*seconds: int, conversation: int = 1, kind: NotificationKind = NotificationKind.asker_wrote) -> list[WaitingNotification]:
    return [
        WaitingNotification(UUID(int=conversation * 1000 + each), kind, NOON + timedelta(seconds=each), UUID(int=conversation))
        for each in seconds
    ]


def due_after(waiting: list[WaitingNotification], now_s: float) -> tuple[int, set[float]]:
    """(how many are sent at now_s, the seconds at which the others are due)."""
    plan = plan_sending(NotificationSettings(), waiting, NOON + timedelta(seconds=now_s))
    return len(plan.now), {(at - NOON).total_seconds() for at in plan.later.values()}


@pytest.mark.parametrize(
    ("seconds", "now_s", "sent", "later"),
    [
        ((0,), 0, 0, {60}),
        ((0,), 59, 0, {60}),
        ((0,), 60, 1, set()),
        ((0, 2), 60, 0, {62}),
        ((0, 1, 2), 62, 3, set()),
        # Somebody who goes on writing does not hold the mail up for ever.
        (tuple(range(0, 300, 50)), 299, 0, {300}),
        (tuple(range(0, 300, 50)), 300, 6, set()),
    ],
)
def test_the_messages_of_a_burst_are_told_together_once_it_is_over(
    seconds: tuple[int, ...], now_s: float, sent: int, later: set[float]
) -> None:
    assert due_after(burst(*seconds), now_s) == (sent, later)


def test_other_notifications_and_other_conversations_do_not_wait_for_a_burst() -> None:
    waiting = [*burst(0, 50), *burst(0, conversation=2), *burst(5, conversation=1, kind=NotificationKind.answered)]
    plan = plan_sending(NotificationSettings(), waiting, NOON + timedelta(seconds=60))
    assert {each.int for each in plan.now} == {2000, 1005}
    assert {(at - NOON).total_seconds() for at in plan.later.values()} == {110}


@pytest.mark.parametrize(
    ("asked", "at_once", "after"),
    [
        (timedelta(0), True, timedelta(minutes=15)),
        (timedelta(minutes=10), True, timedelta(minutes=15)),
        (timedelta(seconds=601), False, timedelta(seconds=601)),
        (timedelta(hours=5), False, timedelta(hours=5)),
        (timedelta(days=400), False, timedelta(days=1)),
        (timedelta(seconds=-5), True, timedelta(minutes=15)),
    ],
)
def test_a_pause_that_a_receiver_asks_for_is_kept_within_bounds(asked: timedelta, at_once: bool, after: timedelta) -> None:
    retry = plan_retry(1, NOON, NOON, asked)
    assert (retry.is_final, retry.at_once, retry.at - NOON) == (False, at_once, after)
    assert plan_retry(QUICK_TRIES, NOON, NOON, asked).at - NOON == (LATER_EVERY if asked <= timedelta(minutes=10) else after)
    assert timedelta(0) <= read_pause(asked) <= timedelta(days=1)
