"""What an asker is told by mail: settled, not while they look, and never what they have read or do not want."""

from datetime import timedelta
from uuid import UUID, uuid4

from orchestrator.domain.notifying.mail.kinds import MailKind, MailSettings
from orchestrator.engine.escalation import accept, answer, decline
from orchestrator.engine.message import conversations
from orchestrator.engine.notifying import sweep
from orchestrator.engine.notifying.mail.plan import PLAN_TASK
from orchestrator.engine.notifying.mail.settings import save_mailing
from orchestrator.engine.routing.route import route
from orchestrator.ports.database import Scope
from support.mailing import Mailed, WithMail
from support.stories import NOVEL_QUESTION

SECOND = timedelta(seconds=1)


async def accepted(mailed: Mailed) -> UUID:
    """A question of the asker's that is in the creator's inbox."""
    routed = await route(mailed.services, mailed.house.asker, mailed.house.ask(NOVEL_QUESTION))
    assert routed.escalation is not None
    await accept.accept(mailed.services, mailed.house.asker, routed.escalation.id)
    return routed.escalation.id


def test_an_answer_is_told_with_the_thread(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        question = await accepted(mailed)
        await answer.answer(mailed.services, mailed.house.creator, question, answer.Reply("Yes, every second winter."))
        await mailed.plan()
        await mailed.send()
        [mail] = mailed.mailer.got
        [item] = mail.letter.items
        assert mail.recipient == "ada@example.org"
        assert mail.letter.subject == item.title == "Mira's agent: your question was answered"
        assert (item.quote, item.text) == (NOVEL_QUESTION, "Yes, every second winter.")
        assert item.link is not None
        assert item.link.url == f"{mailed.services.links_url}/messages/{mailed.house.conversation}"
        assert mail.letter.unsubscribe is not None

    with_mail(story)


def test_a_refusal_is_told_with_its_reason(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await decline.decline(mailed.services, mailed.house.creator, await accepted(mailed), "Ask a luthier.")
        await mailed.plan()
        await mailed.send()
        [mail] = mailed.mailer.got
        assert [(item.title, item.text) for item in mail.letter.items] == [("Mira's agent: your question was declined", "Ask a luthier.")]

    with_mail(story)


def test_a_burst_is_one_mail(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        for kind in ("answered", "corrected", "declined"):
            mailed.happen(kind)
        await mailed.plan(timedelta(seconds=30))
        assert [each.kind for each in await mailed.mails(mailed.house.asker)] == [MailKind.confirmation]
        await mailed.plan()
        await mailed.plan()
        await mailed.send()
        [mail] = mailed.mailer.got
        assert len(mail.letter.items) == 3
        assert mail.letter.subject == "New for you: 3"

    with_mail(story)


def test_a_subject_is_told_once(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        thing = uuid4()
        mailed.happen("answered", thing)
        mailed.happen("answered", thing)
        await mailed.plan()
        mailed.happen("answered", thing)
        await mailed.plan()
        await mailed.send()
        assert [len(mail.letter.items) for mail in mailed.mailer.got] == [1]

    with_mail(story)


def test_nothing_is_mailed_to_somebody_who_looks(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        async with mailed.services.database.transaction(Scope(mailed.house.asker)) as tx:
            await tx.events.note_presence()
        mailed.alter("UPDATE presences SET seen_at = now() + interval '10 minutes'")
        mailed.happen()
        await mailed.plan()
        await mailed.send()
        assert mailed.mailer.got == []
        # The app was closed, and nothing was read.
        await mailed.plan(timedelta(minutes=10))
        await mailed.send()
        assert len(mailed.mailer.got) == 1

    with_mail(story)


def test_an_app_that_is_left_open_hides_nothing_for_longer_than_an_hour(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        async with mailed.services.database.transaction(Scope(mailed.house.asker)) as tx:
            await tx.events.note_presence()
        mailed.alter("UPDATE presences SET seen_at = now() + interval '1 day'")
        mailed.happen()
        await mailed.plan(timedelta(minutes=59))
        assert mailed.read("SELECT status FROM mail_news") == [("waiting",)]
        await mailed.plan()
        assert mailed.read("SELECT status FROM mail_news") == [("told",)]

    with_mail(story)


def test_what_was_read_is_not_told(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        house = mailed.house
        question = await accepted(mailed)
        await answer.answer(mailed.services, house.creator, question, answer.Reply("Yes, every second winter."))
        [last] = mailed.read(f"SELECT id FROM messages WHERE conversation_id = '{house.conversation}' ORDER BY id DESC LIMIT 1")
        await conversations.note_read(mailed.services, house.asker, house.conversation, last[0])
        await mailed.plan()
        assert mailed.read("SELECT status FROM mail_news") == [("dropped",)]

    with_mail(story)


def test_what_came_after_the_last_look_is_told(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        house = mailed.house
        question = await accepted(mailed)
        [last] = mailed.read(f"SELECT id FROM messages WHERE conversation_id = '{house.conversation}' ORDER BY id DESC LIMIT 1")
        await conversations.note_read(mailed.services, house.asker, house.conversation, last[0])
        await answer.answer(mailed.services, house.creator, question, answer.Reply("Yes, every second winter."))
        await mailed.plan()
        assert mailed.read("SELECT status FROM mail_news") == [("told",)]

    with_mail(story)


def test_who_wants_none_gets_none(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await save_mailing(mailed.services, mailed.house.asker, MailSettings(frozenset({MailKind.answers})), None)
        mailed.happen()
        await mailed.plan()
        assert mailed.read("SELECT status FROM mail_news") == [("dropped",)]

    with_mail(story)


def test_the_readers_language(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        await save_mailing(mailed.services, mailed.house.asker, MailSettings(language="de"), None)
        mailed.happen()
        await mailed.plan()
        await mailed.send()
        [mail] = mailed.mailer.got
        assert (mail.letter.language, mail.letter.subject) == ("de", "Mira's agent: Ihre Frage wurde beantwortet")

    with_mail(story)


def test_an_unconfirmed_address_gets_the_news_once_it_is_confirmed(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        mailed.alter("UPDATE users SET email_confirmed_at = NULL")
        mailed.happen()
        await mailed.plan()
        await mailed.send()
        assert mailed.mailer.got == []
        mailed.alter("UPDATE users SET email_confirmed_at = now()")
        await mailed.plan()
        await mailed.send()
        assert len(mailed.mailer.got) == 1

    with_mail(story)


def test_mails_to_one_person_are_bounded_an_hour_and_nothing_is_lost(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        for _ in range(11):
            mailed.happen()
            await mailed.plan(timedelta(minutes=1, seconds=5))
            mailed.alter("UPDATE mails SET created_at = :now WHERE created_at > :now", now=mailed.clock.at)
        await mailed.send()
        assert len(mailed.mailer.got) == 10
        await mailed.plan(timedelta(hours=1))
        await mailed.send()
        assert len(mailed.mailer.got) == 11
        assert {status for (status,) in mailed.read("SELECT status FROM mail_news")} == {"told"}

    with_mail(story)


def test_the_sweep_finds_what_is_due(with_mail: WithMail) -> None:
    async def story(mailed: Mailed) -> None:
        mailed.happen()
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(PLAN_TASK) == []
        mailed.alter("UPDATE mail_news SET due_at = now()")
        await sweep.sweep_sendings(mailed.services)
        assert mailed.jobs(PLAN_TASK) == [{"person": str(mailed.house.asker)}]

    with_mail(story)
