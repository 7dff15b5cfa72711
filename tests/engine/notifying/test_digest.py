"""The creator's daily summary: at their hour, in their time zone, once a day, and only where something waits."""

from datetime import time, timedelta

from orchestrator.domain.notifying.mail.kinds import MailKind, MailSettings
from orchestrator.engine.escalation import accept, answer
from orchestrator.engine.notifying import sweep
from orchestrator.engine.notifying.mail.plan import DIGEST_TASK
from orchestrator.engine.notifying.mail.settings import save_mailing
from orchestrator.engine.routing.route import route
from support.mailing import Mailed, WithMail
from support.stories import NOVEL_QUESTION, add_person, start

MIDNIGHT = MailSettings(digest_at=time(0))
"""An hour that has always come."""


async def waits(mailed: Mailed, *handles: str) -> None:
    """The same question of each of these new people is in the creator's inbox."""
    for handle in handles:
        person = await add_person(mailed.services, handle)
        ask = mailed.house.ask(NOVEL_QUESTION)
        routed = await route(mailed.services, person, type(ask)(await start(mailed.services, person, mailed.house.avee), NOVEL_QUESTION))
        assert routed.escalation is not None
        await accept.accept(mailed.services, person, routed.escalation.id)
    mailed.alter("DELETE FROM procrastinate_jobs WHERE task_name = 'send_mail'")
    # The agent is older than the hour of the day.
    mailed.alter("UPDATE avees SET created_at = now() - interval '3 days'")


async def at(mailed: Mailed, settings: MailSettings) -> None:
    await save_mailing(mailed.services, mailed.house.creator, settings, None)
    mailed.alter("UPDATE mail_settings SET digest_planned_on = NULL")


def test_it_says_how_many_answers_help_how_many(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await waits(mailed, "otto", "finn")
        await at(mailed, MIDNIGHT)
        await mailed.plan_digest()
        await mailed.send()
        [mail] = mailed.mailer.got
        [item] = mail.letter.items
        assert (mail.recipient, mail.letter.subject) == ("mira@example.org", "Answer 1, free 2")
        assert (item.title, item.quote) == ("Mira's agent · people waiting: 2", NOVEL_QUESTION)
        [(first,)] = mailed.read("SELECT id FROM escalation_queue WHERE id = group_id OR group_id IS NULL ORDER BY accepted_at LIMIT 1")
        assert item.link is not None
        assert item.link.url == f"{mailed.services.links_url}/messages/escalations/{first}"

    with_mail(story)


def test_it_comes_once_a_day(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await waits(mailed, "otto")
        await at(mailed, MIDNIGHT)
        await mailed.plan_digest()
        await mailed.plan_digest()
        mailed.alter("UPDATE mail_settings SET digest_planned_on = NULL")
        await mailed.plan_digest()
        await mailed.send()
        assert len(mailed.mailer.got) == 1
        assert await sweep.sweep_sendings(mailed.services) == 0

    with_mail(story)


def test_none_comes_where_nothing_waits(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        mailed.alter("UPDATE avees SET created_at = now() - interval '3 days'")
        await at(mailed, MIDNIGHT)
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(DIGEST_TASK) == [{"person": str(mailed.house.creator)}]
        await mailed.plan_digest()
        assert [each.kind for each in await mailed.mails(mailed.house.creator)] == [MailKind.confirmation]
        # A question that comes after the hour waits for tomorrow's.
        await waits(mailed, "otto")
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(DIGEST_TASK) == []

    with_mail(story)


def test_what_was_answered_meanwhile_is_not_told(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await waits(mailed, "otto")
        await at(mailed, MIDNIGHT)
        await mailed.plan_digest()
        [(question,)] = mailed.read("SELECT id FROM escalation_queue WHERE status = 'accepted'")
        await answer.answer(mailed.services, mailed.house.creator, question, answer.Reply("Yes, every second winter."))
        await mailed.send()
        assert [each for each in mailed.mailer.got if each.recipient == "mira@example.org"] == []
        assert [each.status for each in await mailed.mails(mailed.house.creator)][-1] == "dropped"

    with_mail(story)


def test_the_hour_is_the_creators_own(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await waits(mailed, "otto")
        # Each of the two zones has this hour at another moment: it has come in one of them at least an hour ago.
        [(local,)] = mailed.read("SELECT (now() AT TIME ZONE 'Pacific/Kiritimati')::time")
        passed = time((local.hour + 23) % 24) if local.hour else time(0)
        await at(mailed, MailSettings(digest_at=passed, time_zone="Pacific/Kiritimati"))
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(DIGEST_TASK) != []
        [(earlier,)] = mailed.read("SELECT (now() AT TIME ZONE 'Pacific/Honolulu')::time")
        to_come = time(earlier.hour + 1) if earlier.hour < 23 else time(23, 59, 59)
        await at(mailed, MailSettings(digest_at=to_come, time_zone="Pacific/Honolulu"))
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(DIGEST_TASK) == []

    with_mail(story)


def test_a_new_hour_counts_from_today_where_it_is_to_come(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        person = mailed.house.creator
        await save_mailing(mailed.services, person, MailSettings(digest_at=time(23, 59, 59)), None)
        assert mailed.read(f"SELECT digest_planned_on FROM mail_settings WHERE user_id = '{person}'") == [(None,)]
        await save_mailing(mailed.services, person, MIDNIGHT, None)
        [(day, today)] = mailed.read(
            f"SELECT digest_planned_on, (now() AT TIME ZONE 'UTC')::date FROM mail_settings WHERE user_id = '{person}'"
        )
        assert day == today

    with_mail(story)


def test_an_agent_made_after_the_hour_has_its_first_summary_tomorrow(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await waits(mailed, "otto")
        mailed.alter("UPDATE avees SET created_at = now()")
        await at(mailed, MIDNIGHT)
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(DIGEST_TASK) == []
        mailed.alter("UPDATE avees SET created_at = :then", then=mailed.clock.at - timedelta(days=1))
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(DIGEST_TASK) != []

    with_mail(story)
