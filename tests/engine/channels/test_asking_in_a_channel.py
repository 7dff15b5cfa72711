"""Somebody asks in another service: what they write is routed once, and what is said to them leaves there."""

import pytest

from orchestrator.domain.channels.events import InboundKind
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import NotFound, Unauthenticated
from orchestrator.engine.channels.joining import join, show_code
from orchestrator.engine.escalation.answer import Reply, answer
from orchestrator.engine.escalation.decline import decline
from orchestrator.engine.matching import change_answer, corrections
from orchestrator.engine.matching.change_answer import AnswerChange
from orchestrator.engine.policy import configure
from support.channels import Switchboard, WithChannel, event
from support.stories import HOURS_QUESTION, NOVEL_QUESTION, PASSWORD_QUESTION, add_person, rows


def question(board: Switchboard) -> tuple[str, object]:
    """(status, id) of the newest question."""
    [row] = rows(board.database, "SELECT status, id FROM escalation_queue ORDER BY id DESC LIMIT 1")
    return row.status, row.id


def test_a_question_is_answered_in_the_thread_it_was_asked_in(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        [said] = await board.ask(HOURS_QUESTION, message="m1")
        assert "Tuesday to Saturday" in said
        thread, message, _ = board.service.sent[0]
        assert (thread, message.reply_to, message.buttons) == ("chat nora", "m1", ())
        [other] = await board.ask(PASSWORD_QUESTION)
        assert "Forgotten password" in other
        assert len(rows(board.database, "SELECT DISTINCT conversation_id FROM messages")) == 1, "one thread is one conversation"
        await board.ask(HOURS_QUESTION, "otto")
        assert len(rows(board.database, "SELECT DISTINCT conversation_id, user_id FROM messages")) == 2

    with_channel(story)


def test_the_same_event_twice_is_one_question(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        once = event(text=HOURS_QUESTION)
        await board.post(once)
        await board.post(once, once)
        await board.handle()
        await board.post(once)
        await board.handle()
        await board.send()
        assert len(board.service.sent) == 1
        assert rows(board.database, "SELECT count(*) AS n FROM messages WHERE role = 'user'")[0].n == 1
        assert rows(board.database, "SELECT event FROM inbound_events")[0].event is None, "what was written is not kept twice"

    with_channel(story)


def test_what_is_not_signed_is_refused_and_a_channel_that_is_off_is_not_there(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        with pytest.raises(Unauthenticated, match="signature"):
            await board.post(event(text=HOURS_QUESTION), signature="wrong")
        rows(board.database, "UPDATE channels SET state = 'off'")
        with pytest.raises(NotFound):
            await board.post(event(text=HOURS_QUESTION))
        assert rows(board.database, "SELECT * FROM inbound_events") == []

    with_channel(story)


@pytest.mark.parametrize(("label", "status"), [("Yes", "accepted"), ("No", "declined")])
def test_an_offer_has_buttons(with_channel: WithChannel, label: str, status: str) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(NOVEL_QUESTION)
        assert [each.label for each in board.service.last.buttons] == ["Yes", "No"]
        said = await board.press(label)
        assert question(board)[0] == status
        assert len(said) == (1 if label == "Yes" else 0), "an accepted question is confirmed in the thread"
        [(_, which, changed)] = board.service.edited
        assert which == "sent-1"
        assert changed.buttons == ()
        assert changed.text.endswith(f"✓ {label}")
        assert await board.press(label) != [], "pressed again, it says why nothing happens"

    with_channel(story)


def test_an_offer_is_taken_by_a_number_where_there_are_no_buttons(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        [said] = await board.ask(NOVEL_QUESTION)
        assert said.endswith("1. Yes\n2. No")
        assert board.service.last.buttons == ()
        await board.ask("1")
        assert question(board)[0] == "accepted"
        assert rows(board.database, "SELECT count(*) AS n FROM messages WHERE content = '1'")[0].n == 0

    with_channel(story, ChannelKind.twilio)


def test_somebody_elses_button_does_nothing(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(NOVEL_QUESTION)
        assert await board.press("Yes", sender="otto") == []
        assert question(board)[0] == "pending"
        assert await board.tell(event(InboundKind.pressed, value="accept:nonsense")) == []

    with_channel(story)


def test_the_creators_answer_a_correction_and_a_withdrawal_leave_by_the_channel(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        services, creator, avee = board.services, board.house.creator, board.house.avee
        await board.ask(NOVEL_QUESTION)
        await board.press("Yes")
        done = await answer(services, creator, question(board)[1], Reply("Yes, in **May**."))  # type: ignore[arg-type]  # a row of the test
        await board.send()
        assert board.service.texts[-1] == "**Mira:**\n\nYes, in **May**."
        assert done.canonical_answer_id is not None
        await change_answer.change_answer(services, creator, avee, done.canonical_answer_id, AnswerChange(answer_content="Yes, in June."))
        await corrections.send_corrections(services, creator, avee, done.canonical_answer_id)
        await board.send()
        assert "Yes, in June." in board.service.texts[-1]
        await change_answer.retire_answer(services, creator, avee, done.canonical_answer_id)
        await corrections.send_corrections(services, creator, avee, done.canonical_answer_id)
        await board.send()
        assert "June" in board.service.texts[-1]
        assert len(board.service.sent) == 5

    with_channel(story)


def test_a_declined_question_is_told(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(NOVEL_QUESTION)
        await board.press("Yes")
        await decline(board.services, board.house.creator, question(board)[1], "Not my subject.")  # type: ignore[arg-type]
        await board.send()
        assert "Not my subject." in board.service.texts[-1]

    with_channel(story)


def test_a_deleted_message_takes_its_question_back(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(NOVEL_QUESTION, message="m1")
        await board.tell(event(InboundKind.deleted, message="m1"))
        assert question(board)[0] == "declined"
        await board.ask(f"{NOVEL_QUESTION} Or cellos?", message="m2")
        await board.press("Yes")
        await board.tell(event(InboundKind.deleted, message="m2"), event(InboundKind.deleted, message="never seen"))
        assert question(board)[0] == "declined"

    with_channel(story)


def test_an_edited_message_is_asked_anew_and_may_come_before_the_first(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        first, changed = event(text=PASSWORD_QUESTION, message="m1"), event(InboundKind.edited, HOURS_QUESTION, message="m1")
        assert len(await board.tell(first)) == 1
        assert "Tuesday" in (await board.tell(changed))[0]
        late, early = event(text=PASSWORD_QUESTION, message="m2"), event(InboundKind.edited, HOURS_QUESTION, message="m2")
        assert len(await board.tell(early)) == 1
        assert len(await board.tell(late)) == 1

    with_channel(story)


def test_only_text_is_read(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        assert await board.ask("  ") == ["I can only read text here. Please write your question."]
        assert "at most 8000 are allowed" in (await board.ask("a" * 8_001))[0]
        assert rows(board.database, "SELECT count(*) AS n FROM messages")[0].n == 0

    with_channel(story)


def test_people_of_a_channel_are_let_in_where_guests_are_not_and_have_limits(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        changes = {"guests_enabled": False, "guest_messages_per_day": 2}
        await configure.save_policy(board.services, board.house.creator, board.house.avee, changes, None)
        assert "Tuesday" in (await board.ask(HOURS_QUESTION))[0]
        await board.ask(NOVEL_QUESTION)
        await board.press("Yes")
        assert question(board)[0] == "accepted", "no mail address is needed: the channel reaches them"
        [said] = await board.ask(HOURS_QUESTION)
        assert "2 messages a day" in said

    with_channel(story)


def test_in_a_group_nothing_past_the_public_layer_is_said(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(HOURS_QUESTION, thread="group 1", is_private=False)
        assert rows(board.database, "SELECT DISTINCT layer FROM messages")[0].layer == "public"
        [said] = await board.ask("/connect 1-2-3-4", thread="group 1", is_private=False)
        assert "private" in said

    with_channel(story)


def test_an_account_takes_the_thread_over_and_goes_on(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(NOVEL_QUESTION)
        await board.press("Yes")
        [said] = await board.ask("/link")
        secret = said.split("/join-chat/")[1].split()[0]
        account = await add_person(board.services, "nora")
        shown = await show_code(board.services, account, secret)
        assert (shown.person, shown.agent, shown.kind) == ("Nora", "Mira's agent", "telegram")
        await join(board.services, account, secret)
        for again in (join, show_code):
            with pytest.raises(NotFound):
                await again(board.services, account, secret)
        assert {row.user_id for row in rows(board.database, "SELECT DISTINCT user_id FROM escalation_queue")} == {account}
        assert rows(board.database, "SELECT count(*) AS n FROM users WHERE guest_of IS NOT NULL")[0].n == 0
        assert "Tuesday" in (await board.ask(HOURS_QUESTION))[0]
        await answer(board.services, board.house.creator, question(board)[1], Reply("In May."))  # type: ignore[arg-type]
        await board.send()
        assert board.service.texts[-1].endswith("In May.")

    with_channel(story)
