"""The team is told of questions in a channel, and answers there: nothing is sent before Send is pressed."""

import dataclasses
from datetime import timedelta

import pytest

from orchestrator.domain.channels.events import InboundKind
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import Forbidden, Invalid, Limited, NotFound, Stale, Unavailable
from orchestrator.domain.paths import Path
from orchestrator.engine.channels.managing import add_channel, change_channel, list_channels, make_code, remove_channel
from orchestrator.engine.channels.sending import send_thread
from orchestrator.engine.channels.sweep import sweep_channels
from orchestrator.engine.escalation.answer import Reply, answer
from orchestrator.engine.routing.route import route
from support.channels import Switchboard, WithChannel, event, sending_jobs
from support.stories import HOURS_QUESTION, NOVEL_QUESTION, add_person, rows


async def told(board: Switchboard) -> str:
    """The creator is connected, and is told of a question of nora's; returns the service's id of that message."""
    await board.connect_creator()
    await board.ask(NOVEL_QUESTION)
    await board.press("Yes")
    [number] = [
        n for n, (thread, message, _) in enumerate(board.service.sent, 1) if thread == "chat mira" and NOVEL_QUESTION in message.text
    ]
    return f"sent-{number}"


def waiting(board: Switchboard) -> list[str]:
    return [row.status for row in rows(board.database, "SELECT status FROM escalation_queue ORDER BY id")]


@pytest.mark.parametrize(("label", "canonical"), [("Send", 2), ("Send, do not reuse", 1)])
def test_a_reply_is_a_draft_until_send_is_pressed(with_channel: WithChannel, label: str, canonical: int) -> None:
    async def story(board: Switchboard) -> None:
        ref = await told(board)
        [preview] = await board.ask("Yes, each **May**.", "mira", reply_to=ref)
        assert "Nothing is sent yet" in preview
        assert [each.label for each in board.service.last.buttons] == ["Send", "Send, do not reuse", "Discard"]
        assert waiting(board) == ["accepted"]
        assert rows(board.database, "SELECT answer FROM answer_drafts")[0].answer == "Yes, each **May**.", "the inbox has it too"
        await board.press(label, "mira")
        assert waiting(board) == ["answered"]
        assert ("chat nora", "**Mira:**\n\nYes, each **May**.") in [(thread, message.text) for thread, message, _ in board.service.sent]
        assert rows(board.database, "SELECT count(*) AS n FROM canonical_answers")[0].n == canonical
        assert "answered" in (await board.press(label, "mira"))[0], "pressed twice, it is sent once"

    with_channel(story)


def test_discarding_sends_nothing_and_the_newest_draft_is_the_one_that_is_sent(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        ref = await told(board)
        await board.ask("Never.", "mira", reply_to=ref)
        await board.press("Discard", "mira")
        assert waiting(board) == ["accepted"]
        await board.ask("Each May.", "mira", reply_to=ref)
        await board.tell(event(InboundKind.edited, "Each June.", "mira", reply_to=ref))
        await board.press("Send", "mira")
        assert "**Mira:**\n\nEach June." in board.service.texts

    with_channel(story)


def test_what_is_no_reply_is_a_question_of_the_creators_own(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await told(board)
        assert "Tuesday" in (await board.ask(HOURS_QUESTION, "mira"))[0]
        assert waiting(board) == ["accepted"]

    with_channel(story)


def test_without_replies_the_newest_question_is_meant(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.connect_creator()
        await board.ask(NOVEL_QUESTION)
        await board.ask("1")
        [preview] = await board.ask("Each May.", "mira")
        assert preview.endswith("1. Send\n2. Send, do not reuse\n3. Discard")
        await board.ask("2", "mira")
        assert waiting(board) == ["answered"]

    with_channel(story, ChannelKind.twilio)


def test_nobody_answers_who_is_not_of_the_team(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        ref = await told(board)
        assert "not valid" in (await board.ask("/connect AAAAAA-AAAAAA-AAAAAA-AAAAAA", "otto"))[0]
        await board.ask("I say no.", "otto", reply_to=ref)
        assert waiting(board) == ["accepted"]
        code = await make_code(board.services, board.house.creator, board.house.avee, board.channel)
        rows(board.database, "UPDATE channel_codes SET expires_at = now()")
        assert "not valid" in (await board.ask(f"/connect {code}", "otto"))[0]
        stranger = await add_person(board.services, "stranger")
        with pytest.raises(NotFound):
            await make_code(board.services, stranger, board.house.avee, board.channel)

    with_channel(story)


def test_a_code_counts_once_and_whoever_left_the_team_hears_nothing(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        code = await make_code(board.services, board.house.creator, board.house.avee, board.channel)
        assert "connected" in (await board.ask(f"/start {code}", "mira"))[0]
        assert "not valid" in (await board.ask(f"/connect {code}", "otto"))[0]
        assert [each.is_connected for each in await list_channels(board.services, board.house.creator, board.house.avee)] == [True]
        ines, avee = await add_person(board.services, "ines"), board.house.avee
        rows(board.database, "INSERT INTO team_members (avee_id, user_id, role) VALUES (:avee, :ines, 'answerer')", avee=avee, ines=ines)
        await board.ask(f"/connect {await make_code(board.services, ines, avee, board.channel)}", "ines")
        rows(board.database, "DELETE FROM team_members")
        await board.ask(NOVEL_QUESTION)
        await board.press("Yes")
        assert {thread for thread, message, _ in board.service.sent if NOVEL_QUESTION in message.text} >= {"chat mira"}
        assert not any(thread == "chat ines" and NOVEL_QUESTION in message.text for thread, message, _ in board.service.sent)

    with_channel(story)


def test_a_question_that_was_answered_elsewhere_is_not_told_and_a_late_send_says_so(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        ref = await told(board)
        await board.ask("Each May.", "mira", reply_to=ref)
        [row] = rows(board.database, "SELECT id FROM escalation_queue")
        await answer(board.services, board.house.creator, row.id, Reply("In the app: no."))
        [said] = [each for each in await board.press("Send", "mira") if "Not sent" in each]
        assert "answered" in said

    with_channel(story)


def test_personal_data_stays_in_the_draft(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        ref = await told(board)
        await board.ask("Write to Nora at nora.nilsen@example.com or call +47 912 34 567.", "mira", reply_to=ref)
        assert "personal data" in (await board.press("Send", "mira"))[0]
        assert waiting(board) == ["accepted"]
        await board.press("Send, do not reuse", "mira")
        assert waiting(board) == ["answered"]

    with_channel(story)


def test_asked_in_the_app_is_answered_in_the_app_alone(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(HOURS_QUESTION)
        [row] = rows(board.database, "SELECT user_id, id FROM conversations WHERE user_id <> :asker", asker=board.house.asker)
        ask = board.house.ask(HOURS_QUESTION)
        routed = await route(board.services, row.user_id, dataclasses.replace(ask, conversation_id=row.id))
        assert routed.path is Path.auto_answer
        await board.send()
        assert len(board.service.sent) == 1

    with_channel(story)


def test_a_service_that_is_out_loses_nothing_and_keeps_the_order(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        board.service.faults = [Unavailable("channel_unreachable", "out"), Limited("channel_busy", "slowly", retry_after_s=2.0)]
        await board.post(event(text=HOURS_QUESTION), event(text="When is it open?"))
        await board.handle()
        assert board.state().state == "failing"
        assert [attempts for _, _, attempts in board.deliveries()] == [1, 0], "the second waits for the first"
        assert len(sending_jobs(board)) == 1, "it is tried again"
        with pytest.raises(Limited):
            await board.send()
        await board.send()
        assert board.state().state == "working"
        assert [status for _, status, _ in board.deliveries()] == ["sent", "sent"]
        assert len(board.service.sent) == 2

    with_channel(story)


def test_a_token_that_is_no_longer_taken_is_a_state_and_a_new_one_sends_what_waited(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        board.service.faults = [Forbidden("needs_token", "Telegram no longer takes the token.")]
        await board.ask(HOURS_QUESTION)
        assert board.state() == ("needs_token", "Telegram no longer takes the token.")
        await board.ask("When is it open?")
        assert board.service.sent == []
        [channel] = await list_channels(board.services, board.house.creator, board.house.avee)
        assert (channel.state, channel.waiting) == ("needs_token", 2)
        where = board.services, board.house.creator, board.house.avee, board.channel
        with pytest.raises(Invalid):
            await change_channel(*where, None, {"bot_token": ""}, None)
        changed = await change_channel(*where, channel.version, {"bot_token": "2:new"}, None)
        assert (changed.state, changed.last_error) == ("working", None)
        rows(board.database, "UPDATE channel_deliveries SET due_at = now() - interval '2 minutes'")
        assert await sweep_channels(board.services) == 1
        await board.send()
        assert len(board.service.sent) == 2

    with_channel(story)


def test_a_thread_that_is_gone_and_a_message_that_is_refused_are_given_up(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        board.service.faults = [NotFound("thread_gone", "Blocked by the person."), Invalid("channel_refused", "Too long.")]
        await board.ask(HOURS_QUESTION)
        await board.ask(HOURS_QUESTION, "otto")
        assert [status for _, status, _ in board.deliveries()] == ["failed", "failed"]
        assert board.state().state == "working", "that is no fault of the channel"
        assert "Tuesday" in (await board.ask(HOURS_QUESTION))[0], "whoever writes again is answered again"

    with_channel(story)


def test_a_service_out_for_days_is_given_up(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        board.service.faults = [Unavailable("channel_unreachable", "out")] * 2
        await board.post(event(text=HOURS_QUESTION))
        await board.handle()
        [row] = rows(board.database, "SELECT avee_id, thread_id FROM channel_deliveries")
        late = board.services.clock.now() + timedelta(days=4)
        await send_thread(board.services, board.house.creator, row.avee_id, row.thread_id, late)
        assert board.deliveries() == [("message", "failed", 2)]

    with_channel(story)


def test_a_long_answer_goes_on_where_it_was_broken_off(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        ref = await told(board)
        text = "\n\n".join(f"Paragraph {n}. " + "word " * 100 for n in range(20)).strip()
        before = len(board.service.sent)
        original, sent = board.service.send, []

        async def failing(*arguments: object) -> str:
            sent.append(arguments)
            if len(sent) == 2:
                raise Unavailable("channel_unreachable", "out")
            return await original(*arguments)  # type: ignore[arg-type]

        board.service.send = failing  # type: ignore[method-assign,assignment]
        await board.post(event(text=text, sender="mira", reply_to=ref))
        await board.handle()
        assert len(board.service.sent) == before + 1
        await board.send()
        pieces = board.service.texts[before:]
        assert all(len(piece) <= 4_096 for piece in pieces)
        assert all(sum(f"Paragraph {n}. " in piece for piece in pieces) == 1 for n in range(20)), "each once"
        assert [len(message.buttons) for _, message, _ in board.service.sent[before:]] == [0] * (len(pieces) - 1) + [3]

    with_channel(story)


def test_a_channel_is_the_owners_alone_and_the_token_is_checked_first(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        stranger = await add_person(board.services, "stranger")
        for call in (
            lambda who: list_channels(board.services, who, board.house.avee),
            lambda who: add_channel(board.services, who, board.house.avee, ChannelKind.telegram, {"bot_token": "1"}),
            lambda who: change_channel(board.services, who, board.house.avee, board.channel, None, {}, False),
            lambda who: remove_channel(board.services, who, board.house.avee, board.channel),
        ):
            with pytest.raises(NotFound):
                await call(stranger)
        board.service.faults = [Invalid("channel_refused", "Unauthorized")]
        with pytest.raises(Invalid, match="Unauthorized"):
            await add_channel(board.services, board.house.creator, board.house.avee, ChannelKind.telegram, {"bot_token": "bad"})
        for given in ({}, {"bot_token": "1", "other": "2"}, {"bot_token": "x" * 501}):
            with pytest.raises(Invalid):
                await add_channel(board.services, board.house.creator, board.house.avee, ChannelKind.telegram, given)
        with pytest.raises(Invalid):
            await add_channel(board.services, board.house.creator, board.house.avee, ChannelKind.email, {})
        assert len(await list_channels(board.services, board.house.creator, board.house.avee)) == 1
        await board.ask(HOURS_QUESTION)
        await remove_channel(board.services, board.house.creator, board.house.avee, board.channel)
        assert not board.service.is_connected
        assert rows(board.database, "SELECT count(*) AS n FROM channel_people")[0].n == 0
        assert rows(board.database, "SELECT count(*) AS n FROM messages")[0].n == 2, "the conversation stays"

    with_channel(story)


def test_off_and_on_again(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        where = board.services, board.house.creator, board.house.avee, board.channel
        assert (await change_channel(*where, 2, {}, False)).state == "off"
        assert not board.service.is_connected
        assert (await change_channel(*where, 3, {}, True)).state == "working"
        with pytest.raises(Stale):
            await change_channel(*where, 1, {}, False)

    with_channel(story)
