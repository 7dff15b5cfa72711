"""Notifications from outbox to target: digests, quiet hours, failing targets, lost jobs, disabled webhooks."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from orchestrator.domain.errors import Invalid, Limited, Unavailable
from orchestrator.domain.notifying.delivering import GIVE_UP_AFTER, QUICK_TRIES
from orchestrator.domain.notifying.settings import Digest, NotificationKind, NotificationSettings
from orchestrator.engine.notifying import deliver as deliver_use
from orchestrator.engine.notifying import deliver_webhook, sweep, webhooks
from orchestrator.engine.notifying import plan as plan_use
from orchestrator.engine.notifying import settings as use
from orchestrator.ports.stores.notifying.webhooks import Webhook
from support.outbox import Outbox, WithPost

DOWN = Unavailable("target_failed", "The service is down.")


def test_waiting_notifications_are_sent_as_one_text_to_every_target(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one", "mailto://two")
        post.happen("answered")
        post.happen("declined")
        assert len(post.jobs(plan_use.PLAN_TASK)) == 2
        await post.plan()
        await post.plan()
        await post.deliver()
        assert sorted(url for url, _ in post.outside.texts) == ["mailto://one", "mailto://two"]
        assert "answered" in post.outside.texts[0][1].body
        assert "declined" in post.outside.texts[0][1].body
        assert {each.status for each in await post.recent()} == {"sent"}

    with_post(story)


def test_without_a_target_no_notification_is_stored(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        post.happen("answered")
        assert await post.recent() == []
        assert post.jobs(plan_use.PLAN_TASK) == []

    with_post(story)


def test_an_unwanted_kind_is_dropped(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one", kinds=frozenset({NotificationKind.corrected}))
        post.happen("answered")
        await post.plan()
        assert [each.status for each in await post.recent()] == ["dropped"]
        assert post.jobs(plan_use.DELIVER_TASK) == []

    with_post(story)


def test_quiet_hours_and_digests_postpone_sending(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one", digest=Digest.hourly, quiet_from=time(0), quiet_until=time(23, 59))
        post.happen("answered", 3)
        await post.plan()
        rows = await post.recent()
        assert {each.status for each in rows} == {"waiting"}
        assert {each.due_at.astimezone(UTC).time() for each in rows} == {time(23, 59)}
        # When the time has come, the sweep enqueues the job that plans the sending again.
        assert await sweep.sweep_sendings(post.services) == 0
        post.jobs(plan_use.PLAN_TASK)
        post.alter("UPDATE notifications SET due_at = now() - interval '1 second'")
        assert await sweep.sweep_sendings(post.services) == 1
        assert post.jobs(plan_use.PLAN_TASK) == [{"person": str(post.house.asker)}]
        await post.plan(rows[0].due_at)
        await post.deliver()
        assert [content.title for _, content in post.outside.texts] == ["3 notifications from Orchestrator"]

    with_post(story)


def test_a_failing_target_is_retried_marked_and_given_up(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one")
        post.happen("answered")
        await post.plan()
        [job] = post.jobs(plan_use.DELIVER_TASK)
        arguments = (post.services, post.house.asker, UUID(job["batch_id"]), UUID(job["target_id"]))
        post.outside.error = DOWN
        for _ in range(QUICK_TRIES - 1):
            with pytest.raises(Unavailable):
                await deliver_use.deliver_notifications(*arguments)
        await deliver_use.deliver_notifications(*arguments)
        shown = await use.load_notifying(post.services, post.house.asker)
        assert shown.targets[0].failing_since is not None
        assert (shown.targets[0].last_error, shown.recent[0].attempts) == (DOWN.detail, QUICK_TRIES)
        assert shown.recent[0].status == "sending"
        # After the quick retries, the sweep retries every few hours for days.
        post.alter("UPDATE notification_deliveries SET due_at = now() - interval '1 hour'")
        assert await sweep.sweep_sendings(post.services) == 1
        await deliver_use.deliver_notifications(*arguments, now=datetime.now(UTC) + GIVE_UP_AFTER)
        assert [each.status for each in await post.recent()] == ["failed"]
        post.outside.error = None
        await deliver_use.deliver_notifications(*arguments)
        assert post.outside.texts == []

    with_post(story)


def test_one_working_target_is_enough(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one", "mailto://two")
        post.happen("answered")
        await post.plan()
        first, second = post.jobs(plan_use.DELIVER_TASK)
        await deliver_use.deliver_notifications(post.services, post.house.asker, UUID(first["batch_id"]), UUID(first["target_id"]))
        post.outside.error = Invalid("target_not_allowed", "Private.")
        await deliver_use.deliver_notifications(post.services, post.house.asker, UUID(second["batch_id"]), UUID(second["target_id"]))
        shown = await use.load_notifying(post.services, post.house.asker)
        assert [each.status for each in shown.recent] == ["sent"]
        assert sorted(each.failing_since is not None for each in shown.targets) == [False, True]

    with_post(story)


def test_another_persons_batch_is_not_delivered(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one")
        post.happen("answered")
        await post.plan()
        [job] = post.jobs(plan_use.DELIVER_TASK)
        await deliver_use.deliver_notifications(post.services, post.house.creator, UUID(job["batch_id"]), UUID(job["target_id"]))
        assert post.outside.texts == []

    with_post(story)


def test_a_webhook_that_fails_for_days_is_disabled_until_a_test_succeeds(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        services, creator, avee = post.services, post.house.creator, post.house.avee
        hook = await webhooks.add_webhook(services, creator, avee, "https://example.org/", ["policy.changed"])
        announce = "SELECT add_webhook_deliveries(:avee, 'policy.changed', '{}')"
        post.alter(announce, avee=avee)
        post.alter(announce, avee=avee)
        first, second = (UUID(job["delivery_id"]) for job in post.jobs(deliver_webhook.DELIVER_TASK))
        post.outside.error = DOWN
        with pytest.raises(Unavailable):
            await deliver_webhook.deliver_webhook(services, creator, avee, first)
        assert (await webhooks.list_webhooks(services, creator, avee))[0].active
        await deliver_webhook.deliver_webhook(services, creator, avee, first, datetime.now(UTC) + GIVE_UP_AFTER + timedelta(minutes=1))
        [off] = await webhooks.list_webhooks(services, creator, avee)
        assert not off.active
        assert off.disabled_reason is not None
        assert DOWN.detail in off.disabled_reason
        assert {each.status for each in await webhooks.list_deliveries(services, creator, avee, hook.id)} == {"failed"}
        post.outside.error = None
        await deliver_webhook.deliver_webhook(services, creator, avee, second)
        post.alter(announce, avee=avee)
        assert post.outside.posts == []
        assert post.jobs(deliver_webhook.DELIVER_TASK) == []
        assert (await webhooks.try_webhook(services, creator, avee, hook.id)).status == 200
        [on] = await webhooks.list_webhooks(services, creator, avee)
        assert (on.active, on.disabled_reason) == (True, None)

    with_post(story)


def test_old_notifications_are_deleted(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one")
        post.happen("answered")
        await post.plan()
        await post.deliver()
        for hours, left in ((90 * 24 - 1, 1), (90 * 24 + 1, 0)):
            post.alter("UPDATE notifications SET created_at = now() - make_interval(hours => :hours)", hours=hours)
            await sweep.purge_sendings(post.services)
            assert len(await post.recent()) == left

    with_post(story)


GONE = Invalid("target_gone", "The receiver answered 410: it wants no more events.")


async def two_deliveries(post: Outbox) -> tuple[Webhook, UUID, UUID]:
    hook = await webhooks.add_webhook(post.services, post.house.creator, post.house.avee, "https://example.org/", ["policy.changed"])
    for _ in range(2):
        post.alter("SELECT add_webhook_deliveries(:avee, 'policy.changed', '{}')", avee=post.house.avee)
    first, second = (UUID(job["delivery_id"]) for job in post.jobs(deliver_webhook.DELIVER_TASK))
    return hook, first, second


def test_a_receiver_that_is_gone_is_switched_off_and_its_creator_is_told(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        services, creator, avee = post.services, post.house.creator, post.house.avee
        await use.save_notifying(services, creator, NotificationSettings(), [], ["mailto://creator"])
        hook, first, _ = await two_deliveries(post)
        post.outside.error = GONE
        await deliver_webhook.deliver_webhook(services, creator, avee, first)
        [off] = await webhooks.list_webhooks(services, creator, avee)
        assert (off.active, off.disabled_reason) == (False, GONE.detail)
        assert {each.status for each in await webhooks.list_deliveries(services, creator, avee, hook.id)} == {"failed"}
        post.outside.error = None
        await plan_use.plan_notifications(services, creator)
        await post.deliver()
        [(url, told)] = post.outside.texts
        assert (url, "switched off" in told.title) == ("mailto://creator", True)
        assert post.outside.posts == []

    with_post(story)


def test_a_target_that_is_gone_is_out_of_use_until_a_test_arrives(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await post.notify_at("mailto://one")
        post.happen("answered")
        await post.plan()
        post.outside.error = GONE
        await post.deliver()
        [target] = (await use.load_notifying(post.services, post.house.asker)).targets
        assert target.disabled_reason is not None
        assert GONE.detail in target.disabled_reason
        assert [each.status for each in await post.recent()] == ["failed"]
        post.outside.error = None
        post.happen("answered")
        assert len(await post.recent()) == 1, "nobody is notified who has no target in use"
        await use.try_targets(post.services, post.house.asker)
        post.happen("answered")
        await post.plan()
        await post.deliver()
        assert [url for url, _ in post.outside.texts] == ["mailto://one"] * 2

    with_post(story)


def test_a_pause_that_a_receiver_asked_for_holds_for_all_its_events(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        services, creator, avee = post.services, post.house.creator, post.house.avee
        _, first, second = await two_deliveries(post)
        now = services.clock.now()
        post.outside.error = Unavailable("target_failed", "The receiver answered 429.", retry_after_s=7200.0)
        await deliver_webhook.deliver_webhook(services, creator, avee, first, now)
        post.outside.error = None
        await deliver_webhook.deliver_webhook(services, creator, avee, second, now + timedelta(hours=1))
        assert post.outside.posts == []
        with pytest.raises(Limited) as paused:
            await deliver_webhook.deliver_webhook(services, creator, avee, second, now + timedelta(minutes=115))
        assert paused.value.fields["retry_after_s"] == 300
        assert await sweep.sweep_sendings(services) == 0
        [hook] = await webhooks.list_webhooks(services, creator, avee)
        assert hook.paused_until == now + timedelta(hours=2)
        for delivery in (first, second):
            await deliver_webhook.deliver_webhook(services, creator, avee, delivery, now + timedelta(hours=2))
        assert len(post.outside.posts) == 2
        [hook] = await webhooks.list_webhooks(services, creator, avee)
        assert hook.paused_until is None

    with_post(story)


def test_a_person_whose_places_are_taken_has_no_failure(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        services, creator, avee = post.services, post.house.creator, post.house.avee
        hook, first, _ = await two_deliveries(post)
        post.outside.error = Limited("sending_busy", "Too many.")
        with pytest.raises(Limited):
            await deliver_webhook.deliver_webhook(services, creator, avee, first)
        assert [each.attempts for each in await webhooks.list_deliveries(services, creator, avee, hook.id)] == [0, 0]

    with_post(story)


def test_what_follows_a_failure_waits_apart_from_the_others(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        services, creator, avee = post.services, post.house.creator, post.house.avee
        _, first, _ = await two_deliveries(post)
        post.outside.error = DOWN
        with pytest.raises(Unavailable):
            await deliver_webhook.deliver_webhook(services, creator, avee, first)
        post.alter("SELECT add_webhook_deliveries(:avee, 'policy.changed', '{}')", avee=avee)
        assert post.jobs(deliver_webhook.DELIVER_TASK) == []
        assert len(post.jobs(deliver_webhook.AGAIN_TASK)) == 1
        await post.notify_at("mailto://one")
        post.happen("answered")
        await post.plan()
        [job] = post.jobs(plan_use.DELIVER_TASK)
        with pytest.raises(Unavailable):
            await deliver_use.deliver_notifications(
                services, UUID(job["person"]), UUID(job["batch_id"]), UUID(job["target_id"])
            )  # fmt: skip
        post.happen("answered")
        await post.plan()
        assert (len(post.jobs(plan_use.DELIVER_TASK)), len(post.jobs(plan_use.AGAIN_TASK))) == (0, 1)

    with_post(story)


def test_the_first_posts_of_one_owner_share_a_lock(with_post: WithPost) -> None:
    async def story(post: Outbox) -> None:
        await webhooks.add_webhook(post.services, post.house.creator, post.house.avee, "https://example.org/", ["policy.changed"])
        post.alter("SELECT add_webhook_deliveries(:avee, 'policy.changed', '{}')", avee=post.house.avee)
        await post.notify_at("mailto://one")
        post.happen("answered")
        await post.plan()
        locks = post.read("SELECT task_name, lock, queue_name FROM procrastinate_jobs WHERE queue_name = 'sending' ORDER BY id")
        assert locks == [
            (deliver_webhook.DELIVER_TASK, f"sending:{post.house.creator}", "sending"),
            (plan_use.DELIVER_TASK, f"sending:{post.house.asker}", "sending"),
        ]

    with_post(story)
