"""Slow receivers and receivers that asked for a pause, at the very edge."""

import dataclasses
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from orchestrator.domain.errors import Limited
from orchestrator.engine.notifying import deliver_webhook, webhooks
from orchestrator.engine.notifying import plan as plan_use
from orchestrator.engine.notifying import settings as use
from support.outbox import Outbox, StandingClock, WithPost

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


async def one_event(post: Outbox) -> None:
    """One event for a new webhook of the agent."""
    await webhooks.add_webhook(post.services, post.house.creator, post.house.avee, "https://example.org/", ["policy.changed"])
    post.alter("SELECT add_webhook_deliveries(:avee, 'policy.changed', '{}')", avee=post.house.avee)


@pytest.mark.parametrize(("takes", "is_slow"), [(timedelta(seconds=5), False), (timedelta(seconds=5, microseconds=1), True)])
def test_a_receiver_is_slow_after_more_than_five_seconds(with_post: WithPost, takes: timedelta, is_slow: bool) -> None:
    async def story(post: Outbox) -> None:
        clock = StandingClock(datetime.now(UTC) + timedelta(minutes=1))
        post.services = dataclasses.replace(post.services, clock=clock)
        post.outside.clock, post.outside.takes = clock, takes
        await post.notify_at("mailto://one")
        post.happen("answered")
        await post.plan()
        await post.deliver()
        assert len(post.outside.texts) == 1
        assert post.read("SELECT is_slow FROM notification_targets") == [(is_slow,)]
        post.happen("answered")
        await post.plan(clock.now() + timedelta(days=1))
        assert (len(post.jobs(plan_use.DELIVER_TASK)), len(post.jobs(plan_use.AGAIN_TASK))) == ((0, 1) if is_slow else (1, 0))
        post.alter("UPDATE notification_targets SET is_slow = NOT is_slow")
        await use.try_targets(post.services, post.house.asker)
        assert post.read("SELECT is_slow FROM notification_targets") == [(is_slow,)]
        await one_event(post)
        [job] = post.jobs(deliver_webhook.DELIVER_TASK)
        await deliver_webhook.deliver_webhook(post.services, post.house.creator, post.house.avee, UUID(job["delivery_id"]))
        assert post.read("SELECT is_slow FROM webhooks") == [(is_slow,)]

    with_post(story)


@pytest.mark.parametrize(
    ("left", "outcome"),
    [
        (timedelta(), "posted"),
        (timedelta(microseconds=1), "tried again soon"),
        (timedelta(minutes=10), "tried again soon"),
        (timedelta(minutes=10, microseconds=1), "postponed"),
    ],
)
def test_a_pause_lasts_until_its_end_and_a_long_one_is_left_to_the_periodic_job(with_post: WithPost, left: timedelta, outcome: str) -> None:
    async def story(post: Outbox) -> None:
        await one_event(post)
        post.alter("UPDATE webhooks SET paused_until = :until", until=NOON + left)
        [job] = post.jobs(deliver_webhook.DELIVER_TASK)
        delivery = UUID(job["delivery_id"])
        delivering = deliver_webhook.deliver_webhook(post.services, post.house.creator, post.house.avee, delivery, NOON)
        if outcome == "tried again soon":
            with pytest.raises(Limited) as paused:
                await delivering
            assert paused.value.fields["retry_after_s"] == left.total_seconds()
        else:
            await delivering
        assert bool(post.outside.posts) == (outcome == "posted")
        assert (post.read("SELECT due_at FROM webhook_deliveries") == [(NOON + left,)]) == (outcome == "postponed")

    with_post(story)
